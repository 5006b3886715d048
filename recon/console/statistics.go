package console

import (
	"fmt"

	"github.com/billrecon/billrecon/internal/row"
	"github.com/billrecon/billrecon/internal/transport"
	"github.com/billrecon/billrecon/internal/wire"
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

// figure is a count and its sum, each under its name on the wire.
type figure struct {
	countName string
	count     *int64
	sumName   string
	sum       *NullFen
}

// figures returns the members in the order of the page's sample.
func (s *Statistics) figures() [3]figure {
	return [...]figure{
		{"order_num", &s.OrderNum, "count_price", &s.CountPrice},
		{"success_bill", &s.SuccessBill, "success_price", &s.SuccessPrice},
		{"fail_bill", &s.FailBill, "fail_price", &s.FailPrice},
	}
}

// MarshalJSON returns the console's shape; a sum that is absent is null.
func (s Statistics) MarshalJSON() ([]byte, error) {
	text, separator := []byte(nil), byte('{')
	for _, f := range s.figures() {
		text = append(text, separator)
		text = fmt.Appendf(text, `"%s":%d,"%s":{"total_fee__sum":%v}`, f.countName, *f.count, f.sumName, *f.sum)
		separator = ','
	}
	return append(text, '}'), nil
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

// String returns the figures in one line, the sums in fen.
func (s Statistics) String() string {
	return fmt.Sprintf("%d (%v fen), %d (%v fen) reconciled, %d (%v fen) failed",
		s.OrderNum, s.CountPrice, s.SuccessBill, s.SuccessPrice, s.FailBill, s.FailPrice)
}

func (s *Statistics) read(in *row.Input) {
	figures, counts := s.figures(), 0
	in.Members(&in.Unknown, func() int {
		for i, f := range figures {
			switch string(in.Name()) {
			case f.countName:
				var has bool
				if *f.count, has = readCount(in.Reader); has {
					counts++
				}
				return 1 << i
			case f.sumName:
				*f.sum = readSum(in)
				return 1 << (i + len(figures))
			}
		}
		return 0
	})
	if counts < len(figures) {
		in.Fail("has not all of order_num, success_bill and fail_bill")
	}
}

// readSum reads {"total_fee__sum":…}. null, "", [] and {} are absent.
func readSum(in *row.Input) (sum NullFen) {
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
