package main

import (
	"fmt"
	"io"
	"time"

	"github.com/shopspring/decimal"

	"github.com/billrecon/billrecon/settlement"
)

// sums are what the items add up to: money and points apart, since they are different units.
type sums struct {
	payments, refunds, others line
	noPoints                  int // rows without an amount in points
}

// line is one type of items.
type line struct {
	count         int
	money, points decimal.Decimal
}

func sumOf(items []settlement.Item) (s sums) {
	for i := range items {
		item := &items[i]
		l := s.lineOf(item.SettlementType)
		l.count++
		l.money = l.money.Add(item.SettlementAmount)
		l.points = l.points.Add(item.PaymentAmount.Decimal) // zero when absent
		if !item.PaymentAmount.Valid {
			s.noPoints++
		}
	}
	return s
}

func (s *sums) lineOf(t settlement.SettlementType) *line {
	switch t {
	case settlement.SettlementTypePayment:
		return &s.payments
	case settlement.SettlementTypeRefund:
		return &s.refunds
	}
	return &s.others
}

func (s sums) print(w io.Writer) {
	fmt.Fprintf(w, "%-22s %8s %16s %16s\n", "", "items", "settled (CNY)", "points (福豆/次)")
	var all line
	for _, part := range []struct {
		name string
		line line
	}{{"payments (付款单)", s.payments}, {"refunds (退款单)", s.refunds}, {"of another type", s.others}} {
		if part.line.count > 0 {
			part.line.print(w, part.name)
		}
		all.count += part.line.count
		all.money, all.points = all.money.Add(part.line.money), all.points.Add(part.line.points)
	}
	all.print(w, "all")
	if s.noPoints > 0 {
		fmt.Fprintf(w, "%d items have no amount in points\n", s.noPoints)
	}
}

func (l line) print(w io.Writer, name string) {
	fmt.Fprintf(w, "%-22s %8d %16s %16s\n", name, l.count, l.money.StringFixed(2), l.points.StringFixed(2))
}

// shown is a time as the provider writes it.
func shown(t time.Time) string { return t.Format("2006-01-02 15:04:05") }
