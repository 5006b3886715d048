package words

import "testing"

// language is a caller's own.
type language uint8

const (
	chinese language = Chinese
	english language = English
)

func TestText(t *testing.T) {
	text := Text[language]{"%s 有 %d 笔", "%[2]d rows of %[1]s"}
	if got := text.Fill(chinese, "A", 2); got != "A 有 2 笔" {
		t.Errorf("the Chinese is %q", got)
	}
	if got := text.Fill(english, "A", 2); got != "2 rows of A" {
		t.Errorf("the English is %q", got)
	}
	if text.In(9) != text[Chinese] {
		t.Error("a language nobody knows is not Chinese")
	}
}

func TestCount(t *testing.T) {
	bills, orders := Text[language]{"账单", "bill row"}, Text[language]{"订单", "order"}
	for n, want := range map[int][2]string{0: {"账单 0 笔", "0 bill rows"}, 1: {"账单 1 笔", "1 bill row"}, 2: {"账单 2 笔", "2 bill rows"}} {
		if zh, en := bills.Count(chinese, n), bills.Count(english, n); zh != want[0] || en != want[1] {
			t.Errorf("%d: %q and %q, want %q", n, zh, en, want)
		}
	}
	if zh, en := orders.Count(chinese, 3), orders.Count(english, 3); zh != "订单 3 笔" || en != "3 orders" {
		t.Errorf("orders: %q and %q", zh, en)
	}
}

func TestList(t *testing.T) {
	for _, tt := range []struct {
		items            []string
		chinese, english string
	}{
		{nil, "", ""},
		{[]string{"a"}, "a", "a"},
		{[]string{"a", "b", "c"}, "a、b、c", "a, b, c"},
	} {
		if zh, en := List(chinese, tt.items), List(english, tt.items); zh != tt.chinese || en != tt.english {
			t.Errorf("%q: %q and %q, want %q and %q", tt.items, zh, en, tt.chinese, tt.english)
		}
	}
}

func TestRows(t *testing.T) {
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
		if zh, en := Rows(chinese, c.rows), Rows(english, c.rows); zh != c.chinese || en != c.english {
			t.Errorf("%s: %q and %q, want %q and %q", c.reason, zh, en, c.chinese, c.english)
		}
	}
}

func TestCapital(t *testing.T) {
	for word, want := range map[string]string{"": "", "matched": "Matched", "Matched": "Matched", "一致": "一致", "9": "9"} {
		if got := Capital(word); got != want {
			t.Errorf("%q begins a sentence as %q, want %q", word, got, want)
		}
	}
}
