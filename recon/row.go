package recon

import (
	"cmp"

	"github.com/shopspring/decimal"
)

// row is a record that has to be looked at: it is not part of a plain pair.
type row struct {
	Record
	at    int  // index in the caller's slice, or in the pool's
	pool  bool // it is one of the pool's
	since Day  // the day that a row counts from whose Time does not say; zero for none
	fen   fens
	hash  uint64

	asMoved bool // a payment in State Refunded that counts as moved: rows of refunds say what went back
	twin    bool // a row of its side, amount and kind was settled under its key
	part    bool // other rows of its key were settled
	like    bool // it is fresh, and says the same as a held one
	cut     bool // the search for its partners was cut short
	settled bool
}

// look notes what the amounts are in fen, and the hash.
func (r *row) look() {
	r.fen = r.fens()
	r.hash = r.hashOf(&r.fen)
}

// newRow is a row of the caller's, looked at.
func newRow(r *Record, at int) *row {
	n := &row{Record: *r, at: at}
	n.look()
	return n
}

func (r *row) moved() bool { return r.asMoved || r.State.Moved(r.Kind) }

func (r *row) key() string { return r.Key }

// countsMoved is a payment in State Refunded that counts as moved.
func (r *row) countsMoved() bool { return r.asMoved }

// returned is a payment that came and went.
func (r *row) returned() bool { return r.State == Refunded && r.Kind == Payment && !r.asMoved }

func (r *row) alive() bool { return r.moved() || r.returned() }

func (r *row) unpaid() bool { return !r.alive() }

func (r *row) unsettled() bool { return !r.settled }

// Gone reports whether the row is settled: see package partner.
func (r *row) Gone() bool { return r.settled }

func (r *row) untimed() bool { return r.Time.IsZero() }

// apart is a row that is never settled or left together with others.
func (r *row) apart() bool { return r.Manual || r.State == Unknown }

// older orders rows by time, those without one last; then by the day since which they have been held, where their Time does not say what
// day they count from, the longest first; then by what they say. Rows of equal content can stand for one another: the held one comes first.
func older(a, b *row) int {
	return cmp.Or(
		compareBool(a.untimed(), b.untimed()),
		a.Time.Compare(b.Time),
		-compareBool(a.since != 0, b.since != 0),
		cmp.Compare(a.since, b.since),
		cmp.Compare(a.hash, b.hash),
		-compareBool(a.pool, b.pool),
		cmp.Compare(a.at, b.at),
	)
}

func compareBool(a, b bool) int { return cmp.Compare(boolByte(a), boolByte(b)) }

func (r *row) amount() decimal.Decimal { return r.Amount }

// worth is what the row moved.
func (r *row) worth() decimal.Decimal {
	if !r.moved() {
		return decimal.Zero
	}
	return r.Amount
}

// place is where a row stands among all rows of its side, with the pool's counted down from −1
// until the number of the caller's rows is known.
func (r *row) place() int {
	if r.pool {
		return ^r.at
	}
	return r.at
}

// byPlace orders rows by where they stand, the caller's before the pool's.
func byPlace(a, b *row) int {
	return cmp.Or(compareBool(a.pool, b.pool), cmp.Compare(a.at, b.at))
}
