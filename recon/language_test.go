package recon

import "testing"

func TestMoneyIn(t *testing.T) {
	cases := []struct{ reason, unit, amount, chinese, english string }{
		{"yuan", "", "-1.5", "-1.50 元", "CNY -1.50"},
		{"yuan by name", CNY, "12", "12.00 元", "CNY 12.00"},
		{"points", "福豆", "3", "3 福豆", "3 福豆"},
		{"a unit with a line end", "a\nb", "3", "3 a\ufffdb", "3 a\ufffdb"},
	}
	for _, c := range cases {
		if got := moneyIn(Chinese, c.unit, dec(c.amount)); got != c.chinese {
			t.Errorf("%s: the Chinese is %q, want %q", c.reason, got, c.chinese)
		}
		if got := moneyIn(English, c.unit, dec(c.amount)); got != c.english {
			t.Errorf("%s: the English is %q, want %q", c.reason, got, c.english)
		}
	}
}
