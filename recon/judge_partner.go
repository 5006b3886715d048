package recon

import (
	"time"

	"github.com/billrecon/billrecon/recon/internal/partner"
)

// relation is bills and orders of which any two may be paired.
type relation = partner.Relation[*row]

// The kinds of facts, beside the amount, in which partners can agree.
const (
	stateFact = iota + 1
	feeFact
	altKeyFact
)

func (r *row) time() time.Time { return r.Time }

// facts are what a row can have in common with its partner.
func (j *judge) facts(r *row, bill bool) (facts partner.Facts) {
	facts[0] = partner.Fact{Kind: stateFact, Number: int64(r.State)}
	fee := r.Fee
	if !bill {
		fee = j.scheduledFee(r)
	}
	if fee.Valid {
		key := amountKeyOf(fee.Decimal)
		facts[1] = partner.Fact{Kind: feeFact, Number: key.fen, Text: key.text}
	}
	for i, alt := range r.AltKeys {
		if alt != "" {
			facts[2+i] = partner.Fact{Kind: altKeyFact, Number: int64(i), Text: alt}
		}
	}
	return facts
}
