package main

import (
	"net/url"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/billrecon/billrecon/recon/console"
)

func TestFilterOrderQuery(t *testing.T) {
	for _, test := range []struct {
		reason, query string
		want          console.OrderQuery
		broken        string
	}{
		{"nothing", "", console.OrderQuery{}, ""},
		{"everything", "code=c&merchant=m&min=1&max=2.5&status=3&method=2&lang=en", console.OrderQuery{Code: "c", MerchantName: "m",
			TotalFeeGTE: console.NewNullFen(100), TotalFeeLTE: console.NewNullFen(250), ReconciliationStatus: 3, PayMethod: 2}, ""},
		{"white space around", "code=+c+&min=+1.98+", console.OrderQuery{Code: "c", TotalFeeGTE: console.NewNullFen(198)}, ""},
		{"others are not sent on", "page=2&show=x", console.OrderQuery{}, ""},
		{"an amount that is none", "min=x", console.OrderQuery{}, "min"},
		{"half a fen", "max=0.005", console.OrderQuery{}, "max"},
		{"an amount that ruins arithmetic", "max=1e10000", console.OrderQuery{}, "max"},
		{"a status that is none", "status=6", console.OrderQuery{}, "status"},
		{"a status that is a word", "status=异常", console.OrderQuery{}, "status"},
		{"a pay method that is none", "method=0", console.OrderQuery{}, "method"},
	} {
		t.Run(test.reason, func(t *testing.T) {
			values, _ := url.ParseQuery(test.query)
			q, err := filterOf(values).orderQuery()
			assert.Equal(t, test.broken, brokenField(err))
			if test.broken == "" {
				assert.NoError(t, err)
				assert.Equal(t, test.want, q)
			}
		})
	}
}

func TestFilterHref(t *testing.T) {
	f := filter{"status": "3", "lang": "en"}
	assert.Equal(t, "/?lang=en&show=a%26b&status=3#detail", f.href("a&b", "detail"))
	assert.Equal(t, "/#list", filter{}.href("", "list"))
	assert.Equal(t, filter{"status": "3"}, f.with("lang", ""))
	assert.Equal(t, filter{"lang": "zh", "status": "3"}, f.with("lang", "zh"))
	assert.True(t, f.narrowed())
	assert.False(t, filter{"lang": "en"}.narrowed())
}

func TestLanguage(t *testing.T) {
	for _, test := range []struct{ chosen, accepted, want string }{
		{"", "", "zh"}, {"", "zh-CN,zh;q=0.9,en;q=0.8", "zh"}, {"", "en-US,en;q=0.9", "en"}, {"zh", "en-US", "zh"}, {"en", "zh-CN", "en"}, {"fr", "zh", "zh"},
	} {
		assert.Equal(t, test.want, filter{"lang": test.chosen}.language(test.accepted))
	}
}

func TestOnlyKnownParametersComeBack(t *testing.T) {
	values, _ := url.ParseQuery("status=3&evil=//evil.example&show=1")
	href := filterOf(values).href("", "list")
	assert.Equal(t, "/?status=3#list", href)
	assert.True(t, strings.HasPrefix(href, "/?"))
}
