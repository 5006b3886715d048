package xlsx

import (
	"encoding/xml"
	"errors"
	"io"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// tags are the texts, names and the attribute a of a part.
func tags(part string) (all string, err error) {
	s := newScanner(strings.NewReader(part))
	for {
		name, err := s.next()
		if errors.Is(err, io.EOF) {
			return all, nil
		} else if err != nil {
			return all, err
		}
		all += string(s.text) + "[" + string(name) + " " + string(s.attribute("a")) + "]"
	}
}

func TestScanner(t *testing.T) {
	long := strings.Repeat("长", bufferSize)
	for part, want := range map[string]string{
		`<a>text</a>`:                                     "[a ]text[/a ]",
		`<x:a  b = '1' a="2"/>`:                           "[a 2]",
		"<a\n\ta='>'>1 &gt; 0</x:a >":                     "[a >]1 > 0[/a ]",
		`<a>&lt;&amp;&quot;&apos;&#65;&#x8ba2;</a>`:       `[a ]<&"'A订[/a ]`,
		`<?xml version="1.0" encoding="utf-8"?><a>1</a>`:  "[a ]1[/a ]",
		`<a>1<!-- <b> -- > -->2<![CDATA[<3>&amp;]]>4</a>`: "[a ]12<3>&amp;4[/a ]",
		`<a b="` + long + `" a="1">` + long + `</a>`:      "[a 1]" + long + "[/a ]",
		`<a a=1 b="2">`:                                   "[a ]",
		``:                                                "",
	} {
		got, err := tags(part)
		require.NoError(t, err, part)
		assert.Equal(t, want, got)
	}
	for part, want := range map[string]string{
		`<a>&none;</a>`: "entity", `<a>&amp</a>`: "entity", `<a>&#x110000;</a>`: "entity", `<>`: "damaged", `<!DOCTYPE a>`: "a DTD",
		`<?xml version="1.0" encoding="GBK"?>`: "not UTF-8", `<a b="`: "unexpected EOF", `<!-- `: "unexpected EOF",
		`<a>` + strings.Repeat("x", maxToken+bufferSize) + `</a>`:          "longer than 1 MiB",
		`<a b="` + strings.Repeat(">", maxToken/500) + `"` + `>` + `<a b=`: "unexpected EOF",
	} {
		_, err := tags(part)
		assert.ErrorContains(t, err, want)
	}
}

// FuzzScanner: what encoding/xml reads is read as it reads it, or refused.
func FuzzScanner(f *testing.F) {
	f.Add(`<x:a b="&gt;">1<![CDATA[2]]>&amp;<c/></x:a>`)
	f.Fuzz(func(t *testing.T, part string) {
		if strings.Contains(part, "\r") {
			return // encoding/xml makes a line feed of it
		}
		got, err := textsOf(part)
		want, failed := standardTexts(part)
		if err == nil && failed == nil {
			assert.Equal(t, want, got)
		}
	})
}

func textsOf(part string) (all string, err error) {
	s := newScanner(strings.NewReader(part))
	for {
		if _, err := s.next(); errors.Is(err, io.EOF) {
			return all, nil
		} else if err != nil {
			return all, err
		}
		all += string(s.text)
	}
}

func standardTexts(part string) (all string, err error) {
	text, d := "", xml.NewDecoder(strings.NewReader(part))
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return all, nil
		} else if err != nil {
			return all, err
		}
		switch t := token.(type) {
		case xml.CharData:
			text += string(t)
		case xml.StartElement, xml.EndElement: // what follows the last tag is no cell
			all, text = all+text, ""
		}
	}
}
