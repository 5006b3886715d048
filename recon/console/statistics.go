package console

import (
	"fmt"
	"strconv"

	"github.com/shopspring/decimal"

	"github.com/billrecon/billrecon/internal/row"
	"github.com/billrecon/billrecon/internal/transport"
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

// MarshalJSON returns the console's shape; a sum that is absent is null.
func (s Statistics) MarshalJSON() ([]byte, error) {
	return fmt.Appendf(nil, `{"order_num":%d,"count_price":{"total_fee__sum":%v},"success_bill":%d,"success_price":{"total_fee__sum":%v},`+
		`"fail_bill":%d,"fail_price":{"total_fee__sum":%v}}`,
		s.OrderNum, s.CountPrice, s.SuccessBill, s.SuccessPrice, s.FailBill, s.FailPrice), nil
}

// UnmarshalJSON reads the console's shape. Without the three counts it is [ErrMalformedResponse]; a sum may be missing.
func (s *Statistics) UnmarshalJSON(data []byte) error {
	in := row.Input{Reader: wire.NewReader(data)}
	if in.Null() {
		return nil // the convention of package json
	}
	var read Statistics
	read.read(&in)
	in.End()
	if err := in.Err(); err != nil {
		return transport.Errorf(provider, ErrMalformedResponse, "Statistics: %w", err)
	}
	*s = read
	return nil
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

func (s *Statistics) read(in *row.Input) {
	seen := 0
	for ok := in.Object(); ok && in.Next(); {
		bit, has := s.member(in)
		if seen&bit != 0 {
			in.Twice()
		}
		if has {
			seen |= bit
		}
	}
	if seen&statsCounts != statsCounts {
		in.Fail("has not all of order_num, success_bill and fail_bill")
	}
}

// member reads one member and returns its bit, 0 for an unknown one, and whether it has a value.
func (s *Statistics) member(in *row.Input) (bit int, has bool) {
	switch string(in.Name()) {
	case "order_num":
		s.OrderNum, has = readCount(in.Reader)
		return statsOrderNum, has
	case "count_price":
		s.CountPrice = readPrice(in)
		return statsCountPrice, true
	case "success_bill":
		s.SuccessBill, has = readCount(in.Reader)
		return statsSuccessBill, has
	case "success_price":
		s.SuccessPrice = readPrice(in)
		return statsSuccessPrice, true
	case "fail_bill":
		s.FailBill, has = readCount(in.Reader)
		return statsFailBill, has
	case "fail_price":
		s.FailPrice = readPrice(in)
		return statsFailPrice, true
	}
	in.Member(&in.Unknown)
	return 0, false
}

// readPrice reads {"total_fee__sum":…}. null, "", [] and {} are absent.
func readPrice(in *row.Input) (sum NullFen) {
	if in.Empty() {
		return sum
	}
	in.Members(&in.Unknown, func() int {
		if string(in.Name()) != "total_fee__sum" {
			return 0
		}
		sum = readFen(in.Reader)
		return 1
	})
	return sum
}
