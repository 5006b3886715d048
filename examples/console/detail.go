package main

import (
	"bytes"
	"context"
	"encoding/json"

	"github.com/shopspring/decimal"

	"github.com/billrecon/billrecon/fubei"
	"github.com/billrecon/billrecon/recon"
	"github.com/billrecon/billrecon/recon/console"
)

// detail is the judgement that one order is part of, with its reasons.
type detail struct {
	Code, Status, Outcome string
	StatusNumber          int
	Explanation           string
	Codes                 []string
	Difference            string
	Orders, Bills         []side
	Suggestions           []string
	API                   string // the reply of order_details, "" where the console has no pay_way for the order
	CloseHref             string
}

// side is a row of either side.
type side struct{ Number, ProviderNumber, Amount, Fee, Time, State string }

// billOnly is a bill row that no order belongs to.
type billOnly struct {
	Number, ProviderNumber, Amount, Time, Explanation string
	Suggestions                                       []string
}

// detail explains one order, nil for a code that the console does not have.
func (a *app) detail(ctx context.Context, v view, code string) *detail {
	entry, ok := a.ledger.Entry(code)
	if !ok {
		return nil
	}
	g := entry.Group
	d := &detail{
		Code: code, Status: v.W.say(entry.Order.ReconciliationStatus), StatusNumber: int(entry.Order.ReconciliationStatus),
		Outcome: v.W.say(g.Outcome), Explanation: g.Explain(v.language()), Codes: g.Codes(),
		Suggestions: a.suggestions(v, g), API: a.apiReply(ctx, entry.Order), CloseHref: v.Filter.href("", "list"),
	}
	for _, n := range g.Nets {
		if !n.Difference().IsZero() {
			d.Difference = signed(n.Difference())
		}
	}
	for _, i := range g.Orders {
		d.Orders = append(d.Orders, a.orderSide(v, i))
	}
	for _, i := range g.Bills {
		d.Bills = append(d.Bills, a.billSide(v, i))
	}
	return d
}

func signed(d decimal.Decimal) string {
	if d.IsPositive() {
		return "+" + yuan(d)
	}
	return yuan(d)
}

func (a *app) orderSide(v view, i int) side {
	o := a.orders[i]
	return side{Number: o.number, Amount: yuan(o.amount), Time: o.created.Format("01-02 15:04:05"), State: v.W.say(o.state)}
}

func (a *app) billSide(v view, i int) side {
	b := a.bills[i]
	s := side{Number: b.MerchantOrderSN, ProviderNumber: b.OrderSN, Amount: yuan(b.TotalFee),
		Time: b.CreateTime.Format("01-02 15:04:05"), State: v.W.say(fubei.Bill.Record(b).State)}
	if b.Fee.Valid {
		s.Fee = yuan(b.Fee.Decimal)
	}
	return s
}

// suggestions are the rows of the other side that a one-sided group may belong to.
func (a *app) suggestions(v view, g recon.Group) (lines []string) {
	for _, s := range a.result.Nearest(g, 3) {
		lines = append(lines, s.Explain(v.language()))
	}
	return lines
}

// apiReply is what the console's API says about the order, through the client.
func (a *app) apiReply(ctx context.Context, o console.Order) string {
	way, err := o.PayMethod.PayWay()
	if err != nil {
		return ""
	}
	reply, err := a.client.OrderDetails(ctx, o.Code, way)
	if err != nil {
		return err.Error()
	}
	text, err := json.Marshal(reply)
	if err != nil {
		return err.Error()
	}
	var pretty bytes.Buffer
	if err := json.Indent(&pretty, text, "", "  "); err != nil {
		return err.Error()
	}
	return pretty.String()
}

// billOnly lists the bill rows that need an order and have none.
func (a *app) billOnly(v view) (all []billOnly) {
	for g := range a.result.Differences() {
		if g.Outcome != recon.BillOnly {
			continue
		}
		for _, i := range g.Bills {
			s := a.billSide(v, i)
			all = append(all, billOnly{s.Number, s.ProviderNumber, s.Amount, s.Time, g.Explain(v.language()), a.suggestions(v, g)})
		}
	}
	return all
}
