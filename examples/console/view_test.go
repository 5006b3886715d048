package main

import (
	"html"
	"net/url"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/billrecon/billrecon/recon"
	"github.com/billrecon/billrecon/recon/console"
)

func TestPageShowsTheFigures(t *testing.T) {
	a := sharedApp(t)
	for lang, word := range map[string]func(recon.Status) string{"zh": recon.Status.Chinese, "en": recon.Status.String} {
		status, body := get(t, a, "/?lang="+lang)
		require.Equal(t, 200, status)
		assert.Contains(t, body, "<strong>152</strong> <span>¥ 6646.20</span>")
		assert.Contains(t, body, "<strong>132</strong> <span>¥ ")
		assert.Contains(t, body, "<strong>9</strong> <span>¥ ")
		for s := recon.StatusReconciled; s <= recon.StatusDoubtful; s++ {
			assert.Contains(t, body, `aria-label="`+word(s)+" ", "a bar for each status")
		}
		assert.Equal(t, 5, strings.Count(body, `<rect class="fill"`))
		assert.Contains(t, body, map[string]string{"zh": `<html lang="zh-CN">`, "en": `<html lang="en">`}[lang])
	}
}

func TestPageFilters(t *testing.T) {
	a := sharedApp(t)
	for status := console.StatusReconciled; status <= console.StatusDoubtful; status++ {
		want := len(ordersOf(a, status))
		_, body := get(t, a, "/?status="+string(rune('0'+status)))
		assert.Equal(t, want, strings.Count(body, `name="code" value="2025`), status)
	}
	code := ordersOf(a, 3)[0].Code
	_, body := get(t, a, "/?code="+code)
	assert.Equal(t, 1, strings.Count(body, `class="switch"`))
	_, body = get(t, a, "/?min=100000")
	assert.Equal(t, 0, strings.Count(body, `class="switch"`))
	_, body = get(t, a, "/?merchant="+url.QueryEscape("河畔茶铺")+"&method=3")
	assert.NotContains(t, body, "清江小馆</td>")
	assert.Contains(t, body, "河畔茶铺</td>")
}

func TestPageExplainsEveryOrder(t *testing.T) {
	a := sharedApp(t)
	for _, e := range a.ledger.Entries {
		if e.Group.Outcome == recon.Matched {
			continue
		}
		for lang, l := range map[string]recon.Language{"zh": recon.Chinese, "en": recon.English} {
			status, body := get(t, a, "/?"+url.Values{"lang": {lang}, "show": {e.Order.Code}}.Encode())
			require.Equal(t, 200, status)
			text := html.UnescapeString(body)
			assert.Contains(t, text, `<p class="why">`+e.Group.Explain(l)+`</p>`)
			for _, code := range e.Group.Codes() {
				assert.Contains(t, text, "<code>"+code+"</code>")
			}
			if _, err := e.Order.PayMethod.PayWay(); err == nil {
				assert.Contains(t, text, `"bill_data": [`, "what the API says")
			}
		}
	}
}

func TestPageListsBillsWithoutAnOrder(t *testing.T) {
	a := sharedApp(t)
	_, body := get(t, a, "/?lang=zh")
	found := 0
	for g := range a.result.Differences() {
		if g.Outcome == recon.BillOnly {
			found++
			assert.Contains(t, html.UnescapeString(body), g.Explain(recon.Chinese))
		}
	}
	assert.Equal(t, 2, found)
}

func TestPageRefusesAFilterThatCannotBeRead(t *testing.T) {
	a := sharedApp(t)
	for query, text := range map[string]string{
		"min=x": "筛选条件有误，请检查：金额不低于", "max=x": "请检查：金额不高于", "status=9": "请检查：对账状态", "method=9": "请检查：支付方式",
		"min=2&max=1": "no amount is within", "code=a%00b": "holds a control character",
	} {
		status, body := get(t, a, "/?lang=zh&"+query)
		assert.Equal(t, 400, status, query)
		assert.Contains(t, body, text)
		assert.Contains(t, body, `role="alert"`)
	}
}

func TestPageEscapes(t *testing.T) {
	const evil = `"><script>alert(1)</script>`
	for _, name := range []string{"code", "merchant", "min", "show", "status", "lang"} {
		_, body := get(t, sharedApp(t), "/?"+url.Values{name: {evil}}.Encode())
		assert.NotContains(t, body, "<script", name)
	}
}

func TestPageLoadsNothing(t *testing.T) {
	_, body := get(t, sharedApp(t), "/?show="+ordersOf(sharedApp(t), 3)[0].Code)
	for _, part := range []string{"<script", "http://", "https://", "@import", "url(", " style=", " on"} {
		if part == " on" {
			assert.NotRegexp(t, `<[^>]* on[a-z]+=`, body)
			continue
		}
		assert.NotContains(t, body, part)
	}
	assert.Equal(t, 1, strings.Count(body, "<style>"))
}

func TestPageIsAccessible(t *testing.T) {
	_, body := get(t, sharedApp(t), "/?lang=en&show="+ordersOf(sharedApp(t), 3)[0].Code)
	for _, part := range []string{"<main>", "<header>", "<footer>", "<h1>", `class="skip"`, `<th scope="col">`, `<th scope="row">`, `role="switch"`, `aria-checked="true"`,
		`<meta name="viewport"`, "<title>", "<caption>", `role="status"`} {
		assert.Contains(t, body, part)
	}
	fields := strings.Count(body, "<input name=") + strings.Count(body, "<select")
	assert.Equal(t, fields, strings.Count(body, "<label>"), "every field has a label")
	assert.NotContains(t, body, "<img", "no picture without a text")
}
