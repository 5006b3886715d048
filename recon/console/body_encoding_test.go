package console

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestBodyEncoding(t *testing.T) {
	for _, test := range []struct {
		reason            string
		encoding          BodyEncoding
		code              string
		auto              bool
		contentType, body string
	}{
		{"JSON", JSONBody, "20200221113708eb3b8dcc2383481c", true, "application/json; charset=utf-8",
			`{"code":"20200221113708eb3b8dcc2383481c","auto":true}`},
		{"JSON, off", JSONBody, "1", false, "application/json; charset=utf-8", `{"code":"1","auto":false}`},
		{"JSON that needs escapes", JSONBody, `a"b\`, false, "application/json; charset=utf-8", `{"code":"a\"b\\","auto":false}`},
		{"a form", FormBody, "20200221113708eb3b8dcc2383481c", true, "application/x-www-form-urlencoded",
			"auto=true&code=20200221113708eb3b8dcc2383481c"},
		{"a form that needs escapes", FormBody, "a&auto=true", false, "application/x-www-form-urlencoded", "auto=false&code=a%26auto%3Dtrue"},
	} {
		t.Run(test.reason, func(t *testing.T) {
			contentType, body := test.encoding.auto(test.code, test.auto)
			assert.Equal(t, test.contentType, contentType)
			assert.Equal(t, test.body, string(body))
		})
	}
}

func TestBodyEncodingString(t *testing.T) {
	assert.Equal(t, "JSON", JSONBody.String())
	assert.Equal(t, "form", FormBody.String())
	assert.Equal(t, "BodyEncoding(7)", BodyEncoding(7).String())
}
