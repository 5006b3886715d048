package main

import (
	"strconv"

	"github.com/shopspring/decimal"

	"github.com/billrecon/billrecon/recon"
	"github.com/billrecon/billrecon/recon/console"
)

// bar is one status: how many orders have it, of what sum.
type bar struct {
	Number           int
	Name, Count, Sum string
	Share            string // per cent, with one decimal
	Width            string // of 100
	Href             string // the list of these orders
}

// figures shows what the API counts.
func (v *view) figures(s console.Statistics) {
	for _, c := range []struct {
		name  string
		count int64
		sum   console.NullFen
	}{{v.W.Orders, s.OrderNum, s.CountPrice}, {v.W.Reconciled, s.SuccessBill, s.SuccessPrice}, {v.W.Failed, s.FailBill, s.FailPrice}} {
		v.Cards = append(v.Cards, card{c.name, grouped(strconv.FormatInt(c.count, 10)), v.money(c.sum.Yuan())})
	}
}

// bars shows every status, also those that the API's figures leave out, so that they add up.
func (v *view) bars(s recon.Statistics) {
	for i, t := range []recon.Tally{s.Success, s.Unreconciled, s.Fail, s.Reversed, s.Doubtful} {
		share := decimal.Decimal{}
		if s.Orders.Count > 0 {
			share = decimal.New(100*t.Count, 0).DivRound(decimal.New(s.Orders.Count, 0), 2)
		}
		number := strconv.Itoa(i + 1)
		v.Bars = append(v.Bars, bar{
			Number: i + 1, Name: v.status(i + 1), Count: grouped(strconv.FormatInt(t.Count, 10)), Sum: v.money(t.Sum()),
			Share: share.StringFixed(1) + " %", Width: share.StringFixed(2),
			Href: filter{}.with("lang", v.Filter["lang"]).with("status", number).href("", "list"),
		})
	}
}

// money is a sum in yuan, and a word where there is none: nothing is not 0.
func (v *view) money(sum decimal.NullDecimal) string {
	if !sum.Valid {
		return v.W.None
	}
	return "¥ " + yuan(sum.Decimal)
}
