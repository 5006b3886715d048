package console

import (
	"strconv"

	"github.com/shopspring/decimal"

	"github.com/billrecon/billrecon/internal/wire"
	"github.com/billrecon/billrecon/recon"
)

// Statistics are the figures above the list: orders, those that reconciled, and those that failed. What is not reconciled
// yet, reversed or doubtful is in OrderNum alone. Whether they are of the filtered rows or of all is not documented.
// Statistics can be compared with ==.
type Statistics struct {
	// OrderNum is the number of orders (order_num).
	OrderNum int64
	// CountPrice is their sum in fen (count_price.total_fee__sum). Not valid when there were none: null is not 0.
	CountPrice NullFen
	// SuccessBill is the number of reconciled orders (success_bill).
	SuccessBill int64
	// SuccessPrice is their sum in fen (success_price.total_fee__sum). Not valid when there were none.
	SuccessPrice NullFen
	// FailBill is the number of orders in exception (fail_bill).
	FailBill int64
	// FailPrice is their sum in fen (fail_price.total_fee__sum). Not valid when there were none.
	FailPrice NullFen
}

// StatisticsOf are the figures of a recon.Result that the console shows: StatisticsOf(result.Statistics()). A sum that is not
// whole fen, or beyond 64 bits, is [ErrInvalidRequest].
func StatisticsOf(s recon.Statistics) (Statistics, error) {
	out := Statistics{OrderNum: s.Orders.Count, SuccessBill: s.Success.Count, FailBill: s.Fail.Count}
	for _, sum := range []struct {
		yuan decimal.NullDecimal
		fen  *NullFen
	}{{s.Orders.Sum(), &out.CountPrice}, {s.Success.Sum(), &out.SuccessPrice}, {s.Fail.Sum(), &out.FailPrice}} {
		if !sum.yuan.Valid {
			continue
		}
		fen, err := FenOf(sum.yuan.Decimal)
		if err != nil {
			return Statistics{}, err
		}
		*sum.fen = NewNullFen(fen)
	}
	return out, nil
}

// MarshalJSON gives the console's shape; a sum that is absent is null.
func (s Statistics) MarshalJSON() ([]byte, error) {
	w := rowWriter{buf: make([]byte, 0, 224)}
	w.int("order_num", s.OrderNum)
	w.raw("count_price", price(s.CountPrice))
	w.int("success_bill", s.SuccessBill)
	w.raw("success_price", price(s.SuccessPrice))
	w.int("fail_bill", s.FailBill)
	w.raw("fail_price", price(s.FailPrice))
	return w.close(nil)
}

func price(sum NullFen) string { return `{"total_fee__sum":` + sum.String() + `}` }

// UnmarshalJSON reads the console's shape. Without the three counts it is [ErrMalformedResponse]; a sum may be missing.
func (s *Statistics) UnmarshalJSON(data []byte) error {
	return unmarshal("Statistics", data, s, func(r *wire.Reader, _ rowOptions, s *Statistics, unknown *wire.Unknown) {
		s.read(r, unknown)
	})
}

// String shows the figures in one line, the sums in fen.
func (s Statistics) String() string {
	part := func(count int64, sum NullFen) string {
		return strconv.FormatInt(count, 10) + " (" + sum.String() + " fen)"
	}
	return part(s.OrderNum, s.CountPrice) + ", " + part(s.SuccessBill, s.SuccessPrice) + " reconciled, " +
		part(s.FailBill, s.FailPrice) + " failed"
}

// Members of statistics, as bits of the ones seen.
const (
	statsOrderNum = 1 << iota
	statsCountPrice
	statsSuccessBill
	statsSuccessPrice
	statsFailBill
	statsFailPrice

	statsCounts = statsOrderNum | statsSuccessBill | statsFailBill
)

func (s *Statistics) read(r *wire.Reader, unknown *wire.Unknown) {
	seen := 0
	for ok := r.Object(); ok && r.Next(); {
		bit, has := s.member(r, unknown)
		if seen&bit != 0 {
			r.Twice()
		}
		if has {
			seen |= bit
		}
	}
	if seen&statsCounts != statsCounts {
		r.Fail("has not all of order_num, success_bill and fail_bill")
	}
}

// member reads one member and answers its bit, 0 for an unknown one, and whether it has a value.
func (s *Statistics) member(r *wire.Reader, unknown *wire.Unknown) (bit int, has bool) {
	switch string(r.Name()) {
	case "order_num":
		s.OrderNum, has = readCount(r)
		return statsOrderNum, has
	case "count_price":
		s.CountPrice = readPrice(r, unknown)
		return statsCountPrice, true
	case "success_bill":
		s.SuccessBill, has = readCount(r)
		return statsSuccessBill, has
	case "success_price":
		s.SuccessPrice = readPrice(r, unknown)
		return statsSuccessPrice, true
	case "fail_bill":
		s.FailBill, has = readCount(r)
		return statsFailBill, has
	case "fail_price":
		s.FailPrice = readPrice(r, unknown)
		return statsFailPrice, true
	}
	unknown.AddField(r.Name())
	return 0, false
}

// readPrice reads {"total_fee__sum":…}. null, "", [] and {} are absent.
func readPrice(r *wire.Reader, unknown *wire.Unknown) (sum NullFen) {
	if r.Empty() {
		return sum
	}
	seen := false
	for ok := r.Object(); ok && r.Next(); {
		if string(r.Name()) != "total_fee__sum" {
			unknown.AddField(r.Name())
			continue
		}
		if seen {
			r.Twice()
		}
		sum, seen = readFen(r), true
	}
	return sum
}
