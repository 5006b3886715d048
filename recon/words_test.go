package recon

import "testing"

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
		if zh, en := stateWords(Chinese, c.set), stateWords(English, c.set); zh != c.chinese || en != c.english {
			t.Errorf("%s: %q and %q, want %q and %q", c.reason, zh, en, c.chinese, c.english)
		}
	}
}

func TestCapital(t *testing.T) {
	for word, want := range map[string]string{"": "", "matched": "Matched", "Matched": "Matched", "一致": "一致", "9": "9"} {
		if got := capital(word); got != want {
			t.Errorf("%q begins a sentence as %q, want %q", word, got, want)
		}
	}
}
