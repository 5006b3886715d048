package client

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestBrokenText(t *testing.T) {
	for _, test := range []struct{ value, rule string }{
		{"", ""},
		{"fictional-id", ""},
		{"fictional id", ""},
		{"商户 0001 café naïve ½ €", ""},
		{"\U0001f600", ""},
		{"\U00020000", ""},
		{"a\xff", "is not UTF-8 text"},
		{" a", "starts or ends with white space: it must not"},
		{"a\n", "starts or ends with white space: it must not"},
		{"\u00a0a", "starts or ends with white space: it must not"},
		{"a\u3000", "starts or ends with white space: it must not"},
		{"a\x00b", "holds a control character: it must not"},
		{"a\u0085b", "holds a control character: it must not"},
		{"\x7f", "holds a control character: it must not"},
	} {
		assert.Equal(t, test.rule, BrokenText(test.value), "%q", test.value)
	}
}

// invisibles are characters that nobody sees in a terminal or an editor, and that a copy of a web page or a file brings along.
var invisibles = []rune{0xfeff, 0x200b, 0x200c, 0x200d, 0x200e, 0x200f, 0x202a, 0x202b, 0x202c, 0x202d, 0x202e, 0x2066, 0x2067, 0x2068,
	0x2069, 0xa0, 0xad, 0x34f, 0x61c, 0x115f, 0x180e, 0x2003, 0x2007, 0x2028, 0x2029, 0x202f, 0x205f, 0x2060, 0x2064, 0x3000, 0x3164,
	0xe000, 0xfe0f, 0xffa0, 0xfff9, 0xfffe, 0xe0001, 0xe0100}

func TestInvisibleCharactersAreRefusedByNumber(t *testing.T) {
	for _, r := range invisibles {
		want := fmt.Sprintf("holds the invisible character U+%04X: it must not", r)
		assert.Equal(t, want, BrokenText("fictional"+string(r)+"text"))
		assert.Equal(t, want, BrokenSecret("fictional"+string(r)+"text"))
		assert.NotEmpty(t, BrokenText(string(r)+"text"), "%U at the start", r)
		assert.NotEmpty(t, BrokenText("text"+string(r)), "%U at the end", r)
	}
}

func TestBrokenSecret(t *testing.T) {
	const short = "has fewer than 6 characters: so short a secret cannot be masked"
	for _, test := range []struct{ value, rule string }{
		{"", "is empty: it is required"},
		{"12345", short},
		{"密密密密密", short},
		{"123456", ""},
		{"密密密密密密", ""},
		{"12 456", ""},
		{" 12345", "starts or ends with white space: it must not"},
		{"12345\u200b", "holds the invisible character U+200B: it must not"},
	} {
		assert.Equal(t, test.rule, BrokenSecret(test.value), "%q", test.value)
	}
}

func TestNoRuleRepeatsTheValue(t *testing.T) {
	for _, value := range []string{"fictional\xff", " fictional", "fictional\x00", "fictional\ufeff", "fict"} {
		assert.False(t, strings.Contains(BrokenSecret(value), "fict"), "%q", value)
	}
}
