package recon_test

import (
	"fmt"
	"math/big"
	"strings"
	"time"

	"github.com/shopspring/decimal"

	"github.com/billrecon/billrecon/recon"
)

// The oracle is the slow twin of the engine: nested loops, exact fractions, every subset tried.
// It is written from the description of what matching means, and shares no code with the engine.

// side is one of the two sides of a match.
type side uint8

const (
	billSide side = iota
	orderSide
)

func (s side) String() string { return [...]string{"bill", "order"}[s] }

// row is a record with its place: at is its index among all rows of its side, the caller's first and then the pool's.
type row struct {
	side  side
	at    int
	rec   recon.Record
	pool  bool
	since recon.Day
}

func (r row) moved() bool {
	s, k := r.rec.State, r.rec.Kind
	return s == recon.Succeeded || s == recon.Unknown || (s == recon.Refunded && k != recon.Payment)
}

// alive says that the row moved money at some time, even when it came and went.
func (r row) alive() bool { return r.moved() || r.returned() }

// returned is a payment that was given back in full.
func (r row) returned() bool { return r.rec.State == recon.Refunded && r.rec.Kind == recon.Payment }

func (r row) unit() string {
	if r.rec.Unit == "" {
		return "CNY"
	}
	return r.rec.Unit
}

// worth is the amount that counts.
func (r row) worth() *big.Rat {
	if !r.moved() {
		return new(big.Rat)
	}
	return r.rec.Amount.Rat()
}

// older says that a comes before b when rows must be singled out: pool rows first, then by time.
func (r row) older(b row) bool {
	if r.pool != b.pool {
		return r.pool
	}
	return r.rec.Time.Before(b.rec.Time)
}

// content writes all that a row says, so that rows which say the same can stand for one another.
func (r row) content() string {
	var b strings.Builder
	rec := r.rec
	fmt.Fprintf(&b, "%s key=%q amount=%s unit=%s kind=%d state=%d", r.side, rec.Key, rec.Amount.Rat().RatString(), r.unit(), rec.Kind, rec.State)
	for i, alt := range rec.AltKeys {
		if alt != "" {
			fmt.Fprintf(&b, " alt%d=%q", i, alt)
		}
	}
	writeOptional(&b, "fee", rec.Fee)
	writeOptional(&b, "income", rec.Income)
	if !rec.Time.IsZero() {
		fmt.Fprintf(&b, " time=%s", rec.Time.UTC().Format(time.RFC3339Nano))
	}
	if rec.Channel != "" {
		fmt.Fprintf(&b, " channel=%s", rec.Channel)
	}
	if rec.Manual {
		b.WriteString(" manual")
	}
	if r.pool {
		fmt.Fprintf(&b, " pool since=%s", r.since)
	}
	return b.String()
}

func writeOptional(b *strings.Builder, name string, d decimal.NullDecimal) {
	if d.Valid {
		fmt.Fprintf(b, " %s=%s", name, d.Decimal.Rat().RatString())
	}
}

// net is what moved, as exact fractions.
type net struct{ bill, order *big.Rat }

// group is the oracle's answer for some rows.
type group struct {
	bills, orders []row
	verdict       recon.Verdict
	// open are bits that the description leaves open for this group: they are not compared.
	open recon.Verdict
	pass recon.Pass
	key  string
	nets map[string]net
	fee  *net
	// excess are the answers allowed for the surplus rows, each a list of rows of one side; nil when none are named.
	excess [][]row
	// fits are the amount multisets that answer a subset search equally, each with its side.
	fits []fit
	// inWindow says that a one-sided group is not yet too old.
	inWindow bool
}

// fit is one answer of a subset search.
type fit struct {
	side side
	rows []row
}

func (g group) twoSided() bool { return len(g.bills) > 0 && len(g.orders) > 0 }

func (g group) all() []row { return append(append([]row(nil), g.bills...), g.orders...) }

func (g group) is(bits recon.Verdict) bool { return g.verdict&bits != 0 }

// outcome puts the findings into their fixed order of precedence.
func (g group) outcome() recon.Outcome {
	table := precedence
	if !g.twoSided() {
		table = oneSidedPrecedence
	}
	for _, p := range table {
		if g.is(p.bits) {
			return p.outcome
		}
	}
	return recon.Matched
}

type ranked struct {
	bits    recon.Verdict
	outcome recon.Outcome
}

var oneSidedPrecedence = []ranked{
	{recon.ManualRow, recon.NotDue},
	{recon.NotPaid, recon.NotDue},
	{recon.Reverted, recon.Reversed},
	{recon.Held | recon.Incomplete | recon.AmbiguousMatch, recon.Doubtful},
	{recon.NoOrder, recon.BillOnly},
	{recon.NoBill, recon.OrderOnly},
}

var precedence = []ranked{
	{recon.ManualRow, recon.NotDue},
	{recon.Incomplete, recon.Doubtful},
	{recon.FoundUnit, recon.UnitMismatch},
	{recon.FoundState, recon.StateMismatch},
	{recon.FoundDuplicateBill, recon.DuplicateBill},
	{recon.FoundDuplicateOrder, recon.DuplicateOrder},
	{recon.AmbiguousMatch, recon.Doubtful},
	{recon.FoundAmountOver, recon.AmountOver},
	{recon.FoundAmountShort, recon.AmountShort},
	{recon.FoundFee, recon.FeeMismatch},
	{recon.FoundIncome, recon.IncomeMismatch},
	{recon.NotPaid, recon.NotDue},
	{recon.StateUnknown, recon.Doubtful},
	{recon.Reverted, recon.Reversed},
}

// exception says whether the console would show the outcome as 异常.
func exception(o recon.Outcome) bool { return consoleStatus[o] == recon.StatusException }

var consoleStatus = map[recon.Outcome]recon.Status{
	recon.Matched:        recon.StatusReconciled,
	recon.AmountOver:     recon.StatusException,
	recon.AmountShort:    recon.StatusException,
	recon.FeeMismatch:    recon.StatusException,
	recon.IncomeMismatch: recon.StatusException,
	recon.StateMismatch:  recon.StatusException,
	recon.UnitMismatch:   recon.StatusException,
	recon.DuplicateBill:  recon.StatusException,
	recon.DuplicateOrder: recon.StatusException,
	recon.BillOnly:       recon.StatusException,
	recon.OrderOnly:      recon.StatusException,
	recon.Reversed:       recon.StatusReversed,
	recon.Doubtful:       recon.StatusDoubtful,
	recon.NotDue:         recon.StatusUnreconciled,
}

// sumOf adds what counts, exactly.
func sumOf(rows []row) *big.Rat {
	s := new(big.Rat)
	for _, r := range rows {
		s.Add(s, r.worth())
	}
	return s
}

func anyRow(rows []row, is func(row) bool) bool {
	for _, r := range rows {
		if is(r) {
			return true
		}
	}
	return false
}

func only(rows []row, is func(row) bool) []row {
	var out []row
	for _, r := range rows {
		if is(r) {
			out = append(out, r)
		}
	}
	return out
}

// billDay counts the bill day of an instant: the civil date, and one more from the cut on.
func billDay(t time.Time, rules recon.Rules) int {
	loc := rules.Location
	if loc == nil {
		loc = time.FixedZone("UTC+8", 8*3600)
	}
	t = t.In(loc)
	day := int(time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, time.UTC).Unix() / 86400)
	clock := time.Duration(t.Hour())*time.Hour + time.Duration(t.Minute())*time.Minute +
		time.Duration(t.Second())*time.Second + time.Duration(t.Nanosecond())
	if rules.CutOff > 0 && clock >= rules.CutOff {
		day++
	}
	return day
}
