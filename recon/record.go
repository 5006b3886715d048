package recon

import (
	"time"

	"github.com/shopspring/decimal"
)

// Record is what matching sees of a bill row or of an order.
// The zero values are the common case: a successful payment in CNY, with no fee known.
type Record struct {
	// Key is the strongest common number, normally the merchant's order number.
	// It is compared byte by byte. An empty Key matches nothing.
	Key string
	// AltKeys are fallbacks in order of strength. AltKeys[i] of a bill is compared with AltKeys[i] of an order only,
	// and only for rows that no stronger key has claimed. Empty ones match nothing.
	AltKeys AltKeys
	// Amount is signed from the merchant's side: a payment is positive, a refund or reversal negative. Unit as in Unit (CNY: yuan).
	// It is exact. At most 100 digits and an exponent within ±100, of Fee and Income too: Match refuses what is beyond.
	Amount decimal.Decimal
	// Fee is the provider's charge, positive when the merchant pays it. Absent is not zero: an absent fee is not compared.
	Fee decimal.NullDecimal
	// Income is what reaches the merchant, Amount − Fee. Absent is not compared.
	Income decimal.NullDecimal
	// Unit names what Amount counts: "CNY" when empty. Amounts of different units are never added.
	Unit string
	// Kind says whether the row takes money in or gives it back. Matching trusts the sign of Amount, and reports a contradiction.
	Kind Kind
	// State is what the row's own system says became of it.
	State State
	// Time places the row in a bill day, and serves the amount-and-time pass. The zero Time is unknown.
	Time time.Time
	// Channel is how it was paid. It is carried along, never compared.
	Channel Channel
	// Manual rows are proposed and never settled: their group is NotDue, its findings kept. Within Rules.Hold they stay in the
	// pool, as unpaid rows do, so that the other side's row meets them when it comes.
	Manual bool
	// Labels are the caller's own: a store (门店), a cashier, a device. They are carried along, into the pool too, and never compared:
	// rows that differ in nothing else are equal.
	Labels [4]Label
}

// Label is a name and a value of the caller's, for reports. The zero Label is none.
type Label struct{ Name, Value string }

// maxLabels is the largest number of labels of one row.
const maxLabels = len(Record{}.Labels)

// AltKeys are up to two alternative keys of a Record, at fixed places. An empty one is absent.
type AltKeys [2]string

// maxAltKeys is the largest number of AltKeys of one row.
const maxAltKeys = len(AltKeys{})

// given are the keys up to the last one that is not empty.
func (k *AltKeys) given() []string { return trimmed(k[:]) }

// trimmed is list without the zero values at its end.
func trimmed[T comparable](list []T) []T {
	var zero T
	for len(list) > 0 && list[len(list)-1] == zero {
		list = list[:len(list)-1]
	}
	return list
}

// UnitOrCNY is Unit, or "CNY" when it is empty.
func (r Record) UnitOrCNY() string {
	if r.Unit == "" {
		return CNY
	}
	return r.Unit
}

// CNY is the unit of a Record that names none: Chinese yuan.
const CNY = "CNY"
