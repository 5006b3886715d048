package main

import (
	"reflect"

	"github.com/billrecon/billrecon/fubei"
)

const billMethod = "openapi.payment.order.reconciliation"

// fubei asks 付呗: at most 10 requests.
func (v *visit) fubei() error {
	v.codes = codes{field: "result_code", success: "200"}
	cfg := fubei.Config{AppID: v.o.value("FUBEI_APP_ID"), AppSecret: v.o.value("FUBEI_APP_SECRET"), BaseURL: v.o.baseURL, HTTPClient: v.client(), Retry: once}
	client, err := fubei.New(cfg)
	if err != nil {
		return err
	}
	call := func(c *fubei.Client, biz plain) func() error {
		return func() error { _, err := c.Call(v.ctx, billMethod, biz); return err }
	}
	empty, day := dateOf(v.o.empty, 1, 10), dateOf(v.o.day, 1, 10)
	r, ok := v.question("credentials", call(client, empty))
	v.first()
	if !ok {
		return nil
	}
	v.note("credentials", "accepted", "", 0)
	v.emptyBill(r)
	if r, ok = v.question("day", call(client, day)); !ok {
		return nil
	}
	rows, total := billOf(r)
	v.note("day", yesNo(len(rows) > 0, "rows", "no_rows"), "", 0)
	v.past(rows, call(client, day.with("page", total/10+2)), func(r reply) []any { rows, _ := billOf(r); return rows })
	v.limits(call(client, day.with("limit", 101)), call(client, day.with("limit", 100)), func(r reply) int { rows, _ := billOf(r); return len(rows) }, 100, total)
	if r, ok = v.question("type_1", call(client, day.with("type", "1"))); ok {
		all, more := billOf(r)
		switch {
		case len(all) > 10:
			v.note("type_1", "unpaged", "", 0)
		case more > total:
			v.note("type_1", "more", "", 0)
		default:
			v.note("type_1", "same", "", 0)
		}
	}
	if !v.o.wrongSign {
		return nil
	}
	cfg.AppSecret = wrongSecret
	if client, err = fubei.New(cfg); err != nil {
		return err
	}
	v.refusal("wrong_sign", call(client, empty))
	return nil
}

// emptyBill notes what a day without bills looks like.
func (v *visit) emptyBill(r reply) {
	data, ok := at(r.json, "data")
	v.note("data", form(data, ok), "", 0)
	list, listed := at(r.json, "data", "list")
	v.note("empty_list", form(list, listed), "", 0)
	total, ok := at(r.json, "data", "total")
	switch {
	case len(rowsOf(list)) > 0:
		v.note("empty_total", "not_empty", "", 0)
	case !ok || scalar(total) == "":
		v.note("empty_total", "absent", "", 0)
	default:
		v.note("empty_total", "there", "", 0)
	}
}

// past notes what a page past the end brings.
func (v *visit) past(first []any, call func() error, rows func(reply) []any) {
	switch r, failure := v.ask(call); {
	case failure != "":
		v.fail("past_end", failure, r)
	case len(rows(r)) == 0:
		v.note("past_end", "empty", "", 0)
	case reflect.DeepEqual(rows(r), first):
		v.note("past_end", "first_again", "", 0)
	default:
		v.note("past_end", "rows", "", 0)
	}
}

// limits notes what a limit above the documented maximum brings, and the maximum itself.
func (v *visit) limits(above, most func() error, rows func(reply) int, limit, total int) {
	if r, failure := v.ask(above); failure != "" {
		v.fail("limit_above", failure, r)
	} else if n := rows(r); n > limit {
		v.note("limit_above", "taken", "", 0)
	} else {
		v.note("limit_above", yesNo(total > n, "capped", "undecided"), "", capOf(total > n, n))
	}
	if r, ok := v.question("page_cap", most); ok {
		n := rows(r)
		verdict := paged(n, limit, total)
		v.note("page_cap", verdict, "", capOf(verdict == "capped", n))
	}
}

// capOf is the cap where there is one: the rows of a whole bill are nobody's business.
func capOf(capped bool, rows int) int64 {
	if !capped {
		return 0
	}
	return int64(rows)
}

// refusal notes how a request is refused that must be. It is made once.
func (v *visit) refusal(id string, call func() error) {
	if r, failure := v.ask(call); failure != "" {
		v.fail(id, failure, r)
		return
	}
	v.note(id, "accepted", "", 0)
}

// billOf are the rows of a reply, and its total; without one the rows that came.
func billOf(r reply) ([]any, int) {
	list, _ := at(r.json, "data", "list")
	rows := rowsOf(list)
	total, ok := at(r.json, "data", "total")
	if n := whole(total); ok && n >= 0 {
		return rows, n
	}
	return rows, len(rows)
}
