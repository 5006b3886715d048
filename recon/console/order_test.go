package console

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/billrecon/billrecon/internal/row"
	"github.com/billrecon/billrecon/internal/wire"
	"github.com/billrecon/billrecon/recon"
)

// sampleOrder is the first row of the page's sample.
func sampleOrder() Order {
	return Order{
		Code: "20200221113708eb3b8dcc2383481c", MerchantName: "中软融通", EquipmentNo: "1", TotalFee: 198,
		PayMethod: PayMethodAlipay, CreateTime: time.Date(2020, 2, 21, 11, 37, 8, 784968000, wire.ChinaZone),
		ReconciliationStatus: StatusUnreconciled,
	}
}

func TestOrderJSON(t *testing.T) {
	full := sampleOrder()
	full.Auto = true
	full.Extra = map[string]json.RawMessage{"z": json.RawMessage(`{"b":1}`), "a": json.RawMessage(`"x"`)}
	for _, test := range []struct {
		reason string
		order  Order
		want   string
	}{
		{"the page's sample", sampleOrder(), `{"code":"20200221113708eb3b8dcc2383481c","merchant__name":"中软融通","equipment_no":1,"total_fee":198,` +
			`"pay_method":3,"create_time":"2020-02-21T11:37:08.784968","reconciliation_status":2,"auto":false}`},
		{"everything", full, `{"code":"20200221113708eb3b8dcc2383481c","merchant__name":"中软融通","equipment_no":1,"total_fee":198,` +
			`"pay_method":3,"create_time":"2020-02-21T11:37:08.784968","reconciliation_status":2,"auto":true,"a":"x","z":{"b":1}}`},
		{"what is absent is left out", Order{Code: "1"}, `{"code":"1","merchant__name":"","total_fee":0,"auto":false}`},
		{"enums without a name come back as they came", Order{Code: "1", PayMethod: 9, ReconciliationStatus: 300, TotalFee: -1},
			`{"code":"1","merchant__name":"","total_fee":-1,"pay_method":9,"reconciliation_status":300,"auto":false}`},
		{"equipment that is no number", Order{Code: "1", EquipmentNo: "sn-1"},
			`{"code":"1","merchant__name":"","equipment_no":"sn-1","total_fee":0,"auto":false}`},
	} {
		t.Run(test.reason, func(t *testing.T) {
			got, err := json.Marshal(test.order)
			require.NoError(t, err)
			assert.Equal(t, test.want, string(got))
			var again Order
			require.NoError(t, json.Unmarshal(got, &again))
			assert.True(t, test.order.Equal(again), "got %+v", again)
		})
	}
}

func TestOrderLenientForms(t *testing.T) {
	for _, test := range []struct {
		reason, text string
		want         Order
	}{
		{"numbers in quotes", `{"code":"1","total_fee":"198","pay_method":"3","reconciliation_status":"2","auto":"true","equipment_no":"1"}`,
			Order{Code: "1", TotalFee: 198, PayMethod: 3, ReconciliationStatus: 2, Auto: true, EquipmentNo: "1"}},
		{"a code that is a number", `{"code":20200221,"total_fee":1,"auto":1}`, Order{Code: "20200221", TotalFee: 1, Auto: true}},
		{"nulls", `{"code":"1","total_fee":1,"merchant__name":null,"equipment_no":null,"pay_method":null,"create_time":null,"reconciliation_status":null,"auto":null}`,
			Order{Code: "1", TotalFee: 1}},
		{"zero fen is there", `{"code":"1","total_fee":0}`, Order{Code: "1"}},
	} {
		t.Run(test.reason, func(t *testing.T) {
			got := sampleOrder()
			require.NoError(t, json.Unmarshal([]byte(test.text), &got))
			assert.Equal(t, test.want, got, "the whole order is replaced")
		})
	}
}

func TestOrderRefuses(t *testing.T) {
	for _, test := range []struct{ reason, text, rule string }{
		{"no code", `{"total_fee":1}`, "has no code"},
		{"an empty code", `{"code":"","total_fee":1}`, "has no code"},
		{"no amount", `{"code":"1"}`, "has no total_fee"},
		{"a null amount", `{"code":"1","total_fee":null}`, "has no total_fee"},
		{"an amount in yuan", `{"code":"1","total_fee":1.98}`, "total_fee: is not a whole number"},
		{"a boolean amount", `{"code":"1","total_fee":true}`, "total_fee"},
		{"what a spreadsheet left of a code", `{"code":2.02002E+13,"total_fee":1}`, "code: is a number in scientific notation"},
		{"a code in an object", `{"code":{"secret-value":1},"total_fee":1}`, "code: is an object, not text"},
	} {
		t.Run(test.reason, func(t *testing.T) {
			kept := sampleOrder()
			err := kept.UnmarshalJSON([]byte(test.text))
			require.ErrorIs(t, err, ErrMalformedResponse)
			assert.ErrorContains(t, err, test.rule)
			assert.NotContains(t, err.Error(), "secret-value")
			assert.Equal(t, sampleOrder(), kept, "an error changes nothing")
		})
	}
}

func TestOrderRecord(t *testing.T) {
	o := sampleOrder()
	want := recon.Record{Key: o.Code, Amount: decimal.RequireFromString("1.98"), Time: o.CreateTime, Channel: recon.Alipay, Manual: true}
	assert.Equal(t, want, o.Record(), "auto is off: it is proposed, never settled")

	o.Auto, o.PayMethod = true, PayMethodUnpaid
	got := o.Record()
	assert.False(t, got.Manual)
	assert.Equal(t, recon.Pending, got.State)
	assert.False(t, got.Fee.Valid, "absent is not 0")
	assert.False(t, got.Income.Valid)

	o.TotalFee = -198
	assert.Equal(t, "-1.98", o.Record().Amount.String(), "what was given back stays below zero")
}

func TestOrderEqual(t *testing.T) {
	for name, change := range map[string]func(*Order){
		"Code":                 func(o *Order) { o.Code += "x" },
		"MerchantName":         func(o *Order) { o.MerchantName = "" },
		"EquipmentNo":          func(o *Order) { o.EquipmentNo = "2" },
		"TotalFee":             func(o *Order) { o.TotalFee++ },
		"PayMethod":            func(o *Order) { o.PayMethod++ },
		"CreateTime":           func(o *Order) { o.CreateTime = o.CreateTime.Add(1) },
		"ReconciliationStatus": func(o *Order) { o.ReconciliationStatus++ },
		"Auto":                 func(o *Order) { o.Auto = !o.Auto },
		"Extra":                func(o *Order) { o.Extra = map[string]json.RawMessage{"a": json.RawMessage(`1`)} },
	} {
		other := sampleOrder()
		assert.True(t, sampleOrder().Equal(other))
		change(&other)
		assert.False(t, sampleOrder().Equal(other), name)
	}
	utc := sampleOrder()
	utc.CreateTime = utc.CreateTime.UTC()
	utc.Raw = json.RawMessage(`{}`)
	assert.True(t, sampleOrder().Equal(utc), "the instant counts; Raw does not")
}

// readTime reads one create_time, and reports whether it could be read.
func readTime(t *testing.T, text string, zone *time.Location) (time.Time, bool) {
	t.Helper()
	in := row.Input{Reader: wire.NewReader([]byte(`{"code":"1","total_fee":1,"create_time":` + text + `}`)), Options: row.Options{Zone: zone}}
	var o Order
	orderRow.Read(&in, &o)
	require.NoError(t, in.Err())
	return o.CreateTime, in.Unknown == nil
}

func TestReadTime(t *testing.T) {
	for _, test := range []struct{ reason, text, want string }{
		{"the list's sample", `"2020-02-21T11:37:08.784968"`, "2020-02-21T11:37:08.784968+08:00"},
		{"the details' sample", `"2020-03-10T16:52:59"`, "2020-03-10T16:52:59+08:00"},
		{"a zone of its own", `"2020-03-10T08:52:59Z"`, "2020-03-10T16:52:59+08:00"},
		{"null", `null`, ""},
		{"empty", `""`, ""},
	} {
		t.Run(test.reason, func(t *testing.T) {
			got, ok := readTime(t, test.text, nil)
			require.True(t, ok)
			if test.want == "" {
				assert.True(t, got.IsZero())
				return
			}
			assert.Equal(t, test.want, got.Format(time.RFC3339Nano))
		})
	}
	for _, text := range []string{`1583830379`, `"1583830379"`, `"2020-03-10 16:52:59"`, `"yesterday"`, `"2020-02-30T00:00:00"`} {
		got, ok := readTime(t, text, nil)
		assert.False(t, ok, "%s: the page shows one form", text)
		assert.True(t, got.IsZero())
	}
}

func TestReadTimeInAnotherZone(t *testing.T) {
	got, _ := readTime(t, `"2020-03-10T16:52:59"`, time.UTC)
	assert.Equal(t, "2020-03-10T08:52:59Z", got.Format(time.RFC3339), "the same instant")
}

func TestTimeText(t *testing.T) {
	at := time.Date(2020, 2, 21, 3, 37, 8, 0, time.UTC)
	for _, test := range []struct {
		reason string
		ns     int
		want   string
	}{
		{"none", 0, "2020-02-21T11:37:08"},
		{"microseconds", 784968000, "2020-02-21T11:37:08.784968"},
		{"six digits, zeros too", 74008000, "2020-02-21T11:37:08.074008"},
		{"one millisecond", 1000000, "2020-02-21T11:37:08.001000"},
		{"finer than the console's", 784968001, "2020-02-21T11:37:08.784968001"},
	} {
		t.Run(test.reason, func(t *testing.T) {
			got := timeText(at.Add(time.Duration(test.ns)))
			assert.Equal(t, test.want, got)
			back, ok := readTime(t, `"`+got+`"`, time.UTC)
			assert.True(t, ok && back.Equal(at.Add(time.Duration(test.ns))), "and back")
		})
	}
}
