package report

import (
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

func sideName(bill bool) string {
	if bill {
		return "bill"
	}
	return "order"
}
