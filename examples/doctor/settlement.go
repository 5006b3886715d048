package main

import (
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/billrecon/billrecon/examples/internal/tap"
	"github.com/billrecon/billrecon/settlement"
)

// settlement asks 百福得: at most 18 requests, up to 8 of them for the signer.
func (v *visit) settlement() error {
	v.codes = codes{field: "code", success: "0", badSign: "10016"}
	cfg := settlement.Config{Token: settlement.StaticToken(v.o.value("SETTLEMENT_ACCESS_TOKEN")), BaseURL: v.o.baseURL, HTTPClient: v.client(), Retry: once}
	found := settlement.FoundSigner{}
	r, failure := v.ask(func() (err error) {
		found, err = settlement.FindSigner(v.ctx, cfg, v.o.value("SETTLEMENT_SECRET"))
		return err
	})
	switch {
	case failure == "code" && r.code == v.codes.badSign:
		v.note("signer", "none", "", 0)
		return nil
	case failure != "":
		v.fail("signer", failure, r)
		return nil
	}
	v.note("signer", found.Name, "", 0)
	v.note("credentials", "accepted", "", 0)
	cfg.Signer = found.Signer
	items := func(cfg settlement.Config, body members) call {
		return func() error {
			c, err := settlement.New(cfg)
			if err == nil {
				_, err = c.Call(v.ctx, settlement.ItemPath, body)
			}
			return err
		}
	}
	empty, day := rangeOf(v.o.empty, 1, 100), rangeOf(v.o.day, 1, 2)
	if r, ok := v.question("data", v.patient(items(cfg, empty)), later); ok {
		v.note("data", tap.Form(tap.At(r.JSON, "data")), "", 0)
		v.note("empty_total", yesNo(hasTotal(r.JSON), "there", "absent"), "", 0)
	}
	r, ok := v.question("day", v.patient(items(cfg, day)), func(r reply) (string, int) { return yesNo(len(itemsOf(r)) > 0, "rows", "no_rows"), 0 })
	if !ok {
		return nil
	}
	v.question("past_end", items(cfg, day.with("currentPage", 1_000_000)), past(itemsOf(r), itemsOf))
	v.capOf500(func(page, limit int) call {
		return items(cfg, day.with("itemsPerPage", limit).with("currentPage", page))
	}, len(itemsOf(r)))
	if !v.o.wrongSign {
		return nil
	}
	wrong := cfg
	wrong.Signer = settlement.SignerFunc(func(url.Values, []byte) (string, error) { return strings.Repeat("0", 32), nil })
	v.question("wrong_sign", items(wrong, empty), nil)
	cfg.Token = settlement.StaticToken(wrongSecret)
	v.question("wrong_token", items(cfg, empty), nil)
	return nil
}

// capOf500 notes the page cap: there is no total, so the second page says whether the first was all.
func (v *visit) capOf500(page func(page, limit int) call, two int) {
	var rows [2]int
	for i := range rows {
		r, ok := v.question("page_cap", v.patient(page(i+1, 500)), later)
		if !ok {
			return
		}
		rows[i] = len(itemsOf(r))
	}
	total := rows[0] + rows[1]
	verdict, number := pageCap(rows[0], 500, total)
	v.note("page_cap", verdict, "", int64(number))
	ends := two == 2 && rows[0] > 2 && verdict == "undecided"
	v.note("short_page", yesNo(verdict == "capped", "lies", yesNo(ends, "ends", "undecided")), "", 0)
	v.question("limit_above", page(1, 501), func(r reply) (string, int) { return above(len(itemsOf(r)), 500, total) })
}

// rangeOf is the body that asks for a day of payments.
func rangeOf(day time.Time, page, limit int) members {
	date := day.Format(time.DateOnly)
	return members{"paymentStartTime": date + " 00:00:00", "paymentEndTime": date + " 23:59:59", "currentPage": page, "itemsPerPage": limit}
}

func itemsOf(r reply) []any { return tap.Rows(r.JSON, "data") }

// hasTotal reports whether a reply has a number beside data that may be a total.
func hasTotal(v any) bool {
	return slices.ContainsFunc([]string{"total", "totalCount", "count", "totalNum", "totalItems"}, func(name string) bool {
		_, there := tap.At(v, name)
		return there
	})
}
