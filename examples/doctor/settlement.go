package main

import (
	"net/url"
	"slices"
	"strings"
	"time"

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
	v.first()
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
	call := func(cfg settlement.Config, body plain) func() error {
		return func() error {
			c, err := settlement.New(cfg)
			if err == nil {
				_, err = c.Call(v.ctx, settlement.ItemPath, body)
			}
			return err
		}
	}
	empty, day := rangeOf(v.o.empty, 1, 100), rangeOf(v.o.day, 1, 2)
	if r, ok := v.question("data", call(cfg, empty)); ok {
		data, there := at(r.json, "data")
		v.note("data", form(data, there), "", 0)
		v.note("empty_total", yesNo(hasTotal(r.json), "there", "absent"), "", 0)
	}
	r, ok := v.question("day", call(cfg, day))
	if !ok {
		return nil
	}
	two := itemsOf(r)
	v.note("day", yesNo(len(two) > 0, "rows", "no_rows"), "", 0)
	v.past(two, call(cfg, day.with("currentPage", 1_000_000)), itemsOf)
	v.capOf500(call(cfg, day.with("itemsPerPage", 501)), call(cfg, day.with("itemsPerPage", 500)),
		call(cfg, day.with("itemsPerPage", 500).with("currentPage", 2)), len(two))
	if !v.o.wrongSign {
		return nil
	}
	wrong := cfg
	wrong.Signer = settlement.SignerFunc(func(url.Values, []byte) (string, error) { return strings.Repeat("0", 32), nil })
	v.refusal("wrong_sign", call(wrong, empty))
	cfg.Token = settlement.StaticToken(wrongSecret)
	v.refusal("wrong_token", call(cfg, empty))
	return nil
}

// capOf500 notes the page cap: there is no total, so the second page says whether the first was all.
func (v *visit) capOf500(above, most, second func() error, two int) {
	r, ok := v.question("page_cap", most)
	if !ok {
		return
	}
	n := len(itemsOf(r))
	if r, ok = v.question("page_cap", second); !ok {
		return
	}
	total := n + len(itemsOf(r))
	verdict := paged(n, 500, total)
	v.note("page_cap", verdict, "", capOf(verdict == "capped", n))
	switch {
	case verdict == "capped":
		v.note("short_page", "lies", "", 0)
	case two == 2 && n > 2 && verdict == "undecided":
		v.note("short_page", "ends", "", 0)
	default:
		v.note("short_page", "undecided", "", 0)
	}
	switch r, failure := v.ask(above); {
	case failure != "":
		v.fail("limit_above", failure, r)
	case len(itemsOf(r)) > 500:
		v.note("limit_above", "taken", "", 0)
	case total > len(itemsOf(r)):
		v.note("limit_above", "capped", "", int64(len(itemsOf(r))))
	default:
		v.note("limit_above", "undecided", "", 0)
	}
}

// rangeOf is the body that asks for a day of payments.
func rangeOf(day time.Time, page, limit int) plain {
	date := day.Format(time.DateOnly)
	return plain{"paymentStartTime": date + " 00:00:00", "paymentEndTime": date + " 23:59:59", "currentPage": page, "itemsPerPage": limit}
}

func itemsOf(r reply) []any {
	data, _ := at(r.json, "data")
	return rowsOf(data)
}

// hasTotal reports whether a reply has a number beside data that may be a total.
func hasTotal(v any) bool {
	object, _ := v.(map[string]any)
	for name := range object {
		if slices.Contains([]string{"total", "totalCount", "count", "totalNum", "totalItems"}, name) {
			return true
		}
	}
	return false
}
