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
	word                []byte // of the status or the type column, when it is unknown
	at, refundedAt      time.Time
	unit                []byte
}

// cell is the first cell of a field that is not empty, cleaned, and its column; -1 when the file has none.
func (p *plan) cell(line *Line, f field) (text []byte, column int) {
	columns := p.head.At[f]
	if len(columns) == 0 {
		return nil, -1
	}
	for _, column = range columns {
		if text = form.Clean(line.Cells[column]); len(text) > 0 {
			break
		}
	}
	return text, column
}

// bad is a line, or a cell of it, that breaks a rule. In a CSV file a line break there may be the end of a line that a damaged quote
// took in: how many orders are lost nobody knows.
func (p *plan) bad(line *Line, column int, rule string, kind error) *Error {
	e := &Error{File: p.name, Line: line.Number, Offset: line.Offset, Rule: rule, kind: kind}
	cells := line.Cells
	if column >= 0 {
		e.Column, cells = p.head.Names[column], cells[column:column+1]
	}
	_, csv := p.source.(csvSource)
	e.ends = csv && slices.ContainsFunc(cells, func(cell []byte) bool { return bytes.ContainsAny(cell, "\r\n") })
	if e.ends {
		e.kind = ErrLine
		e.Rule += "; it may hold other lines, since it has a line break: a quote is not closed, or the line ends are of several kinds"
	}
	return e
}

// read takes in one line that has a cell for every column.
func (p *plan) read(line *Line, o *order) (bad *Error) {
	for i, f := range [...]field{words.Number, words.AltKey, words.AltKey + 1} {
		if o.keys[i], bad = p.key(line, f); bad != nil {
			return bad
		}
	}
	if o.amount, _, bad = p.money(line, words.Amount); bad != nil {
		return bad
	}
	if o.refund, _, bad = p.money(line, words.Refund); bad != nil {
		return bad
	}
	if o.fee, o.hasFee, bad = p.money(line, words.Fee); bad != nil {
		return bad
	}
	if o.at, bad = p.moment(line, words.Moment); bad != nil {
		return bad
	}
	if o.refundedAt, bad = p.moment(line, words.RefundTime); bad != nil {
		return bad
	}
	o.unit, _ = p.cell(line, words.Unit)
	if bad = p.kind(line, o); bad != nil {
		return bad
	}
	return p.state(line, o)
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
func (p *plan) kind(line *Line, o *order) *Error {
	text, column := p.cell(line, words.Type)
	if o.kind = recon.Payment; o.amount.Coef < 0 {
		o.kind = recon.Refund
	}
	if column < 0 {
		return nil
	}
	kind, known := meaning(p.kinds, text)
	switch {
	case !known:
		o.word = text
		return p.bad(line, column, "an unknown type"+form.Quote(text), ErrStatus)
	case kind == recon.Payment && o.amount.Coef < 0:
		return p.bad(line, column, "a line with a negative amount is a refund, and the type says that it is none", ErrCell)
	case o.amount.Coef > 0 && kind == recon.Refund:
		o.amount.Coef = -o.amount.Coef
	}
	o.kind = kind
	return nil
}

const emptyRule = "the order number is empty"

const roundedRule = "the order number was turned into a number and has lost its last digits: export the file again with this column as " +
	"text (in Excel: mark the column, choose the format Text before the numbers come in, then save as CSV UTF-8)"

func (p *plan) key(line *Line, f field) ([]byte, *Error) {
	text, column := p.cell(line, f)
	switch {
	case column < 0 || f != words.Number && form.IsAbsent(text):
		return nil, nil
	case len(text) == 0 && line.Number == p.head.Line+1:
		return nil, p.bad(line, column, emptyRule+"; if the head has merged cells or several lines, leave one line with one name for each column", ErrCell)
	case len(text) == 0:
		return nil, p.bad(line, column, emptyRule, ErrCell)
	}
	rule, rounded := form.CheckCode(text)
	if rounded || line.Inexact != nil && line.Inexact[column] {
		return nil, p.bad(line, column, roundedRule, ErrPrecision)
	} else if rule != "" {
		return nil, p.bad(line, column, rule, ErrCell)
	}
	return text, nil
}

// money is absent where the file has none; the amount must be there.
func (p *plan) money(line *Line, f field) (m form.Money, given bool, bad *Error) {
	text, column := p.cell(line, f)
	if column < 0 || f != words.Amount && form.IsAbsent(text) {
		return m, false, nil
	}
	if m, given = form.ParseMoney(text); !given {
		bad = p.bad(line, column, form.MoneyRule+form.Quote(text), ErrCell)
	}
	return m, given, bad
}

func (p *plan) moment(line *Line, f field) (time.Time, *Error) {
	text, column := p.cell(line, f)
	if column < 0 {
		return time.Time{}, nil
	}
	t, ok := form.ParseMoment(text)
	if !ok {
		return t, p.bad(line, column, form.MomentRule+form.Quote(text), ErrCell)
	}
	return t, nil
}

// state reads the status, and sees whether it agrees with the money and the times.
func (p *plan) state(line *Line, o *order) *Error {
	text, column := p.cell(line, words.Status)
	known := column < 0 // without the column everything is paid
	if o.meaning = (words.Meaning{Payment: recon.Succeeded, Refund: recon.Refunded}); !known {
		o.meaning, known = meaning(p.states, text)
	}
	payment := o.meaning.Payment
	switch {
	case !known:
		o.word = text
		return p.bad(line, column, "an unknown status"+form.Quote(text), ErrStatus)
	case o.refund.Coef != 0 && o.kind == recon.Refund:
		return p.bad(line, p.head.At[words.Refund][0], "a line that is a refund has no refund of its own", ErrCell)
	case o.refund.Coef != 0 && (payment == recon.Pending || payment == recon.Failed):
		return p.bad(line, p.head.At[words.Refund][0], "an order that was not paid has no refund", ErrCell)
	case o.at.IsZero() && len(p.head.At[words.Moment]) > 0 && (payment.Moved(recon.Payment) || payment == recon.Refunded || o.refund.Coef != 0):
		return p.bad(line, p.head.At[words.Moment][0], "an order that was paid must have a time", ErrCell)
	}
	if o.refund.Coef != 0 { // what was given back had come: its own row takes it away again
		o.meaning.Payment = recon.Succeeded
	}
	return nil
}

// rows gives the order of a line, and its refund. It reports whether to go on.
func (p *plan) rows(line *Line, o *order) bool {
	if o.kind == recon.Refund {
		return p.row(line, o, recon.Refund, o.amount, o.meaning.Refund, o.at)
	}
	if !p.row(line, o, recon.Payment, o.amount, o.meaning.Payment, o.at) {
		return false
	}
	if o.refund.Coef == 0 {
		return true
	}
	if o.refund.Coef > 0 {
		o.refund.Coef = -o.refund.Coef
	}
	if !o.refundedAt.IsZero() {
		o.at = o.refundedAt
	}
	return p.row(line, o, recon.Refund, o.refund, o.meaning.Refund, o.at)
}

// row gives one row, when it is asked for.
func (p *plan) row(line *Line, o *order, kind recon.Kind, m form.Money, state recon.State, at time.Time) bool {
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
	row := Row{File: p.name, Line: line.Number, Offset: line.Offset, Record: recon.Record{
		Amount: m.Decimal(), Kind: kind, State: state, Time: at, Channel: p.channel(line), Unit: p.unit(o.unit),
	}}
	p.keys = append(append(append(p.keys[:0], o.keys[0]...), o.keys[1]...), o.keys[2]...)
	keys, number, alt := string(p.keys), len(o.keys[0]), len(o.keys[0])+len(o.keys[1]) // one allocation for all of them
	row.Record.Key, row.Record.AltKeys = keys[:number], recon.AltKeys{keys[number:alt], keys[alt:]}
	for i := range row.Record.Labels {
		if text, column := p.cell(line, words.Label+field(i)); len(text) > 0 {
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
	return p.emit == nil || p.emit(row)
}

// channel is a known one, or the word of the file.
func (p *plan) channel(line *Line) recon.Channel {
	text, _ := p.cell(line, words.Channel)
	name, ok := p.channels[string(text)]
	if !ok {
		if name, ok = words.Channels[form.PlainName(text)]; !ok {
			name = recon.Channel(p.texts.Of(text))
		}
		if len(p.channels) < form.MaxTexts {
			p.channels[string(text)] = name
		}
	}
	return name
}

func (p *plan) unit(text []byte) string {
	switch unit := p.texts.Of(text); unit {
	case "人民币", "元", "RMB", recon.CNY:
		return ""
	default:
		return unit
	}
}
