package report

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestEscapeCell(t *testing.T) {
	for _, c := range []struct{ reason, text, want string }{
		{"a plain key", "S20261122-0001", "S20261122-0001"},
		{"Chinese", "订单一", "订单一"},
		{"nothing", "", ""},
		{"a formula", "=1+1", "'=1+1"},
		{"plus", "+1", "'+1"},
		{"minus", "-1", "'-1"},
		{"at", "@SUM(A1)", "'@SUM(A1)"},
		{"a full-width sign", "＝1", "'＝1"},
		{"a sign behind blanks", "  =1", "'  =1"},
		{"a sign behind what is invisible", "\u200b\u202e=1", "'\u200b\u202e=1"},
		{"a sign behind a byte order mark", "\ufeff=1", "'\ufeff=1"},
		{"a sign behind a quote, for other separators", `"=1`, `'"=1`},
		{"a tab", "\tx", "'\tx"},
		{"a carriage return", "\rx", "'\rx"},
		{"a new cell where semicolons separate", "a;=1", "a;'=1"},
		{"a new cell where bars separate", "a|@x", "a|'@x"},
		{"a new line", "a\n=1", "a\n'=1"},
		{"a sign in the middle is harmless", "a=1", "a=1"},
		{"an apostrophe of its own", "'x", "''x"},
		{"an apostrophe in the middle", "it's", "it's"},
		{"20 digits", "20261122000000000001", "'20261122000000000001"},
		{"leading zeros", "0012", "'0012"},
		{"a number that stays", "12345678901", "12345678901"},
		{"zero", "0", "0"},
		{"twelve digits", "123456789012", "'123456789012"},
		{"an exponent", "1E5", "'1E5"},
		{"a date", "11-22", "'11-22"},
		{"a Chinese date", "11月22日", "'11月22日"},
		{"a date with a month's name", "MAR1", "'MAR1"},
		{"a date the other way round", "2-sept", "'2-sept"},
		{"a date with a year", "5 Dec 2026", "'5 Dec 2026"},
		{"a truth value", "TRUE", "'TRUE"},
		{"a truth value in small letters", "false", "'false"},
		{"a time", "1 PM", "'1 PM"},
		{"1-2", "1-2", "'1-2"},
		{"a key that became an exponent", "2.01611E+19", "'2.01611E+19"},
		{"16 digits", "1234567890123456", "'1234567890123456"},
		{"a month alone", "MAR", "MAR"},
		{"letters that begin like a month", "MARX1", "MARX1"},
		{"true as a part", "TRUE1", "TRUE1"},
		{"a key with digits and letters", "12AB34", "12AB34"},
	} {
		got := EscapeCell(c.text)
		require.Equal(t, c.want, got, c.reason)
		require.Equal(t, c.text, UnescapeCell(got), c.reason)
	}
}

func TestEscapeCellTakesLinearTime(t *testing.T) {
	for _, piece := range []string{"\n", "\t", " ", ";", "'", "\u200b"} {
		text := strings.Repeat(piece, 1<<20)
		require.Equal(t, text, UnescapeCell(EscapeCell(text)))
	}
}

func FuzzEscapeCell(f *testing.F) {
	for _, seed := range []string{"", "a", "=1", "''", "\t'=", "a;=b|'c\n\r@", "1e5", "'1", " \t\"=x", "\xff=", ";';'=", "年月"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		cell := EscapeCell(text)
		if back := UnescapeCell(cell); back != text {
			t.Fatalf("%q came back as %q", text, back)
		}
		for _, part := range strings.FieldsFunc(cell, func(r rune) bool { return strings.ContainsRune(";\t|\r\n", r) }) {
			part = strings.Trim(part, " \"\u200b\ufeff\u00a0\u3000")
			if part != "" && strings.ContainsRune("=+-@＝＋－＠", []rune(part)[0]) {
				t.Fatalf("%q is written as %q, with a cell that runs", text, cell)
			}
		}
	})
}
