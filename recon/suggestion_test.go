package recon

import (
	"testing"
	"time"
)

func TestSuggestionExplain(t *testing.T) {
	cases := []struct {
		reason           string
		s                Suggestion
		chinese, english string
	}{
		{"the same amount, later",
			Suggestion{Hint: HintAmount, Bill: true, Index: 3, Key: "B7", Unit: CNY, Amount: dec("60"), Gap: 90 * time.Second, Timed: true},
			"账单第 4 行，单号 B7，60.00 元：金额相同，单号不同，晚 1 分 30 秒。",
			"Bill row 4, key B7, CNY 60.00: the same amount under another key, 1 minute 30 seconds later."},
		{"earlier, in the pool",
			Suggestion{Hint: HintSameKey, Pool: true, Key: "A100", Unit: "福豆", Amount: dec("2"), Gap: -time.Hour, Timed: true},
			"存疑池订单第 1 行，单号 A100，2 福豆：单号相同，早 1 小时。",
			"Order row 1 of the pool, key A100, 2 福豆: the same key, 1 hour earlier."},
		{"at the same time",
			Suggestion{Hint: HintLikeKey, Key: "a100", Unit: CNY, Timed: true},
			"订单第 1 行，单号 a100，0.00 元：单号只差大小写、全半角、空白或引号，时间相同。",
			"Order row 1, key a100, CNY 0.00: the keys differ only in case, width, white space or quote marks, at the same time."},
		{"no time known",
			Suggestion{Hint: HintOtherField, Key: "T1", Unit: CNY},
			"订单第 1 行，单号 T1，0.00 元：单号在另一个字段里。",
			"Order row 1, key T1, CNY 0.00: the key stands in another field."},
		{"no key, and a hint nobody knows",
			Suggestion{Hint: 99, Unit: CNY},
			"订单第 1 行，没有单号，0.00 元：原因未知。",
			"Order row 1, without a key, CNY 0.00: reason unknown."},
	}
	for _, c := range cases {
		t.Run(c.reason, func(t *testing.T) {
			if got := c.s.Explain(Chinese); got != c.chinese {
				t.Errorf("it is\n%s\nwant\n%s", got, c.chinese)
			}
			if got := c.s.Explain(English); got != c.english {
				t.Errorf("it is\n%s\nwant\n%s", got, c.english)
			}
		})
	}
}

// TestLikeText: a hint about two keys that look alike says in what they differ.
func TestLikeText(t *testing.T) {
	for _, c := range []struct{ a, b, chinese, english string }{
		{"A1", "A1 ", "空白或不可见字符", "white space or invisible characters"},
		{"A1", "a1", "大小写", "case"},
		{"A1", "Ａ1", "全半角", "width"},
		{"12", "'12", "开头的引号", "a quote mark at the start"},
		{"12", "`12", "开头的引号", "a quote mark at the start"},
		{"A1", "＇A1", "全半角、开头的引号", "width, a quote mark at the start"},
		{"a1", " 'Ａ1", "空白或不可见字符、全半角、开头的引号、大小写", "white space or invisible characters, width, a quote mark at the start, case"},
	} {
		if FoldKey(c.a) != FoldKey(c.b) {
			t.Errorf("%q and %q are not alike", c.a, c.b)
		}
		if got := likeText(Chinese, c.a, c.b); got != c.chinese {
			t.Errorf("%q and %q differ in %s, want %s", c.a, c.b, got, c.chinese)
		}
		if got := likeText(English, c.b, c.a); got != c.english {
			t.Errorf("%q and %q differ in %s, want %s", c.a, c.b, got, c.english)
		}
	}
	s := Suggestion{Hint: HintLikeKey, Key: "A1", Like: "A1 "}
	if got, want := s.Explain(Chinese), `订单第 1 行，单号 A1，0.00 元：与单号 "A1 " 只差空白或不可见字符。`; got != want {
		t.Errorf("it is %s, want %s", got, want)
	}
}
