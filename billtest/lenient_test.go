package billtest

import (
	"net/http"
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestDecodeLenient(t *testing.T) {
	type query struct {
		Page *int   `json:"page"`
		Type string `json:"type"`
	}
	two := 2
	for _, test := range []struct {
		reason, document string
		want             query
		ok               bool
	}{
		{"as it should be", `{"page":2,"type":"1"}`, query{&two, "1"}, true},
		{"numbers as text", `{"page":"2"}`, query{Page: &two}, true},
		{"text as a number", `{"type":1}`, query{Type: "1"}, true},
		{"more than the page has", `{"page":2,"more":{"page":3}}`, query{Page: &two}, true},
		{"text that is no number", `{"page":"two"}`, query{}, false},
		{"an empty text for a number", `{"page":""}`, query{}, false},
		{"an array", `[2]`, query{}, false},
		{"null", `null`, query{}, false},
		{"no JSON", `page=2`, query{}, false},
		{"text behind it", `{"page":2} 3`, query{}, false},
	} {
		var got query
		assert.Equal(t, test.ok, DecodeLenient([]byte(test.document), &got), test.reason)
		if test.ok {
			assert.Equal(t, test.want, got, test.reason)
		}
	}
}

func TestIsJSON(t *testing.T) {
	for text, want := range map[string]bool{
		"application/json": true, "application/json; charset=GBK": true, "Application/JSON;charset=utf-8": true, "text/json": true, "application/problem+json": true,
		"": false, "text/plain": false, "application/x-www-form-urlencoded": false, "json": false, "application/json; charset": false,
	} {
		assert.Equal(t, want, IsJSON(http.Header{"Content-Type": {text}}), text)
	}
}
