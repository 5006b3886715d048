package report

import (
	"fmt"
	"time"

	"github.com/billrecon/billrecon/recon"
)

// runSection says what was reconciled, and that it is proven.
func (r *Report) runSection() Section {
	lang, v := r.options.Language, &r.overview
	s := r.section(phrase{"对账范围", "The run"}, []column{{phrase{"项目", "What"}, Label}, {phrase{"内容", "Value"}, Label}})
	line := func(name phrase, value string) {
		if value != "" {
			s.add(0, name.In(lang), value)
		}
	}
	line(phrase{"期间（账单日）", "Period (bill days)"}, r.Period())
	line(phrase{"最近一个完整的账单日", "Bills up to"}, v.BillDate.String())
	line(phrase{"账单已证明完整，截至（不含）", "Bills proven whole until (exclusive)"}, r.until(lang))
	line(phrase{"等待期（账单日）", "Waiting time (bill days)"}, fmt.Sprint(r.rules.Hold))
	line(phrase{"账单", "Bill rows"}, r.rowsText(v.Bills.Count, len(r.rules.Pool.Bills)))
	line(phrase{"订单", "Orders"}, r.rowsText(v.Orders.Count, len(r.rules.Pool.Orders)))
	line(phrase{"转入下期存疑池（含未付款）", "Left in the pool for the next run (unpaid rows too)"},
		phrase{"账单 %d 笔，订单 %d 笔", "bill rows: %d, orders: %d"}.Fill(lang, v.PoolBills, v.PoolOrders))
	line(phrase{"制表时间", "Created"}, createdText(r.options.Created))
	line(phrase{"验证", "Proof"}, phrase{
		"已验证：每笔账单和订单恰好在一组里，订单合计加差额合计等于账单合计。",
		"Proven: every bill row and every order is in exactly one group, and orders plus differences are the bills.",
	}.In(lang))
	line(phrase{"结果指纹", "Digest of the result"}, v.Digest.String())
	line(phrase{"账单指纹", "Digest of the bill rows"}, v.Bills.Digest.String())
	line(phrase{"订单指纹", "Digest of the orders"}, v.Orders.Digest.String())
	return s
}

// until is how far the bills are proven, in the zone of the bill day.
func (r *Report) until(lang recon.Language) string {
	if r.rules.BillsUntil.IsZero() {
		return phrase{"没有证明", "not proven"}.In(lang)
	}
	return createdText(r.rules.BillsUntil.In(r.zone))
}

// rowsText is a number of rows, and how many of them are the pool's.
func (r *Report) rowsText(all int64, pool int) string {
	lang := r.options.Language
	text := phrase{"%d 笔", "%d"}.Fill(lang, all)
	if pool > 0 {
		text += phrase{"（其中存疑池 %d 笔）", " (%d of them from the pool)"}.Fill(lang, pool)
	}
	return text
}

func period(lang recon.Language, first, last recon.Day) string {
	switch {
	case first.IsZero():
		return phrase{"没有带时间的记录", "no row has a time"}.In(lang)
	case first == last:
		return first.String()
	}
	return first.String() + phrase{" 至 ", " to "}.In(lang) + last.String()
}

func createdText(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Format("2006-01-02 15:04:05 -07:00")
}
