package consoletest_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/billrecon/billrecon/recon/console/consoletest"
)

const (
	asJSON = "application/json"
	asForm = "application/x-www-form-urlencoded"
)

func TestSetAuto(t *testing.T) {
	c := consoletest.New(t, consoletest.Options{Orders: rows()})
	for _, test := range []struct {
		reason, contentType, body string
		auto                      bool
	}{
		{"on, as JSON", asJSON + "; charset=utf-8", `{"code":"C2","auto":true}`, true},
		{"on again", asJSON, `{"auto":true,"code":"C2"}`, true},
		{"off, as a form", asForm, "code=C2&auto=false", false},
		{"on, as a form", asForm, "auto=true&code=C2", true},
	} {
		t.Run(test.reason, func(t *testing.T) {
			status, text, _ := ask(t, c, "POST", "/pay/consume_order", test.contentType, test.body)
			assert.Equal(t, 200, status)
			assert.Equal(t, `{"code":"200","data":{}}`, text)
			row, ok := c.Order("C2")
			assert.True(t, ok)
			assert.Equal(t, test.auto, row.Auto)
			other, _ := c.Order("C1")
			assert.False(t, other.Auto)
		})
	}
	_, ok := c.Order("no such code")
	assert.False(t, ok)
	assert.False(t, rows()[1].Auto)
}

func TestSetAutoRefuses(t *testing.T) {
	c := consoletest.New(t, consoletest.Options{Orders: rows()})
	for _, test := range []struct{ reason, contentType, body, want string }{
		{"an unknown code", asJSON, `{"code":"C9","auto":true}`, "there is no order of this code"},
		{"no code", asJSON, `{"auto":true}`, "code is missing"},
		{"no auto", asJSON, `{"code":"C2"}`, "auto is missing"},
		{"a null auto", asJSON, `{"code":"C2","auto":null}`, "auto is missing"},
		{"auto as text", asJSON, `{"code":"C2","auto":"true"}`, "the body is not a JSON object with a text code and a true or false auto"},
		{"no JSON", asJSON, `code=C2&auto=true`, "the body is not a JSON object with a text code and a true or false auto"},
		{"no code in the form", asForm, "auto=true", "code is missing"},
		{"another auto in the form", asForm, "code=C2&auto=True", "auto must be true or false"},
		{"a form that cannot be read", asForm, "code=%zz", "the body is not a form"},
		{"another type", "text/plain", `{"code":"C2","auto":true}`, "the body is neither JSON nor a form"},
	} {
		t.Run(test.reason, func(t *testing.T) {
			_, text, _ := ask(t, c, "POST", "/pay/consume_order", test.contentType, test.body)
			assert.Equal(t, `{"code":"400","message":"consoletest: `+test.want+`"}`, text)
			for _, o := range rows() {
				now, _ := c.Order(o.Code)
				assert.Equal(t, o, now, "nothing changes")
			}
		})
	}
}
