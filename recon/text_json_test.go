package recon

import (
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"testing"
)

func TestTextJSONKeepsEveryByte(t *testing.T) {
	cases := []struct{ reason, text, want string }{
		{"nothing", "", `""`},
		{"ASCII", "A100", `"A100"`},
		{"Chinese", "订单", `"订单"`},
		{"quotes", `a"b\`, `"a\"b\\"`},
		{"markup", "<&>", `"\u003c\u0026\u003e"`},
		{"a key in GBK", "\xb6\xa9\xb5\xa5", `{"base64":"tqm1pQ=="}`},
		{"one broken byte", "A\xff", `{"base64":"Qf8="}`},
		{"the replacement character itself", "\ufffd", `"�"`},
	}
	for _, c := range cases {
		got, err := json.Marshal(textJSON(c.text))
		if err != nil || string(got) != c.want {
			t.Errorf("%s: %s (%v), want %s", c.reason, got, err, c.want)
		}
		var back textJSON
		if err := json.Unmarshal(got, &back); err != nil || string(back) != c.text {
			t.Errorf("%s: reads back as %q (%v)", c.reason, back, err)
		}
	}
}

func TestTextJSONRefusals(t *testing.T) {
	for _, text := range []string{`1`, `[]`, `{"base64":"%"}`, `{"base64":7}`, `true`} {
		var back textJSON
		if err := json.Unmarshal([]byte(text), &back); err == nil {
			t.Errorf("%s is read as %q", text, back)
		}
	}
}

func TestTextLists(t *testing.T) {
	if texts(nil) != nil || texts([]string{}) != nil {
		t.Error("no list became one")
	}
	if got := texts([]string{"a", "", "\xff"}); !slices.Equal(got, []textJSON{"a", "", "\xff"}) {
		t.Errorf("the list is %q", got)
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
