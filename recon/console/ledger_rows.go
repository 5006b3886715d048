package console

import (
	"errors"
	"fmt"
	"slices"
	"time"
	"unicode/utf8"

	"github.com/billrecon/billrecon/internal/wire"
	"github.com/billrecon/billrecon/recon"
)

// sides are the rows that a result is of.
type sides struct{ bills, orders side }

// side is the rows of one side: the caller's, then the pool's that are in a group.
type side struct {
	name  string
	own   int
	pool  []recon.PoolRow
	held  []int // where they stand in the pool
	ownAt func(i int) recon.Record
}

// newSide leaves the held rows out that were replaced, whose places ascend.
func newSide(name string, own int, pool []recon.PoolRow, replaced []int, ownAt func(i int) recon.Record) side {
	s := side{name: name, own: own, ownAt: ownAt}
	for i, row := range pool {
		if _, gone := slices.BinarySearch(replaced, i); !gone {
			s.pool, s.held = append(s.pool, row), append(s.held, i)
		}
	}
	return s
}

func (s side) len() int { return s.own + len(s.pool) }

func (s side) record(i int) recon.Record {
	if i < s.own {
		return s.ownAt(i)
	}
	return s.pool[i-s.own].Record
}

// place names a row in an error.
func (s side) place(i int) string {
	if i < s.own {
		return fmt.Sprintf("%s[%d]", s.name, i)
	}
	return fmt.Sprintf("Pool.%s[%d]", s.name, s.held[i-s.own])
}

// members joins a group's indexes into those of the side.
func (s side) members(own, pool []int) []int {
	all := make([]int, 0, len(own)+len(pool))
	all = append(all, own...)
	for _, i := range pool {
		at, _ := slices.BinarySearch(s.held, i)
		all = append(all, s.own+at)
	}
	return all
}

// orderOf is what a record says of a row of the list. The error goes on after the row's place.
func orderOf(r recon.Record) (Order, error) {
	fen, err := recordFen(r)
	if err != nil {
		return Order{}, err
	}
	if !utf8.ValidString(r.Key) {
		return Order{}, errors.New(".Key is not UTF-8 text")
	}
	return Order{Code: r.Key, TotalFee: fen, PayMethod: payMethodOf(r), CreateTime: r.Time, Auto: !r.Manual}, nil
}

// thirdBillOf is what a record says of a third bill.
func thirdBillOf(r recon.Record) (ThirdBill, error) {
	fen, err := recordFen(r)
	if err != nil {
		return ThirdBill{}, err
	}
	bill := ThirdBill{TradeTime: r.Time, OutTradeNo: r.Key, TotalMoney: fen}
	if len(r.AltKeys) > 0 {
		bill.TransactionID = r.AltKeys[0]
	}
	switch {
	case !utf8.ValidString(bill.OutTradeNo):
		return ThirdBill{}, errors.New(".Key is not UTF-8 text")
	case !utf8.ValidString(bill.TransactionID):
		return ThirdBill{}, errors.New(".AltKeys[0] is not UTF-8 text")
	}
	return bill, nil
}

// recordFen is the amount of a record that the console can show.
func recordFen(r recon.Record) (Fen, error) {
	if r.UnitOrCNY() != recon.CNY {
		return 0, errors.New(".Unit is not CNY: the console counts fen")
	}
	if !r.Time.IsZero() && !writable(r.Time) {
		return 0, errors.New(".Time is not within the years 1970 to 9999")
	}
	fen, err := FenOf(r.Amount)
	if err != nil {
		return 0, errors.New(".Amount is not whole fen within 64 bits")
	}
	return fen, nil
}

// writable tells whether readTime reads the time again.
func writable(t time.Time) bool {
	year := t.In(wire.ChinaZone).Year()
	return year >= 1970 && year <= 9999
}

// payMethodOf is the console's number of a record's channel, absent where it has none.
func payMethodOf(r recon.Record) PayMethod {
	switch {
	case r.State == recon.Pending || r.State == recon.Closed || r.State == recon.Failed:
		return PayMethodUnpaid
	case r.Channel == recon.WeChat:
		return PayMethodWeChat
	case r.Channel == recon.Alipay:
		return PayMethodAlipay
	}
	return PayMethodAbsent
}

// orderStatusOf is the console's number of a state. A payment that failed was not paid in time, as far as the console can say.
func orderStatusOf(s recon.State) OrderStatus {
	switch s {
	case recon.Pending:
		return OrderStatusPending
	case recon.Succeeded:
		return OrderStatusPaid
	case recon.Closed, recon.Failed:
		return OrderStatusExpired
	case recon.Refunded:
		return OrderStatusRefunded
	}
	return OrderStatusAbsent
}
