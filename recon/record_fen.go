package recon

import (
	"github.com/billrecon/billrecon/recon/internal/exact"
	"github.com/billrecon/billrecon/recon/internal/price"
)

// fens are the amounts of a record in whole fen. What is not given, or not whole, is 0.
type fens struct {
	amount, fee, income int64
	given, whole        fields
}

// fields is a set of the amounts of a record.
type fields uint8

const (
	amountField fields = 1 << iota
	feeField
	incomeField
)

func (r *Record) fens() (f fens) {
	var whole bool
	f.given = amountField
	if f.amount, whole = exact.Fen(r.Amount); whole {
		f.whole |= amountField
	}
	if r.Fee.Valid {
		f.given |= feeField
		if f.fee, whole = exact.Fen(r.Fee.Decimal); whole {
			f.whole |= feeField
		}
	}
	if r.Income.Valid {
		f.given |= incomeField
		if f.income, whole = exact.Fen(r.Income.Decimal); whole {
			f.whole |= incomeField
		}
	}
	return f
}

// odd reports whether an amount is given that is not whole fen.
func (f *fens) odd() bool { return f.whole != f.given }

// lane is the fee as a lane holds it.
func (f *fens) lane() price.Fee {
	if f.given&feeField == 0 {
		return 0
	}
	return price.NewFee(f.fee, f.given&incomeField != 0)
}

// ownIncome reports whether the income of a row with a fee is amount − fee, where it is given.
func (f *fens) ownIncome() bool {
	return f.given&incomeField == 0 || small(f.amount) && small(f.fee) && f.amount-f.fee == f.income
}

// small reports whether fen can be added without overflow.
func small(fen int64) bool { return fen < 1<<62 && fen > -1<<62 }

func abs(n int64) int64 { return max(n, -n) }

// plain reports whether a record can be part of a plain pair: it moved CNY, its amounts are whole fen, its amount has the sign of its kind,
// its fee fits into a lane, and its income is amount − fee. An income without a fee is nothing to judge on the bills' side while the
// orders have none.
func (r *Record) plain(f *fens, bills bool) bool {
	switch {
	case r.State != Succeeded || r.Manual || r.Unit != "" && r.Unit != CNY || r.Kind > Reversal || f.odd():
		return false
	case f.amount != 0 && (f.amount < 0) != (r.Kind != Payment):
		return false
	case f.given&feeField == 0:
		return bills || f.given&incomeField == 0
	}
	return abs(f.fee) <= price.MaxFee && f.ownIncome()
}
