package main

import (
	"errors"
	"net/http"
	"net/url"

	"github.com/billrecon/billrecon/examples/internal/tap"
	"github.com/billrecon/billrecon/recon/console"
)

// console asks a reconciliation console: at most 10 requests. It writes only with -write, and then what is there already.
func (v *visit) console() error {
	v.codes = codes{field: "code", success: "200"}
	cfg := console.Config{BaseURL: v.o.baseURL, HTTPClient: v.client(), Retry: once}
	unknown, unknownErr := console.New(cfg)
	cfg.Authorize = func(r *http.Request) error {
		r.Header.Set("Authorization", v.o.value("CONSOLE_AUTHORIZATION"))
		return nil
	}
	client, err := console.New(cfg)
	if err := errors.Join(err, unknownErr); err != nil {
		return err
	}
	list := func(c *console.Client, q console.OrderQuery) call {
		return func() error { _, err := c.OrderPage(v.ctx, q); return err }
	}
	r, ok := v.question("credentials", v.patient(list(client, console.OrderQuery{})), nil)
	if !ok {
		return nil
	}
	rows := ordersOf(r)
	v.note("list", yesNo(tap.Whole(r.JSON, "data", "order", "num") > len(rows), "cut", "whole"), "", 0)
	if r, ok = v.question("empty_total", v.patient(list(client, console.OrderQuery{Code: "doctor-no-such-order"})), later); ok {
		_, counted := tap.At(r.JSON, "data", "order", "num")
		v.note("empty_total", yesNo(len(ordersOf(r)) > 0, "not_empty", yesNo(counted, "there", "absent")), "", 0)
		v.note("statistics", yesNo(tap.Whole(r.JSON, "data", "statistics", "order_num") > 0, "of_all", "of_filter"), "", 0)
	}
	v.question("past_end", list(client, console.OrderQuery{Extra: url.Values{"page": {"1000000"}}}), past(rows, ordersOf))
	v.question("page_size", list(client, console.OrderQuery{Extra: url.Values{"page_size": {"1"}}}), func(r reply) (string, int) {
		return yesNo(len(rows) < 2, "undecided", yesNo(len(ordersOf(r)) == 1, "honoured", "ignored")), 0
	})
	if len(rows) > 0 {
		v.question("details", v.patient(func() error {
			_, err := client.OrderDetails(v.ctx, tap.Text(rows[0], "code"), console.PayWayWeChat)
			return err
		}), func(r reply) (string, int) { return tap.Form(tap.At(r.JSON, "data", "third_bill")), 0 })
	}
	if v.o.write != "" {
		v.setAuto(cfg, rows)
	}
	if v.o.wrongSign {
		v.question("wrong_sign", list(unknown, console.OrderQuery{}), nil)
	}
	return nil
}

// setAuto sets the order of -write to what it is already, as JSON and, if that is refused, as a form.
func (v *visit) setAuto(cfg console.Config, rows []any) {
	for _, row := range rows {
		auto, _ := tap.At(row, "auto")
		on, isBool := auto.(bool)
		if !isBool || tap.Text(row, "code") != v.o.write {
			continue
		}
		refused := ""
		for _, cfg.AutoBody = range []console.BodyEncoding{console.JSONBody, console.FormBody} {
			r, failure := v.ask(func() error {
				client, err := console.New(cfg)
				if err == nil {
					err = client.SetAuto(v.ctx, v.o.write, on)
				}
				return err
			})
			if failure == "" {
				v.note("post", cfg.AutoBody.String(), "", 0)
				return
			}
			refused = r.code
		}
		v.note("post", "refused", refused, 0)
		return
	}
	v.note("post", "not_listed", "", 0)
}

func ordersOf(r reply) []any { return tap.Rows(r.JSON, "data", "order", "data") }
