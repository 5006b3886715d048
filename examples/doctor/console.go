package main

import (
	"net/http"
	"net/url"

	"github.com/billrecon/billrecon/recon/console"
)

// console asks a reconciliation console: at most 10 requests. It writes only with -write, and then what is there already.
func (v *visit) console() error {
	v.codes = codes{field: "code", success: "200"}
	cfg := console.Config{BaseURL: v.o.baseURL, HTTPClient: v.client(), Retry: once, Authorize: v.authorize}
	client, err := console.New(cfg)
	if err != nil {
		return err
	}
	list := func(c *console.Client, q console.OrderQuery) func() error {
		return func() error { _, err := c.OrderPage(v.ctx, q); return err }
	}
	r, ok := v.question("credentials", list(client, console.OrderQuery{}))
	v.first()
	if !ok {
		return nil
	}
	v.note("credentials", "accepted", "", 0)
	rows, num := ordersOf(r)
	v.note("list", yesNo(num > len(rows), "cut", "whole"), "", 0)
	if r, ok = v.question("empty_total", list(client, console.OrderQuery{Code: "doctor-no-such-order"})); ok {
		_, counted := at(r.json, "data", "order", "num")
		none, _ := ordersOf(r)
		v.note("empty_total", yesNo(len(none) > 0, "not_empty", yesNo(counted, "there", "absent")), "", 0)
		all, _ := at(r.json, "data", "statistics", "order_num")
		v.note("statistics", yesNo(whole(all) > 0, "of_all", "of_filter"), "", 0)
	}
	v.past(rows, list(client, console.OrderQuery{Extra: url.Values{"page": {"1000000"}}}), func(r reply) []any { rows, _ := ordersOf(r); return rows })
	v.console1(list(client, console.OrderQuery{Extra: url.Values{"page_size": {"1"}}}), len(rows))
	if len(rows) > 0 {
		code, _ := at(rows[0], "code")
		v.details(client, scalar(code))
	}
	if v.o.write != "" {
		if err := v.setAuto(cfg, rows); err != nil {
			return err
		}
	}
	if v.o.wrongSign {
		cfg.Authorize = nil
		if client, err = console.New(cfg); err != nil {
			return err
		}
		v.refusal("wrong_sign", list(client, console.OrderQuery{}))
	}
	return nil
}

func (v *visit) authorize(r *http.Request) error {
	if value := v.o.value("CONSOLE_AUTHORIZATION"); value != "" {
		r.Header.Set("Authorization", value)
	}
	return nil
}

func (v *visit) console1(call func() error, all int) {
	r, failure := v.ask(call)
	rows, _ := ordersOf(r)
	switch {
	case failure != "":
		v.fail("page_size", failure, r)
	case all < 2:
		v.note("page_size", "undecided", "", 0)
	default:
		v.note("page_size", yesNo(len(rows) == 1, "honoured", "ignored"), "", 0)
	}
}

func (v *visit) details(client *console.Client, code string) {
	r, ok := v.question("details", func() error { _, err := client.OrderDetails(v.ctx, code, console.PayWayWeChat); return err })
	if !ok {
		return
	}
	bill, there := at(r.json, "data", "third_bill")
	v.note("details", form(bill, there), "", 0)
}

// setAuto sets the order of -write to what it is already, as JSON and, if that is refused, as a form.
func (v *visit) setAuto(cfg console.Config, rows []any) error {
	for _, row := range rows {
		code, _ := at(row, "code")
		auto, ok := at(row, "auto")
		if on, isBool := auto.(bool); ok && isBool && scalar(code) == v.o.write {
			var r reply
			for _, body := range []console.BodyEncoding{console.JSONBody, console.FormBody} {
				cfg.AutoBody = body
				client, err := console.New(cfg)
				if err != nil {
					return err
				}
				failure := ""
				if r, failure = v.ask(func() error { return client.SetAuto(v.ctx, v.o.write, on) }); failure == "" {
					v.note("post", body.String(), "", 0)
					return nil
				}
			}
			v.note("post", "refused", r.code, 0)
			return nil
		}
	}
	v.note("post", "not_listed", "", 0)
	return nil
}

// ordersOf are the rows of a list, and the number that it declares.
func ordersOf(r reply) ([]any, int) {
	list, _ := at(r.json, "data", "order", "data")
	num, _ := at(r.json, "data", "order", "num")
	return rowsOf(list), whole(num)
}
