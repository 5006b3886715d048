package orders

import (
	"bytes"
	"slices"
	"time"

	"github.com/shopspring/decimal"

	"github.com/billrecon/billrecon/recon"
	"github.com/billrecon/billrecon/recon/orders/internal/form"
	"github.com/billrecon/billrecon/recon/orders/internal/words"
)

// order is what a line says. Its texts are those of the line, so that a line can be checked without an allocation.
type order struct {
	keys                [1 + len(recon.AltKeys{})][]byte // the number, then the AltKeys
	amount, refund, fee form.Money
	hasFee              bool
	meaning             words.Meaning
	kind                recon.Kind
	at, refundedAt      time.Time
}

// read takes in the line, and reports whether it is a row. A row that cannot be read is bad.
func (p *plan) read(o *order) bool {
	row, rule := p.below.IsRow(p.line.Number, p.line.Cells)
	if rule != "" {
		p.refuse(-1, ErrLine, rule)
	}
	if !row {
		return false
	}
	for i, f := range [...]field{words.Number, words.AltKey, words.AltKey + 1} {
		o.keys[i] = p.key(f)
	}
	o.amount, _ = p.money(words.Amount)
	o.refund, _ = p.money(words.Refund)
	o.refund.Coef = min(o.refund.Coef, -o.refund.Coef)
	o.fee, o.hasFee = p.money(words.Fee)
	o.at, o.refundedAt = p.moment(words.Moment), p.moment(words.RefundTime)
	if o.refundedAt.IsZero() {
		o.refundedAt = o.at
	}
	p.kind(o)
	p.state(o)
	return true
}

// refuse says what is wrong with the line, or a cell of it, and may quote the cell: what is said first counts. In a CSV file a line
// break there may be the end of a line that a damaged quote took in: how many orders are lost nobody knows.
func (p *plan) refuse(column int, kind error, rule string, quoted ...[]byte) {
	if p.bad != nil {
		return
	}
	p.bad = &Error{File: p.File, Line: p.line.Number, Offset: p.line.Offset, Rule: rule, kind: kind}
	for _, cell := range quoted {
		p.bad.Rule, p.bad.word = rule+form.Quote(cell), form.Short(cell)
	}
	cells := p.line.Cells
	if column >= 0 {
		p.bad.Column, cells = p.head.Names[column], cells[column:column+1]
	}
	if p.source == nil && slices.ContainsFunc(cells, func(cell []byte) bool { return bytes.ContainsAny(cell, "\r\n") }) {
		p.bad.kind, p.bad.ends = ErrLine, true
		p.bad.Rule += "; it may hold other lines, since it has a line break: a quote is not closed, or the line ends are of several kinds"
	}
}

// cell is the first cell of a field that is not empty, cleaned, and its column; -1 when the file has none.
func (p *plan) cell(f field) (text []byte, column int) {
	column = -1
	for _, column = range p.head.At[f] {
		if text = form.Clean(p.line.Cells[column]); len(text) > 0 {
			break
		}
	}
	return text, column
}

const emptyRule = "the order number is empty"

const roundedRule = "the order number was turned into a number and has lost its last digits: export the file again with this column as " +
	"text (in Excel: mark the column, choose the format Text before the numbers come in, then save as CSV UTF-8)"

func (p *plan) key(f field) []byte {
	text, column := p.cell(f)
	if column < 0 || f != words.Number && form.IsAbsent(text) {
		return nil
	}
	rule, rounded := form.CheckCode(text)
	switch {
	case len(text) == 0 && p.line.Number == p.head.Line+1:
		p.refuse(column, ErrCell, emptyRule+"; if the head has merged cells or several lines, leave one line with one name for each column")
	case len(text) == 0:
		p.refuse(column, ErrCell, emptyRule)
	case rounded || p.line.Inexact != nil && p.line.Inexact[column]:
		p.refuse(column, ErrPrecision, roundedRule)
	case rule != "":
		p.refuse(column, ErrCell, rule)
	}
	return text
}

// money is absent where the file has none; the amount must be there.
func (p *plan) money(f field) (m form.Money, given bool) {
	text, column := p.cell(f)
	if column < 0 || f != words.Amount && form.IsAbsent(text) {
		return m, false
	}
	if m, given = form.ParseMoney(text); !given {
		p.refuse(column, ErrCell, form.MoneyRule, text)
	}
	return m, given
}

func (p *plan) moment(f field) time.Time {
	text, column := p.cell(f)
	t, ok := form.ParseMoment(text)
	if !ok {
		p.refuse(column, ErrCell, form.MomentRule, text)
	}
	return t
}

// meaning is what a word means, as it stands or without what exporters vary.
func meaning[T any](known map[string]T, word []byte) (means T, ok bool) {
	if means, ok = known[string(word)]; !ok {
		if means, ok = known[form.PlainName(word)]; ok {
			known[string(word)] = means
		}
	}
	return means, ok
}

// kind reads the type, or the sign of the amount where there is none, and makes the amount of a refund negative.
func (p *plan) kind(o *order) {
	if o.kind = recon.Payment; o.amount.Coef < 0 {
		o.kind = recon.Refund
	}
	text, column := p.cell(words.Type)
	if column < 0 {
		return
	}
	kind, known := meaning(p.kinds, text)
	if !known {
		p.refuse(column, ErrStatus, "an unknown type", text)
	} else if kind == recon.Payment && o.kind == recon.Refund {
		p.refuse(column, ErrCell, "a line with a negative amount is a refund, and the type says that it is none")
	}
	if o.kind = kind; kind == recon.Refund {
		o.amount.Coef = min(o.amount.Coef, -o.amount.Coef)
	}
}

// state reads the status, and sees whether it agrees with the money and the times.
func (p *plan) state(o *order) {
	text, column := p.cell(words.Status)
	known := column < 0 // without the column everything is paid
	if o.meaning = (words.Meaning{Payment: recon.Succeeded, Refund: recon.Refunded}); !known {
		o.meaning, known = meaning(p.states, text)
	}
	payment := o.meaning.Payment
	switch {
	case !known:
		p.refuse(column, ErrStatus, "an unknown status", text)
	case o.refund.Coef != 0 && o.kind == recon.Refund:
		p.refuse(p.head.At[words.Refund][0], ErrCell, "a line that is a refund has no refund of its own")
	case o.refund.Coef != 0 && (payment == recon.Pending || payment == recon.Failed):
		p.refuse(p.head.At[words.Refund][0], ErrCell, "an order that was not paid has no refund")
	case o.at.IsZero() && len(p.head.At[words.Moment]) > 0 && (payment.Moved(recon.Payment) || payment == recon.Refunded || o.refund.Coef != 0):
		p.refuse(p.head.At[words.Moment][0], ErrCell, "an order that was paid must have a time")
	}
	if o.refund.Coef != 0 { // what was given back had come: its own row takes it away again
		o.meaning.Payment = recon.Succeeded
	}
}

// rows gives the order of the line, and its refund. It reports whether to go on.
func (p *plan) rows(o *order) bool {
	if o.kind == recon.Refund {
		return p.row(o, recon.Refund, o.amount, o.meaning.Refund, o.at)
	}
	return p.row(o, recon.Payment, o.amount, o.meaning.Payment, o.at) &&
		(o.refund.Coef == 0 || p.row(o, recon.Refund, o.refund, o.meaning.Refund, o.refundedAt))
}

// row gives one row, when it is asked for.
func (p *plan) row(o *order, kind recon.Kind, m form.Money, state recon.State, at time.Time) bool {
	if p.o.From != 0 || p.o.Through != 0 {
		if at.IsZero() {
			p.Undated++
			return true
		}
		if day := p.o.DayOf(at); day < p.o.From || p.o.Through != 0 && day > p.o.Through {
			p.Outside++
			return true
		}
	}
	if p.o.Keep == nil && p.emit == nil {
		p.add(kind, at)
		return true
	}
	row := Row{File: p.File, Line: p.line.Number, Offset: p.line.Offset, Record: recon.Record{
		Amount: m.Decimal(), Kind: kind, State: state, Time: at, Channel: p.channel(), Unit: p.unit(),
	}}
	p.keys = append(append(append(p.keys[:0], o.keys[0]...), o.keys[1]...), o.keys[2]...)
	keys, number, alt := string(p.keys), len(o.keys[0]), len(o.keys[0])+len(o.keys[1]) // one allocation for all of them
	row.Record.Key, row.Record.AltKeys = keys[:number], recon.AltKeys{keys[number:alt], keys[alt:]}
	for i := range row.Record.Labels {
		if text, column := p.cell(words.Label + field(i)); len(text) > 0 {
			row.Record.Labels[i] = recon.Label{Name: p.head.Names[column], Value: p.texts.Of(text)}
		}
	}
	if o.hasFee && kind == recon.Payment {
		row.Record.Fee = decimal.NewNullDecimal(o.fee.Decimal())
	}
	if p.o.Keep != nil && !p.o.Keep(row) {
		p.Dropped++
		return true
	}
	p.add(kind, at)
	return p.emit == nil || p.emit(row, nil)
}

// channel is a known one, or the word of the file.
func (p *plan) channel() recon.Channel {
	text, _ := p.cell(words.Channel)
	channel, known := meaning(p.channels, text)
	if !known {
		if channel = recon.Channel(p.texts.Of(text)); len(p.channels) < form.MaxTexts {
			p.channels[string(text)] = channel
		}
	}
	return channel
}

func (p *plan) unit() string {
	text, _ := p.cell(words.Unit)
	if unit := p.texts.Of(text); !slices.Contains(words.Yuan, unit) {
		return unit
	}
	return ""
}
