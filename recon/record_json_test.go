package recon

import (
	"encoding/json"
	"math"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func TestRecordJSONForm(t *testing.T) {
	cases := []struct {
		reason string
		r      Record
		want   map[string]string
	}{
		{"nothing but zero", Record{}, map[string]string{"amount": `"0"`}},
		{"money", Record{Key: "A100", Amount: dec("1.50")}, map[string]string{"key": `"A100"`, "amount": `"1.5"`}},
		{"the usual unit is left out", Record{Unit: CNY}, map[string]string{"amount": `"0"`}},
		{"another is not", Record{Unit: "福豆"}, map[string]string{"amount": `"0"`, "unit": `"福豆"`}},
		{"a fee of zero is a fee", Record{Fee: some("0.00")}, map[string]string{"amount": `"0"`, "fee": `"0"`}},
		{"an income", Record{Income: some("-3")}, map[string]string{"amount": `"0"`, "income": `"-3"`}},
		{"alternatives, one of them absent", Record{AltKeys: AltKeys{"", "x"}}, map[string]string{"amount": `"0"`, "alt_keys": `["","x"]`}},
		{"one alternative", Record{AltKeys: AltKeys{"x"}}, map[string]string{"amount": `"0"`, "alt_keys": `["x"]`}},
		{"labels", Record{Labels: [4]Label{{"store", "12"}, {}, {"till", "\xff"}}},
			map[string]string{"amount": `"0"`, "labels": `[{"name":"store","value":"12"},{"name":"","value":""},{"name":"till","value":{"base64":"/w=="}}]`}},
		{"the time at UTC+8", Record{Time: time.Date(2026, 11, 22, 1, 58, 22, 500, time.UTC)},
			map[string]string{"amount": `"0"`, "time": `"2026-11-22T09:58:22.0000005+08:00"`}},
		{"channel and manual", Record{Channel: Alipay, Manual: true}, map[string]string{"amount": `"0"`, "channel": `"alipay"`, "manual": `true`}},
	}
	for _, c := range cases {
		text, err := json.Marshal(c.r)
		if err != nil {
			t.Errorf("%s: %v", c.reason, err)
			continue
		}
		var got map[string]json.RawMessage
		if err := json.Unmarshal(text, &got); err != nil {
			t.Fatal(err)
		}
		delete(got, "kind")
		delete(got, "state")
		if len(got) != len(c.want) {
			t.Errorf("%s: %s has other members than %v", c.reason, text, c.want)
		}
		for name, want := range c.want {
			if string(got[name]) != want {
				t.Errorf("%s: %s is %s, want %s", c.reason, name, got[name], want)
			}
		}
	}
}

// drawRecord draws any row, with enums that this version does not know among them.
func drawRecord(t *rapid.T) Record {
	r := Record{
		Key:     string(rapid.SliceOfN(rapid.Byte(), 0, 6).Draw(t, "key")),
		AltKeys: AltKeys{rapid.String().Draw(t, "alternative"), rapid.String().Draw(t, "second alternative")},
		Amount:  drawAmount(t),
		Unit:    rapid.SampledFrom([]string{"", CNY, "福豆", "\xff"}).Draw(t, "unit"),
		Kind:    Kind(rapid.Uint8Max(5).Draw(t, "kind")),
		State:   State(rapid.Uint8Max(9).Draw(t, "state")),
		Channel: Channel(rapid.SampledFrom([]string{"", "wechat", "数字人民币"}).Draw(t, "channel")),
		Manual:  rapid.Bool().Draw(t, "manual"),
	}
	if rapid.Bool().Draw(t, "has labels") {
		r.Labels[rapid.IntRange(0, 3).Draw(t, "place")] = Label{rapid.String().Draw(t, "name"), rapid.String().Draw(t, "value")}
	}
	if rapid.Bool().Draw(t, "has a fee") {
		r.Fee.Valid, r.Fee.Decimal = true, drawAmount(t)
	}
	if rapid.Bool().Draw(t, "has an income") {
		r.Income.Valid, r.Income.Decimal = true, drawAmount(t)
	}
	if rapid.Bool().Draw(t, "has a time") {
		zone := time.FixedZone("", rapid.IntRange(-50_000, 50_000).Draw(t, "offset"))
		r.Time = time.Unix(rapid.Int64Range(0, 1<<36).Draw(t, "second"), rapid.Int64Range(0, 999_999_999).Draw(t, "nanosecond")).In(zone)
	}
	return r
}

func TestRecordJSONReadsBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := drawRecord(t)
		text, err := json.Marshal(r)
		if err != nil {
			t.Fatal(err)
		}
		var back Record
		if err := json.Unmarshal(text, &back); err != nil {
			t.Fatalf("%s: %v", text, err)
		}
		if contentID(billSide, back) != contentID(billSide, r) || back.Labels != r.Labels {
			t.Fatalf("%s is another row than %+v", text, r)
		}
		again, err := json.Marshal(back)
		if err != nil || string(again) != string(text) {
			t.Fatalf("written again it is %s, want %s", again, text)
		}
	})
}

func TestRecordJSONReadsLeniently(t *testing.T) {
	cases := []struct {
		reason, text string
		want         Record
	}{
		{"a number for an amount", `{"amount":1.50}`, Record{Amount: dec("1.5")}},
		{"null for what is absent", `{"amount":"1","fee":null,"income":null,"alt_keys":null}`, Record{Amount: dec("1")}},
		{"more alternatives, but empty", `{"amount":"1","alt_keys":["x","","",""]}`, Record{Amount: dec("1"), AltKeys: AltKeys{"x"}}},
		{"members of a later version", `{"amount":"1","colour":"red","shape":{"round":[true]}}`, Record{Amount: dec("1")}},
		{"a time in another zone", `{"amount":"1","time":"2026-11-22T01:58:22Z"}`, Record{Amount: dec("1"), Time: time.Unix(1_795_312_702, 0)}},
	}
	for _, c := range cases {
		var got Record
		if err := json.Unmarshal([]byte(c.text), &got); err != nil {
			t.Errorf("%s: %v", c.reason, err)
			continue
		}
		if contentID(billSide, got) != contentID(billSide, c.want) {
			t.Errorf("%s: it is %+v", c.reason, got)
		}
	}
}

func TestRecordJSONRefusals(t *testing.T) {
	cases := []struct{ reason, text, field string }{
		{"no amount", `{"key":"A100"}`, "Amount"},
		{"null for an amount", `{"amount":null}`, "Amount"},
		{"nothing for an amount", `{"amount":""}`, "Amount"},
		{"thousands", `{"amount":"1,234.56"}`, "Amount"},
		{"an object for an amount", `{"amount":{}}`, "Amount"},
		{"an endless amount", `{"amount":"1e10001"}`, "Amount"},
		{"a dash for a fee", `{"amount":"1","fee":"--"}`, "Fee"},
		{"a word for an income", `{"amount":"1","income":"fictional-secret-1"}`, "Income"},
		{"a time without a zone", `{"amount":"1","time":"2026-11-22T09:58:22"}`, "Time"},
		{"a time that is not", `{"amount":"1","time":"fictional-secret-2"}`, "Time"},
		{"a number for a time", `{"amount":"1","time":1795312702}`, "Record.time"},
		{"a number for a key", `{"amount":"1","key":13900000000}`, "Record"},
		{"a text for alternatives", `{"amount":"1","alt_keys":"fictional-secret-3"}`, "Record.alt_keys"},
		{"three alternatives", `{"amount":"1","alt_keys":["fictional-secret-4","","x"]}`, "AltKeys"},
		{"five labels", `{"amount":"1","labels":[{},{},{},{},{"name":"fictional-secret-5"}]}`, "Labels"},
		{"a text for labels", `{"amount":"1","labels":"fictional-secret-6"}`, "Record.labels"},
		{"a list for the whole", `[]`, "Record"},
	}
	for _, c := range cases {
		t.Run(c.reason, func(t *testing.T) {
			r := Record{Key: "before"}
			err := json.Unmarshal([]byte(c.text), &r)
			if err == nil {
				t.Fatalf("read as %+v", r)
			}
			if strings.Contains(err.Error(), "secret") || strings.Contains(err.Error(), "139") {
				t.Errorf("the error repeats the value: %v", err)
			}
			if r.Key != "before" {
				t.Error("a refused row changed the record")
			}
			if !strings.Contains(err.Error(), c.field) {
				t.Errorf("the error does not name %s: %v", c.field, err)
			}
		})
	}
}

func TestRecordJSONRefusesTimesThatDoNotReadBack(t *testing.T) {
	for _, at := range []time.Time{time.Date(10_000, 1, 1, 0, 0, 0, 0, time.UTC), time.Date(-5, 1, 1, 0, 0, 0, 0, time.UTC), time.Unix(math.MaxInt32<<16, 0)} {
		_, err := Record{Time: at}.MarshalJSON()
		wantError(t, err, ErrInvalidRecord, "Time")
	}
}
