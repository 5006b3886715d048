package recon

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"
)

func TestStateWords(t *testing.T) {
	cases := []struct {
		reason           string
		set              StateSet
		chinese, english string
	}{
		{"none", 0, "", ""},
		{"one", 1 << Refunded, "已退款", "refunded"},
		{"several", 1<<Succeeded | 1<<Failed | 1<<Unknown, "成功、失败、未知", "succeeded, failed, unknown"},
		{"one that has no word", 1 << 7, "7", "7"},
	}
	for _, c := range cases {
		if zh, en := stateWords.OfSet(Chinese, uint8(c.set)), stateWords.OfSet(English, uint8(c.set)); zh != c.chinese || en != c.english {
			t.Errorf("%s: %q and %q, want %q and %q", c.reason, zh, en, c.chinese, c.english)
		}
	}
}

func TestEnumJSON(t *testing.T) {
	type all struct {
		Kind    Kind
		State   State
		Outcome Outcome
		Status  Status
	}
	for _, tt := range []struct {
		reason string
		value  all
		text   string
	}{
		{"known values are words", all{Refund, Refunded, DuplicateBill, StatusDoubtful}, `{"Kind":"refund","State":"refunded","Outcome":"duplicate bill","Status":5}`},
		{"zero values", all{}, `{"Kind":"payment","State":"succeeded","Outcome":0,"Status":0}`},
		{"unknown numbers survive", all{77, 78, 79, 80}, `{"Kind":77,"State":78,"Outcome":79,"Status":80}`},
	} {
		data, err := json.Marshal(tt.value)
		if err != nil || string(data) != tt.text {
			t.Errorf("%s: %s, want %s (%v)", tt.reason, data, tt.text, err)
		}
		var back all
		if err := json.Unmarshal(data, &back); err != nil || back != tt.value {
			t.Errorf("%s: comes back as %+v (%v)", tt.reason, back, err)
		}
	}
}

func TestEnumJSONRefuses(t *testing.T) {
	for _, text := range []string{`"no such word"`, `""`, `256`, `-1`, `1.5`, `null`, `{}`, `[1]`, `true`} {
		var k Kind
		if err := k.UnmarshalJSON([]byte(text)); !errors.Is(err, ErrInvalidRecord) {
			t.Errorf("%s is read as a kind (%v)", text, err)
		}
	}
}

func TestEnumWords(t *testing.T) {
	for _, tt := range []struct{ got, want string }{
		{Payment.String(), "payment"}, {Reversal.Chinese(), "冲正"}, {Kind(9).String(), "9"}, {Kind(9).Chinese(), "9"},
		{Closed.String(), "closed"}, {Unknown.Chinese(), "未知"}, {State(9).String(), "9"},
		{BillOnly.String(), "bill only"}, {Doubtful.Chinese(), "存疑"}, {Outcome(0).String(), "0"}, {Outcome(99).Chinese(), "99"},
		{StatusReconciled.String(), "reconciled"}, {StatusException.Chinese(), "异常"}, {Status(0).String(), "0"},
	} {
		if tt.got != tt.want {
			t.Errorf("%q, want %q", tt.got, tt.want)
		}
	}
}

// TestEnumNamesAreWhole: every value has a word in both languages, and no two share one.
func TestEnumNamesAreWhole(t *testing.T) {
	for _, words := range [][]phrase{kindWords, stateWords, outcomeWords[1:], statusWords[1:]} {
		seen := map[string]bool{}
		for _, word := range words {
			for _, name := range word {
				if name == "" || seen[name] {
					t.Errorf("%q in %q is empty or there twice", name, words)
				}
				seen[name] = true
			}
		}
	}
}

func TestShapeErrorRepeatsNoValue(t *testing.T) {
	var into struct {
		Amount int `json:"amount"`
	}
	typeError := json.Unmarshal([]byte(`{"amount":"fictional-13900000000"}`), &into)
	numberError := json.Unmarshal([]byte(`{"amount":13900000000.5}`), &into)
	for _, err := range []error{typeError, numberError, errors.New("fictional-13900000000")} {
		got := shapeError("Record", err)
		if strings.Contains(got.Error(), "139") {
			t.Errorf("the error repeats the value: %v", got)
		}
		if !errors.Is(got, ErrInvalidRecord) {
			t.Errorf("%v is of no kind", got)
		}
	}
	wantError(t, shapeError("Record", typeError), ErrInvalidRecord, "Record.amount")
	wantError(t, shapeError("Record", badRecord("Amount", "x")), ErrInvalidRecord, "Amount")
}
