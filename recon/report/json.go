package report

import (
	"encoding/base64"
	"encoding/json"
	"io"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/billrecon/billrecon/recon"
)

// jsonVersion changes when a member is removed, or means something else.
const jsonVersion = 2

// JSON writes one object, one group a line. The package comment has its members.
func (r *Report) JSON(w io.Writer) error {
	statistics, err := json.Marshal(r.overview.Statistics)
	if err != nil {
		return err
	}
	out := newWriter(w)
	var o object
	o.head(r, statistics)
	out.Write(o.buf)
	separator := "\n"
	for row := range r.list() {
		out.WriteString(separator)
		separator = ",\n"
		o.buf = o.buf[:0]
		o.group(r, row)
		out.Write(o.buf)
		if out.failed() {
			break
		}
	}
	out.WriteString("\n]}\n")
	return out.Flush()
}

func languageTag(lang recon.Language) string { return phrase{"zh-CN", "en"}.In(lang) }

// head is everything up to the first group.
func (o *object) head(r *Report, statistics []byte) {
	v := &r.overview
	o.open()
	o.integer("version", jsonVersion)
	o.text("title", r.options.Title)
	o.text("language", languageTag(r.options.Language))
	if !r.options.Created.IsZero() {
		o.text("created", r.options.Created.Format(time.RFC3339))
	}
	o.text("first", v.First.String())
	o.text("last", v.Last.String())
	o.text("bill_date", v.BillDate.String())
	if !r.rules.BillsUntil.IsZero() {
		o.text("bills_until", r.rules.BillsUntil.In(r.zone).Format(time.RFC3339))
	}
	o.integer("hold", int64(r.rules.Hold))
	o.rows("bills", v.Bills)
	o.rows("orders", v.Orders)
	o.text("digest", v.Digest.String())
	o.key("total")
	o.open()
	o.total(v.Total)
	o.close()
	o.totals(v)
	o.moneys(v)
	o.controls(v.Control)
	o.key("statistics")
	o.buf = append(o.buf, statistics...)
	o.key("pool")
	o.open()
	o.integer("bills", int64(v.PoolBills))
	o.integer("orders", int64(v.PoolOrders))
	o.close()
	o.sections(r.options.Sections)
	o.boolean("matched", r.options.Matched)
	o.key("groups")
	o.buf = append(o.buf, '[')
}

// group is one element of groups.
func (o *object) group(r *Report, row *row) {
	g := &row.Group
	o.open()
	o.integer("number", row.number)
	o.integer("status", int64(g.Status()))
	o.text("outcome", g.Outcome.String())
	o.list("codes", g.Codes())
	o.text("pass", strings.ToLower(passName(recon.English, g.Pass)))
	o.text("key", g.Key)
	if !utf8.ValidString(g.Key) {
		o.text("key_base64", base64.StdEncoding.EncodeToString([]byte(g.Key)))
	}
	if !row.day.IsZero() {
		o.text("day", row.day.String())
	}
	if !row.time.IsZero() {
		o.text("time", row.time.In(r.zone).Format(time.RFC3339))
	}
	o.some("channel", row.channel)
	o.nullAmount("known_fee", row.unit, row.fee)
	o.nullAmount("unpaid", row.unit, row.unpaid)
	o.some("to_do", row.todo)
	o.numbers("bill_rows", g.Bills)
	o.numbers("order_rows", g.Orders)
	o.numbers("pool_bill_rows", g.PoolBills)
	o.numbers("pool_order_rows", g.PoolOrders)
	own, pool := r.excess(g)
	o.numbers("excess_rows", own)
	o.numbers("pool_excess_rows", pool)
	o.nets(g.Nets)
	o.compared("fee", g.FeeNet)
	o.compared("income", g.IncomeNet)
	if !g.Threshold.IsZero() {
		o.text("threshold", amountText(thresholdUnit(g), g.Threshold))
	}
	o.list("bill_states", stateWords(g.BillStates))
	o.list("order_states", stateWords(g.OrderStates))
	if row.explanation != "" {
		o.text("explanation", row.explanation)
	}
	o.suggestions(row.nearest, r.options.Language)
	o.own(r, row)
	o.close()
}

// own are the caller's columns.
func (o *object) own(r *Report, row *row) {
	for side, columns := range r.options.ownColumns() {
		if len(columns) == 0 {
			continue
		}
		o.array(sideName(side == int(billSide))+"_columns", len(columns), func(i int) {
			o.text("name", columns[i].name)
			o.text("value", string(r.appendOwn(nil, row, sideAt(side), i)))
		})
	}
}

// thresholdUnit: a group with a tolerance has one unit.
func thresholdUnit(g *recon.Group) string {
	if len(g.Nets) == 1 {
		return g.Nets[0].Unit
	}
	return ""
}

func stateWords(set recon.StateSet) []string {
	var list []string
	for _, s := range states(set) {
		list = append(list, s.String())
	}
	return list
}

// rows is a recon.RowSummary.
func (o *object) rows(key string, s recon.RowSummary) {
	o.key(key)
	o.open()
	o.integer("count", s.Count)
	o.text("digest", s.Digest.String())
	o.close()
}

// numbers are row numbers, from 1.
func (o *object) numbers(key string, at []int) {
	if len(at) == 0 {
		return
	}
	o.key(key)
	o.buf = append(o.buf, '[')
	for i, n := range at {
		o.comma(i)
		o.buf = strconv.AppendInt(o.buf, int64(n)+1, 10)
	}
	o.buf = append(o.buf, ']')
}
