package report

import (
	"github.com/shopspring/decimal"

	"github.com/billrecon/billrecon/recon"
)

// total is the members of a Total.
func (o *object) total(t Total) {
	o.integer("groups", t.Groups)
	o.integer("bills", t.Bills)
	o.integer("orders", t.Orders)
	o.array("units", len(t.Units), func(i int) {
		u := t.Units[i]
		o.text("unit", u.Unit)
		o.text("bills", amountText(u.Unit, u.Bills))
		o.text("orders", amountText(u.Unit, u.Orders))
		o.text("difference", amountText(u.Unit, u.Difference))
		o.text("absolute", amountText(u.Unit, u.Absolute))
	})
}

// totals are the lists of the overview.
func (o *object) totals(v *Overview) {
	o.array("statuses", len(v.Statuses), func(i int) {
		o.integer("status", int64(v.Statuses[i].Status))
		o.total(v.Statuses[i].Total)
	})
	o.array("outcomes", len(v.Outcomes), func(i int) {
		o.text("outcome", v.Outcomes[i].Outcome.String())
		o.total(v.Outcomes[i].Total)
	})
	o.array("days", len(v.Days), func(i int) {
		o.text("day", v.Days[i].Day.String())
		o.total(v.Days[i].Total)
	})
}

func (o *object) controls(list []Control) {
	o.array("control", len(list), func(i int) {
		o.text("figure", list[i].Figure)
		o.text("unit", list[i].Unit)
		o.text("declared", list[i].text(list[i].Declared))
		o.text("found", list[i].text(list[i].Found))
	})
}

func (o *object) nets(nets []recon.Net) {
	o.array("nets", len(nets), func(i int) {
		n := nets[i]
		o.text("unit", n.Unit)
		o.text("bill", amountText(n.Unit, n.Bill))
		o.text("order", amountText(n.Unit, n.Order))
		o.text("difference", amountText(n.Unit, n.Difference()))
	})
}

// compared is a fee or an income.
func (o *object) compared(key string, n *recon.Net) {
	if n == nil {
		return
	}
	o.key(key)
	o.open()
	o.text("unit", n.Unit)
	o.text("bill", amountText(n.Unit, n.Bill))
	o.text("expected", amountText(n.Unit, n.Order))
	o.text("difference", amountText(n.Unit, n.Difference()))
	o.close()
}

func (o *object) suggestions(list []recon.Suggestion, lang recon.Language) {
	if len(list) == 0 {
		return
	}
	o.array("nearest", len(list), func(i int) {
		s := list[i]
		o.text("side", sideName(s.Bill))
		row := "row"
		if s.Pool {
			row = "pool_row"
		}
		o.integer(row, int64(s.Index)+1)
		o.text("key", s.Key)
		o.text("unit", s.Unit)
		o.text("amount", amountText(s.Unit, s.Amount))
		o.text("text", s.Explain(lang))
	})
}

// moneys are what moved, and by what.
func (o *object) moneys(v *Overview) {
	o.array("money", len(v.Money), func(i int) { o.money(&v.Money[i]) })
	o.moneyBy("channels", v.Channels)
	o.array("labels", len(v.Labels), func(i int) {
		o.text("name", v.Labels[i].Name)
		o.moneyBy("values", v.Labels[i].Values)
	})
	o.moneyBy("bill_days", v.BillDays)
}

func (o *object) moneyBy(key string, list []MoneyOf) {
	o.array(key, len(list), func(i int) {
		o.text("value", list[i].Value)
		o.money(&list[i].Money)
	})
}

func (o *object) money(m *Money) {
	o.text("side", sideName(m.Bills))
	o.text("unit", m.Unit)
	o.integer("rows", m.Rows)
	o.text("gross", amountText(m.Unit, m.Gross))
	o.text("refunds", amountText(m.Unit, m.Refunds))
	o.text("net", amountText(m.Unit, m.Net))
	o.nullAmount("fee", m.Unit, m.Fee)
	o.nullAmount("income", m.Unit, m.Income)
	o.nullAmount("scheduled_fee", m.Unit, m.Scheduled)
	o.nullAmount("fee_difference", m.Unit, feeDifference(m))
	o.integer("rows_without_fee", m.WithoutFee)
	o.integer("rows_without_income", m.WithoutIncome)
	o.integer("unpaid_rows", m.Unpaid)
	o.text("unpaid", amountText(m.Unit, m.UnpaidAmount))
}

// nullAmount is left out where it is absent.
func (o *object) nullAmount(key, unit string, d decimal.NullDecimal) {
	if d.Valid {
		o.text(key, amountText(unit, d.Decimal))
	}
}

// some is a text that is left out where it is empty.
func (o *object) some(key, value string) {
	if value != "" {
		o.text(key, value)
	}
}
