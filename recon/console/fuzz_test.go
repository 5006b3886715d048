package console

import (
	"encoding/json"
	"net/url"
	"os"
	"slices"
	"testing"

	"github.com/shopspring/decimal"
)

// FuzzOrderPage: decoding never panics, and what it accepts comes back equal.
func FuzzOrderPage(f *testing.F) {
	text, err := os.ReadFile("testdata/list.json")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(text)
	f.Add([]byte(`{"code":200,"data":{"order":{"num":"1","data":[{"code":7,"total_fee":"-1","pay_method":9,"equipment_no":"007","memo":{"a":[1]}}]}}}`))
	f.Add([]byte(`{"code":200,"data":[]}`))
	f.Add([]byte(`{"data":{"statistics":{"order_num":0,"success_bill":0,"fail_bill":0,"fail_price":{}}},"code":"200"}`))
	f.Fuzz(func(t *testing.T, body []byte) {
		var page OrderPage
		if page.UnmarshalJSON(body) != nil {
			return
		}
		again := roundTrip(t, page)
		if again.Statistics != page.Statistics || again.HasStatistics != page.HasStatistics || again.Num != page.Num ||
			again.HasNum != page.HasNum || again.Incomplete != page.Incomplete || len(again.Orders) != len(page.Orders) {
			t.Fatalf("%+v became %+v", page, again)
		}
		for i, o := range page.Orders {
			if !o.Equal(again.Orders[i]) {
				t.Fatalf("%+v became %+v", o, again.Orders[i])
			}
		}
	})
}

// FuzzOrderDetails is FuzzOrderPage for the other reply.
func FuzzOrderDetails(f *testing.F) {
	text, err := os.ReadFile("testdata/details.json")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(text)
	f.Add([]byte(`{"code":"200","data":{"bill_data":[{"code":"1","total_fee":1,"status":12}],"third_bill":{}}}`))
	f.Add([]byte(`{"code":200,"data":{"third_bill":{"total_money":"5","trade_time":"2020-03-10T08:52:59.5Z","x":null}}}`))
	f.Fuzz(func(t *testing.T, body []byte) {
		var details OrderDetails
		if details.UnmarshalJSON(body) != nil {
			return
		}
		again := roundTrip(t, details)
		if len(again.Orders) != len(details.Orders) || (again.ThirdBill == nil) != (details.ThirdBill == nil) {
			t.Fatalf("%d orders became %d, or a third bill came or went", len(details.Orders), len(again.Orders))
		}
		for i, o := range details.Orders {
			if !o.Equal(again.Orders[i]) {
				t.Fatalf("row %d differs", i)
			}
		}
		if details.ThirdBill != nil && !details.ThirdBill.Equal(*again.ThirdBill) {
			t.Fatal("the third bill differs")
		}
	})
}

// roundTrip encodes and decodes. A value that cannot be encoded is a failure.
func roundTrip[T any, P interface {
	*T
	json.Unmarshaler
}](t *testing.T, v T) T {
	t.Helper()
	text, err := json.Marshal(v)
	if err != nil {
		t.Fatalf("what was decoded cannot be encoded: %v", err)
	}
	var again T
	if err := P(&again).UnmarshalJSON(text); err != nil {
		t.Fatalf("what was encoded cannot be decoded: %v\n%s", err, text)
	}
	return again
}

// FuzzFenOf: an amount becomes fen only if it is exactly that.
func FuzzFenOf(f *testing.F) {
	for _, text := range []string{"1.98", "-0.01", "0.005", "92233720368547758.07", "1e10", "1e-3"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		d, err := decimal.NewFromString(text)
		if err != nil || d.Exponent() > 400 || d.Exponent() < -400 {
			return
		}
		fen, err := FenOf(d)
		if err == nil && !fen.Yuan().Equal(d) {
			t.Fatalf("%s became %d fen", text, fen)
		}
	})
}

// FuzzOrderQuery: what a query says arrives as it is, and nothing else does.
func FuzzOrderQuery(f *testing.F) {
	f.Add("20200221113708eb3b8dcc2383481c", "中软融通", int64(1), int64(2), 3, 2, "page", "2")
	f.Add("a&auto=true", "=", int64(-5), int64(0), 0, 0, "x&y", "")
	f.Fuzz(func(t *testing.T, code, merchant string, gte, lte int64, status, method int, name, value string) {
		q := OrderQuery{Code: code, MerchantName: merchant, TotalFeeGTE: NewNullFen(Fen(gte)), TotalFeeLTE: NewNullFen(Fen(lte)),
			ReconciliationStatus: ReconciliationStatus(status), PayMethod: PayMethod(method), Extra: url.Values{name: {value}}}
		if q.check() != nil {
			return
		}
		got, err := url.ParseQuery(q.values().Encode())
		if err != nil {
			t.Fatal(err)
		}
		if got.Get("code") != code || got.Get("merchant__name") != merchant || got.Get(name) != value || gte > lte {
			t.Fatalf("%v became %v", q, got)
		}
		for sent := range got {
			asked := func(f filter) bool { return f.name == sent && f.value != "" }
			if sent != name && !slices.ContainsFunc(q.filters(), asked) {
				t.Fatalf("%q was added", sent)
			}
		}
	})
}
