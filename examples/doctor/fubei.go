package main

import (
	"errors"

	"github.com/billrecon/billrecon/examples/internal/tap"
	"github.com/billrecon/billrecon/fubei"
)

const billMethod = "openapi.payment.order.reconciliation"

// fubei asks 付呗: at most 10 requests.
func (v *visit) fubei() error {
	v.codes = codes{field: "result_code", success: "200"}
	cfg := fubei.Config{AppID: v.o.value("FUBEI_APP_ID"), AppSecret: v.o.value("FUBEI_APP_SECRET"), BaseURL: v.o.baseURL, HTTPClient: v.client(), Retry: once}
	client, err := fubei.New(cfg)
	cfg.AppSecret = wrongSecret
	wrong, wrongErr := fubei.New(cfg)
	if err := errors.Join(err, wrongErr); err != nil {
		return err
	}
	bills := func(c *fubei.Client, biz members) call {
		return func() error { _, err := c.Call(v.ctx, billMethod, biz); return err }
	}
	empty, day := dateOf(v.o.empty, 1, 10), dateOf(v.o.day, 1, 10)
	r, ok := v.question("credentials", v.patient(bills(client, empty)), nil)
	if !ok {
		return nil
	}
	v.note("data", tap.Form(tap.At(r.JSON, "data")), "", 0)
	v.note("empty_list", tap.Form(tap.At(r.JSON, "data", "list")), "", 0)
	noTotal := tap.Text(r.JSON, "data", "total") == ""
	v.note("empty_total", yesNo(len(billsOf(r)) > 0, "not_empty", yesNo(noTotal, "absent", "there")), "", 0)
	if r, ok = v.question("day", v.patient(bills(client, day)), func(r reply) (string, int) { return yesNo(len(billsOf(r)) > 0, "rows", "no_rows"), 0 }); !ok {
		return nil
	}
	total := totalOf(r)
	v.question("past_end", bills(client, day.with("page", total/10+2)), past(billsOf(r), billsOf))
	v.question("limit_above", bills(client, day.with("limit", 101)), func(r reply) (string, int) { return above(len(billsOf(r)), 100, total) })
	v.question("page_cap", v.patient(bills(client, day.with("limit", 100))), func(r reply) (string, int) { return pageCap(len(billsOf(r)), 100, total) })
	v.question("type_1", v.patient(bills(client, day.with("type", "1"))), func(r reply) (string, int) {
		return yesNo(len(billsOf(r)) > 10, "unpaged", yesNo(totalOf(r) > total, "more", "same")), 0
	})
	if v.o.wrongSign {
		v.question("wrong_sign", bills(wrong, empty), nil)
	}
	return nil
}

func billsOf(r reply) []any { return tap.Rows(r.JSON, "data", "list") }

// totalOf is the declared total; without one the number of rows that came.
func totalOf(r reply) int {
	total, ok := tap.At(r.JSON, "data", "total")
	if n := tap.Whole(total); ok && n >= 0 {
		return n
	}
	return len(billsOf(r))
}
