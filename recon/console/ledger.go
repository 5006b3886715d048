package console

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"time"
	"unicode/utf8"

	"github.com/shopspring/decimal"

	"github.com/billrecon/billrecon/internal/wire"
	"github.com/billrecon/billrecon/recon"
)

// Ledger is a recon.Result in the console's terms: every order as a row of the list, and the details of each.
type Ledger struct {
	// Statistics are the figures of the whole result.
	Statistics Statistics
	// Entries are the orders: the caller's in their order, then the pool's.
	Entries []Entry

	byCode map[string]int
	next   map[string]int // the number that a repeated key gets next
	sides  sides
}

// Entry is one order of a [Ledger].
type Entry struct {
	// Order is the row of the list.
	Order Order
	// Index is the order's index in the slice given to recon.Match, or in Rules.Pool.Orders if Pool is set.
	Index int
	// Pool says that the order came from the pool.
	Pool bool
	// Group is the judgement that the order is part of; Group.Explain says why.
	Group recon.Group
}

// LedgerOptions are what a recon.Result does not know. The zero value is allowed.
type LedgerOptions struct {
	// MerchantName is the merchant__name of every row.
	MerchantName string
	// EquipmentNo is the equipment_no of every row.
	EquipmentNo string
	// Change, if set, is called for every row before it is kept, with the Entry's Index and Pool: it can fill in what the
	// caller knows about that order. It must leave Code, TotalFee and ReconciliationStatus as they are, else NewLedger fails with
	// [ErrInvalidRequest].
	Change func(index int, pool bool, o *Order)
}

// NewLedger draws the console's list out of a result. The Ledger keeps the result, so that the slices given to recon.Match must not
// change while it is used. Held orders that fresh ones replaced (recon.Rules.ReplaceHeld) are no rows of the list.
//
// A row's code is the order's Key; where that is empty or was used before, "#2", "#3" and so on are added. Its pay_method is
// 1 if no money moved, else that of its Channel, and absent for a channel that the console does not document. Auto is the
// opposite of Manual. Groups without an order are no rows of the list; see Result.Differences.
//
// An order that is not of CNY, is not whole fen, has a time outside of the years 1970 to 9999 or a Key that is not UTF-8
// cannot be shown: that is [ErrInvalidRequest], and names the row.
func NewLedger[B, O any](r *recon.Result[B, O], o LedgerOptions) (*Ledger, error) {
	if r == nil {
		return nil, invalid("NewLedger: the result is required")
	}
	bills, orders, pool := r.Bills(), r.Orders(), r.Rules().Pool
	l := &Ledger{
		byCode: make(map[string]int, len(orders)+len(pool.Orders)),
		next:   map[string]int{},
		sides: sides{
			bills:  newSide("bills", len(bills), pool.Bills, nil, func(i int) recon.Record { return r.BillRecord(bills[i]) }),
			orders: newSide("orders", len(orders), pool.Orders, r.Replaced(), func(i int) recon.Record { return r.OrderRecord(orders[i]) }),
		},
	}
	var err error
	if l.Statistics, err = StatisticsOf(r.Statistics()); err != nil {
		return nil, err
	}
	l.Entries = make([]Entry, l.sides.orders.len())
	for g := range r.Groups() {
		l.place(g)
	}
	return l, l.fill(o)
}

// place notes which group the orders of g are in.
func (l *Ledger) place(g recon.Group) {
	for _, i := range g.Orders {
		l.Entries[i] = Entry{Index: i, Group: g}
	}
	for _, i := range g.PoolOrders {
		l.Entries[l.sides.orders.members(nil, []int{i})[0]] = Entry{Index: i, Pool: true, Group: g}
	}
}

// fill makes the rows.
func (l *Ledger) fill(o LedgerOptions) error {
	for i := range l.Entries {
		e := &l.Entries[i]
		row, err := orderOf(l.sides.orders.record(i))
		if err != nil {
			return invalid("NewLedger: %s%w", l.sides.orders.place(i), err)
		}
		row.Code = l.uniqueCode(row.Code)
		row.ReconciliationStatus = ReconciliationStatus(e.Group.Status())
		row.MerchantName, row.EquipmentNo = o.MerchantName, o.EquipmentNo
		given := row
		if o.Change != nil {
			o.Change(e.Index, e.Pool, &row)
		}
		if row.Code != given.Code || row.TotalFee != given.TotalFee || row.ReconciliationStatus != given.ReconciliationStatus {
			return invalid("NewLedger: LedgerOptions.Change changed what %s is: it must leave Code, TotalFee and ReconciliationStatus as they are",
				l.sides.orders.place(i))
		}
		e.Order = row
		l.byCode[row.Code] = i
	}
	return nil
}

// uniqueCode is key, or key with a number where another row has it: SetAuto and OrderDetails know a row by its code alone.
func (l *Ledger) uniqueCode(key string) string {
	for code := key; ; {
		if _, taken := l.byCode[code]; !taken && code != "" {
			return code
		}
		l.next[key] = max(2, l.next[key]+1)
		code = key + "#" + strconv.Itoa(l.next[key])
	}
}

// Page is the console's whole list: encoding/json gives the reply of GET /pay/consume_order without a filter.
func (l *Ledger) Page() *OrderPage {
	page := &OrderPage{
		Statistics: l.Statistics, HasStatistics: true,
		Num: int64(len(l.Entries)), HasNum: true,
		Orders: make([]Order, len(l.Entries)),
	}
	for i, e := range l.Entries {
		page.Orders[i] = e.Order
	}
	return page
}

// Entry is the order of a code.
func (l *Ledger) Entry(code string) (Entry, bool) {
	i, ok := l.byCode[code]
	if !ok {
		return Entry{}, false
	}
	return l.Entries[i], true
}

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
	bill := ThirdBill{TradeTime: r.Time, OutTradeNo: r.Key, TransactionID: r.AltKeys[0], TotalMoney: fen}
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

// writable reports whether the time is read again as it was written.
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

// Details are both sides of the order of a code: encoding/json gives the reply of GET /pay/order_details.
//
// Orders are all orders of the order's group, itself first; PlatformCode is the Key of each. ThirdBill is the group's bill
// row: the console shows one, so of several it is the one at the place that the order has among the group's orders, or the
// last. OpenID and NickName are empty: recon does not know them. TransactionID is the bill's AltKeys[0].
//
// A code that the Ledger does not have, and a row that the console cannot show (see [NewLedger]), is [ErrInvalidRequest].
func (l *Ledger) Details(code string) (*OrderDetails, error) {
	i, ok := l.byCode[code]
	if !ok {
		return nil, invalid("Ledger.Details: there is no order of this code")
	}
	g := l.Entries[i].Group
	rows := l.sides.orders.members(g.Orders, g.PoolOrders)
	details := &OrderDetails{Orders: make([]DetailOrder, 0, len(rows))}
	details.Orders = append(details.Orders, l.detailOrder(i))
	for _, other := range rows {
		if other != i {
			details.Orders = append(details.Orders, l.detailOrder(other))
		}
	}
	bills := l.sides.bills.members(g.Bills, g.PoolBills)
	if len(bills) == 0 {
		return details, nil
	}
	at := bills[min(slices.Index(rows, i), len(bills)-1)]
	bill, err := thirdBillOf(l.sides.bills.record(at))
	if err != nil {
		return nil, invalid("Ledger.Details: %s%w", l.sides.bills.place(at), err)
	}
	details.ThirdBill = &bill
	return details, nil
}

// detailOrder is a row of the list as a row of bill_data.
func (l *Ledger) detailOrder(i int) DetailOrder {
	row, record := l.Entries[i].Order, l.sides.orders.record(i)
	return DetailOrder{
		Code:                 row.Code,
		EquipmentNo:          row.EquipmentNo,
		TotalFee:             row.TotalFee,
		ReconciliationStatus: row.ReconciliationStatus,
		PlatformCode:         record.Key,
		PayMethod:            row.PayMethod,
		Status:               orderStatusOf(record.State),
	}
}

// StatisticsOf returns the figures of a recon.Result that the console shows: StatisticsOf(result.Statistics()). A sum that is not
// whole fen, or beyond 64 bits, is [ErrInvalidRequest].
func StatisticsOf(s recon.Statistics) (Statistics, error) {
	out := Statistics{OrderNum: s.Orders.Count, SuccessBill: s.Success.Count, FailBill: s.Fail.Count}
	for i, yuan := range []decimal.NullDecimal{s.Orders.Sum(), s.Success.Sum(), s.Fail.Sum()} {
		if !yuan.Valid {
			continue
		}
		fen, err := FenOf(yuan.Decimal)
		if err != nil {
			return Statistics{}, err
		}
		*out.figures()[i].sum = NewNullFen(fen)
	}
	return out, nil
}
