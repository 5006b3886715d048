package main

import (
	"context"
	"html"
	"iter"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/billrecon/billrecon/recon"
	"github.com/billrecon/billrecon/recon/console"
	"github.com/billrecon/billrecon/recon/daily"
)

func TestPageShowsTheFigures(t *testing.T) {
	a := sharedApp(t)
	for lang, word := range map[string]func(recon.Status) string{"zh": recon.Status.Chinese, "en": recon.Status.String} {
		status, body := get(t, a, "/?lang="+lang)
		require.Equal(t, 200, status)
		assert.Contains(t, body, "<strong>152</strong> <span>¥ 6,646.20</span>")
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
	_, list, _ := strings.Cut(body, `class="list"`)
	assert.NotContains(t, list, "清江小馆</td>")
	assert.Contains(t, list, "河畔茶铺</td>")
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

// TestPageShowsTheMoney: the report's figures, of the rows as a whole, by channel, by shop and by day, in both languages.
func TestPageShowsTheMoney(t *testing.T) {
	a := sharedApp(t)
	for lang, titles := range map[string][]string{"zh": {"收支合计", "按支付方式", "按商户", "按账单日收支"}, "en": {"By channel", "By 商户"}} {
		_, body := get(t, a, "/?lang="+lang)
		_, money, _ := strings.Cut(body, `<h2 id="money">`)
		money, _, _ = strings.Cut(money, "</section>")
		for _, title := range titles {
			assert.Contains(t, money, ">"+title+"</")
		}
		assert.Contains(t, money, "6,467.32", "the net income of the bills")
		assert.Contains(t, money, "25.18", "their fees")
	}
	for number, want := range map[string]string{
		"0.00": "0.00", "-999.50": "-999.50", "1000": "1,000", "-1234567.891": "-1,234,567.891", "1e20": "1e20", "": "",
	} {
		assert.Equal(t, want, grouped(number))
	}
}

// TestPageShowsOpenDifferences: those of a daily job, with what was decided about them; without one there is no such part.
func TestPageShowsOpenDifferences(t *testing.T) {
	_, body := get(t, sharedApp(t), "/")
	assert.NotContains(t, body, `id="open"`)

	folder := filepath.Join(t.TempDir(), "state")
	a := newTestApp(t)
	a.state = daily.Folder(folder)
	now := func() time.Time { return time.Date(2025, 11, 4, 8, 0, 0, 0, zone) }
	order := recon.Record{Key: "S1", Amount: decimal.New(123400, -2), Time: time.Date(2025, 11, 3, 12, 0, 0, 0, zone)}
	bill := order
	bill.Amount = decimal.New(123500, -2)
	job := daily.Job{
		Shop: "fake", Store: daily.Folder(folder), Now: now, Language: recon.English,
		Bills: func(_ context.Context, r daily.Request) (daily.Answer, error) {
			return daily.Answer{Rows: []daily.Row{{Record: bill}}, Until: r.End}, nil
		},
		Orders: daily.OrdersFunc(func(context.Context, daily.Request) iter.Seq2[daily.Row, error] {
			return func(yield func(daily.Row, error) bool) { yield(daily.Row{Record: order}, nil) }
		}),
	}
	day, err := recon.ParseDay("2025-11-03")
	require.NoError(t, err)
	ran, err := job.Run(t.Context(), day)
	require.NoError(t, err)
	require.NoError(t, daily.Decide(t.Context(), job.Store, daily.Decision{Difference: ran.Differences[0].ID, Action: daily.Suspend, Who: "王会计", When: now(), Note: "<b>周一补</b>"}))
	for lang, want := range map[string][]string{
		"zh": {"未结差错", "异常 1 项，存疑 0 项", "2025-11-04 08:00:00 王会计 挂账 &lt;b&gt;周一补&lt;/b&gt;"},
		"en": {"Open differences", "exceptions: 1, in doubt: 0", "2025-11-04 08:00:00 王会计 suspend"},
	} {
		_, body = get(t, a, "/?lang="+lang)
		for _, text := range append(want, ran.Differences[0].ID, "2025-11-03") {
			assert.Contains(t, body, text)
		}
	}
	require.NoError(t, os.WriteFile(filepath.Join(folder, "foreign"), nil, 0o600))
	_, body = get(t, a, "/")
	assert.Contains(t, body, `role="alert"`, "what cannot be read is said")
}
