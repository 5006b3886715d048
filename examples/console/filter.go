package main

import (
	"errors"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/billrecon/billrecon/recon/console"
)

// filterFields are the parameters of the page. Others are ignored, and never sent on.
var filterFields = []string{"lang", "code", "min", "max", "status", "method", "merchant"}

// filter is what the page was asked for, as it was written into the form.
type filter map[string]string

func filterOf(query url.Values) filter {
	f := filter{}
	for _, name := range filterFields {
		if text := strings.TrimSpace(query.Get(name)); text != "" {
			f[name] = text
		}
	}
	return f
}

// with is the filter with one parameter changed, "" to leave it out.
func (f filter) with(name, value string) filter {
	changed := filter{}
	for _, field := range filterFields {
		if text := f[field]; text != "" && field != name {
			changed[field] = text
		}
	}
	if value != "" {
		changed[name] = value
	}
	return changed
}

// query is the filter as a query string.
func (f filter) query() url.Values {
	q := url.Values{}
	for name, text := range f {
		q.Set(name, text)
	}
	return q
}

// href is the page's address with the filter, one order shown, and a place on the page.
func (f filter) href(show, place string) string {
	q := f.query()
	if show != "" {
		q.Set("show", show)
	}
	u := url.URL{Path: "/", RawQuery: q.Encode(), Fragment: place}
	return u.String()
}

// narrowed tells whether the filter leaves anything out.
func (f filter) narrowed() bool { return len(f.with("lang", "")) > 0 }

// errFilter is what is wrong with a filter, by the name of its field.
type errFilter struct{ field string }

func (e errFilter) Error() string { return e.field }

// orderQuery is the filter in the console's terms: amounts in yuan become fen.
func (f filter) orderQuery() (q console.OrderQuery, err error) {
	q.Code, q.MerchantName = f["code"], f["merchant"]
	if q.TotalFeeGTE, err = f.fen("min"); err != nil {
		return q, err
	}
	if q.TotalFeeLTE, err = f.fen("max"); err != nil {
		return q, err
	}
	status, err := f.choice("status", 5)
	if err != nil {
		return q, err
	}
	method, err := f.choice("method", 3)
	q.ReconciliationStatus, q.PayMethod = console.ReconciliationStatus(status), console.PayMethod(method)
	return q, err
}

func (f filter) fen(name string) (console.NullFen, error) {
	if f[name] == "" {
		return console.NullFen{}, nil
	}
	yuan, err := decimal.NewFromString(f[name])
	if err != nil {
		return console.NullFen{}, errFilter{name}
	}
	fen, err := console.FenOf(yuan)
	if err != nil {
		return console.NullFen{}, errFilter{name}
	}
	return console.NewNullFen(fen), nil
}

// choice is a number from 1 to most, 0 for none.
func (f filter) choice(name string, most int) (int, error) {
	if f[name] == "" {
		return 0, nil
	}
	n, err := strconv.Atoi(f[name])
	if err != nil || n < 1 || n > most {
		return 0, errFilter{name}
	}
	return n, nil
}

// language is "zh" or "en": what was chosen, or what the browser prefers.
func (f filter) language(accepted string) string {
	if lang := f["lang"]; slices.Contains([]string{"zh", "en"}, lang) {
		return lang
	}
	if strings.HasPrefix(strings.ToLower(strings.TrimSpace(accepted)), "en") {
		return "en"
	}
	return "zh"
}

// brokenField is the field that an error of orderQuery is about.
func brokenField(err error) string {
	var broken errFilter
	if errors.As(err, &broken) {
		return broken.field
	}
	return ""
}
