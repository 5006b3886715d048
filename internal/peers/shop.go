// Package peers measures this project beside what else one could use: a map, sonic, DuckDB. It is a module of its own, which nothing imports:
// what it needs is heavy. Read docs/performance.md and docs/scale.md for the results, and README.md here for the commands.
package peers

import (
	"fmt"
	"iter"
	"math/rand/v2"
	"time"

	"github.com/billrecon/billrecon/recon"
	"github.com/shopspring/decimal"
)

// Bill is a bill as a provider has it: amounts in fen, times in seconds.
type Bill struct {
	SN, Merchant       string
	Created            int64
	Total, Fee, Income int64
	Paid               bool
}

// Order is an order as a shop has it.
type Order struct {
	Number string
	Placed int64
	Amount int64 // of a refund negative
	Paid   bool
}

// Record is what a shop writes.
func (o Order) Record() recon.Record {
	r := recon.Record{Key: o.Number, Amount: decimal.New(o.Amount, -2), Time: time.Unix(o.Placed, 0).In(zone)}
	if !o.Paid {
		r.State = recon.Pending
	}
	if o.Amount < 0 {
		r.Kind = recon.Refund
	}
	return r
}

// RatePPM is the agreed price: 0.38 %, half up.
const RatePPM = 3800

// FeeOf is the agreed fee of an amount, both in fen.
func FeeOf(fen int64) int64 {
	if fen < 0 {
		return -FeeOf(-fen)
	}
	return (fen*RatePPM + 500_000) / 1_000_000
}

var (
	zone  = time.FixedZone("UTC+8", 8*3600)
	start = time.Date(2026, 11, 1, 0, 0, 0, 0, zone)
)

// Rules are those of the shop: its fees with a fen of tolerance, and a month whose bills are proven.
func Rules() recon.Rules {
	return recon.Rules{
		BillsUntil: start.AddDate(0, 1, 0), Hold: 1, Workers: 1,
		Fees: &recon.FeeSchedule{RatePPM: RatePPM}, FeeTolerance: recon.Tolerance{Absolute: decimal.New(1, -2)},
	}
}

// Bills are those of a month of n payments, in the order of their time.
func Bills(n int) iter.Seq[Bill] {
	return func(yield func(Bill) bool) {
		for i := range n {
			bills, _ := payment(i, n)
			for _, b := range bills {
				if !yield(b) {
					return
				}
			}
		}
	}
}

// Orders are those of the same month, in no order. They are made on the way: a process that writes a million of them stays small.
func Orders(n int) iter.Seq[Order] {
	step := 1_299_709 // a prime: every payment comes once
	for n%step == 0 {
		step += 2
	}
	return func(yield func(Order) bool) {
		for k, at := 0, 0; k < n; k++ {
			at = (at + step) % n
			_, orders := payment(at, n)
			for _, o := range orders {
				if !yield(o) {
					return
				}
			}
		}
	}
}

// payment makes the rows of payment i of n. Of a thousand 970 are clean; the others are unpaid, reversed, refunded on one side, charged twice, of
// another amount, or on one side only.
func payment(i, n int) (bills []Bill, orders []Order) {
	r := rand.New(rand.NewPCG(7, uint64(i)))
	at := start.Unix() + int64(float64(i)/float64(n)*30*86400)
	fen := int64(100 + r.ExpFloat64()*4500)
	if r.IntN(3) > 0 {
		fen = max(fen/50*50, 100) // prices like a shop's
	}
	o := Order{Number: time.Unix(at, 0).In(zone).Format("20060102150405") + fmt.Sprintf("%08d", uint64(i)*48271%100_000_000), Placed: at - 3, Amount: fen, Paid: true}
	bill := func(total int64, paid bool) {
		b := Bill{SN: fmt.Sprintf("%03d%017d", len(bills), i), Merchant: o.Number, Created: at, Total: total, Income: total, Paid: paid}
		if paid {
			b.Fee = FeeOf(total)
			b.Income -= b.Fee
		}
		bills = append(bills, b)
	}
	back, unpaid := o, o
	back.Amount, unpaid.Paid = -fen, false
	orders = []Order{o}
	switch p := r.IntN(1000); {
	case p < 5: // unpaid, and the bill says so
		orders = []Order{unpaid}
		bill(fen, false)
	case p < 10: // unpaid, without a bill
		orders = []Order{unpaid}
	case p < 13: // paid and reversed on both sides
		bill(fen, true)
		bill(-fen, true)
		orders = append(orders, back)
	case p < 15: // refunded in the books alone
		bill(fen, true)
		orders = append(orders, back)
	case p < 20: // charged twice
		bill(fen, true)
		bill(fen, true)
	case p < 25: // another amount
		bill(fen+int64(1+r.IntN(500)), true)
	case p < 27: // a bill alone
		bill(fen, true)
		orders = nil
	case p < 30: // an order alone
	default:
		bill(fen, true)
	}
	return bills, orders
}
