package main

import (
	"context"
	"net/http"
	"net/url"

	"github.com/billrecon/billrecon/recon"
	"github.com/billrecon/billrecon/recon/console"
)

// view is everything that the page shows.
type view struct {
	W         words
	OtherHref string
	Problem   string // what is wrong with the request, "" for nothing

	Cards []card
	Bars  []bar

	Detail *detail // the order that is explained, nil for none

	Filter   filter
	Statuses []choice
	Methods  []choice
	Reset    string // the address without a filter, "" when there is none

	Rows       []row
	Incomplete bool
	Back       string // the query to come back to after a switch

	Money    []figures
	Open     *openDifferences
	BillOnly []billOnly
	Digest   string
}

// card is one figure.
type card struct{ Name, Count, Sum string }

// choice is one option of a list.
type choice struct {
	Value, Name string
	Selected    bool
}

// row is one order of the list.
type row struct {
	console.Order
	Amount, Created, Status, Method string
	StatusNumber                    int
	AutoText, SwitchLabel           string
	Href                            string
	Shown                           bool
}

// view asks the API for what the page shows. A filter that cannot be read is 400, and an API that fails 502.
func (a *app) view(ctx context.Context, query url.Values, accepted string) (view, int) {
	f := filterOf(query)
	v := view{W: wordsOf(f.language(accepted)), Filter: f, Back: f.query().Encode(), Digest: a.result.Digest().String()}
	show := query.Get("show")
	v.OtherHref = f.with("lang", v.W.OtherLang).href(show, "")
	if f.narrowed() {
		v.Reset = filter{}.with("lang", f["lang"]).href("", "list")
	}
	v.Statuses, v.Methods = choicesOf(f["status"], 5, v.status), choicesOf(f["method"], 3, v.method)
	v.Money, v.Open, v.BillOnly = a.money[v.language()], a.open(ctx, v), a.billOnly(v)

	all, err := a.client.OrderPage(ctx, console.OrderQuery{})
	if err != nil {
		v.Problem = err.Error()
		return v, http.StatusBadGateway
	}
	v.figures(all.Statistics)
	v.bars(a.result.Statistics())
	if show != "" {
		v.Detail = a.detail(ctx, v, show)
	}
	return a.list(ctx, v, show)
}

// list adds the rows that the filter lets through.
func (a *app) list(ctx context.Context, v view, show string) (view, int) {
	q, err := v.Filter.orderQuery()
	if err != nil {
		v.Problem = v.W.BadFilter + v.W.label(brokenField(err))
		return v, http.StatusBadRequest
	}
	page, err := a.client.OrderPage(ctx, q)
	if err != nil {
		v.Problem = err.Error()
		return v, http.StatusBadRequest
	}
	v.Incomplete = page.Incomplete
	for _, o := range page.Orders {
		v.Rows = append(v.Rows, v.row(o, show))
	}
	return v, http.StatusOK
}

func (v view) row(o console.Order, show string) row {
	r := row{
		Order: o, Amount: yuan(o.TotalFee.Yuan()), Created: o.CreateTime.Format("2006-01-02 15:04:05"),
		Status: v.W.say(o.ReconciliationStatus), StatusNumber: int(o.ReconciliationStatus), Method: v.W.say(o.PayMethod),
		AutoText: v.W.Off, SwitchLabel: v.W.SwitchOn + " " + o.Code,
		Href: v.Filter.href(o.Code, "detail"), Shown: o.Code == show,
	}
	if o.Auto {
		r.AutoText, r.SwitchLabel = v.W.On, v.W.SwitchOff+" "+o.Code
	}
	return r
}

func (v view) status(n int) string { return v.W.say(console.ReconciliationStatus(n)) }

func (v view) method(n int) string { return v.W.say(console.PayMethod(n)) }

// choicesOf are the options 1 to n.
func choicesOf(chosen string, n int, name func(int) string) []choice {
	var all []choice
	for i := 1; i <= n; i++ {
		value := string(rune('0' + i))
		all = append(all, choice{value, name(i), value == chosen})
	}
	return all
}

// language is the language of explanations.
func (v view) language() recon.Language {
	if v.W.Lang == "en" {
		return recon.English
	}
	return recon.Chinese
}
