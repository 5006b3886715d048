package recon

import "testing"

func TestPhraseHasBothLanguages(t *testing.T) {
	p := phrase{"%s 有 %d 笔", "%[2]d rows of %[1]s"}
	if got := p.fill(Chinese, "A", 2); got != "A 有 2 笔" {
		t.Errorf("the Chinese is %q", got)
	}
	if got := p.fill(English, "A", 2); got != "2 rows of A" {
		t.Errorf("the English is %q", got)
	}
	if p.in(Language(9)) != p.chinese {
		t.Error("a language nobody knows is not Chinese")
	}
}

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

func TestCounts(t *testing.T) {
	for n, want := range map[int][2]string{0: {"账单 0 笔", "0 bill rows"}, 1: {"账单 1 笔", "1 bill row"}, 2: {"账单 2 笔", "2 bill rows"}} {
		if zh, en := billRows.count(Chinese, n), billRows.count(English, n); zh != want[0] || en != want[1] {
			t.Errorf("%d: %q and %q, want %q", n, zh, en, want)
		}
	}
	if zh, en := orderRows.count(Chinese, 3), orderRows.count(English, 3); zh != "订单 3 笔" || en != "3 orders" {
		t.Errorf("orders: %q and %q", zh, en)
	}
}

func TestRowNumbers(t *testing.T) {
	many := []int{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10}
	cases := []struct {
		reason           string
		rows             []int
		chinese, english string
	}{
		{"one", []int{4}, "第 5 行", "row 5"},
		{"two", []int{2, 4}, "第 3、5 行", "rows 3, 5"},
		{"ten", many[:10], "第 1、2、3、4、5、6、7、8、9、10 行", "rows 1, 2, 3, 4, 5, 6, 7, 8, 9, 10"},
		{"more than anybody reads", many, "第 1、2、3、4、5、6、7、8、9、10 等 行", "rows 1, 2, 3, 4, 5, 6, 7, 8, 9, 10 …"},
	}
	for _, c := range cases {
		if zh, en := rowNumbers(Chinese, c.rows), rowNumbers(English, c.rows); zh != c.chinese || en != c.english {
			t.Errorf("%s: %q and %q, want %q and %q", c.reason, zh, en, c.chinese, c.english)
		}
	}
}
