package anytext

import (
	"encoding/json"
	"testing"
)

func TestKeepsEveryByte(t *testing.T) {
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
		got, err := json.Marshal(Text(c.text))
		if err != nil || string(got) != c.want {
			t.Errorf("%s: %s (%v), want %s", c.reason, got, err, c.want)
		}
		var back Text
		if err := json.Unmarshal(got, &back); err != nil || string(back) != c.text {
			t.Errorf("%s: reads back as %q (%v)", c.reason, back, err)
		}
	}
}

func TestRefusals(t *testing.T) {
	for _, text := range []string{`1`, `[]`, `{"base64":"%"}`, `{"base64":7}`, `true`} {
		var back Text
		if err := json.Unmarshal([]byte(text), &back); err == nil {
			t.Errorf("%s is read as %q", text, back)
		}
	}
}
