package recon_test

import (
	"fmt"
	"strings"
	"time"

	"github.com/shopspring/decimal"

	"github.com/billrecon/billrecon/recon"
)

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

func anyRow(rows []row, is func(row) bool) bool {
	for _, r := range rows {
		if is(r) {
			return true
		}
	}
	return false
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

func rowsOf(s side, recs []recon.Record, pool []recon.PoolRow) []row {
	var rows []row
	for i, rec := range recs {
		rows = append(rows, row{side: s, at: i, rec: rec})
	}
	for i, p := range pool {
		rows = append(rows, row{side: s, at: len(recs) + i, rec: p.Record, pool: true, since: p.Since})
	}
	return rows
}

// report prints an input so that it can be read and typed in again.
func report(in input, diff string) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n--- rows\n", diff)
	u := universeOf(in)
	for _, s := range []side{billSide, orderSide} {
		for _, r := range u[s] {
			fmt.Fprintf(&b, "%d %s\n", r.at, r.content())
		}
	}
	rules := in.rules
	rules.Pool = recon.Pool{BillDate: in.rules.Pool.BillDate}
	fmt.Fprintf(&b, "--- rules %+v", rules)
	if rules.AmountTime != nil {
		fmt.Fprintf(&b, " amount-time %+v", *rules.AmountTime)
	}
	if rules.Fees != nil {
		fmt.Fprintf(&b, " fees %+v", *rules.Fees)
	}
	return b.String()
}

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
