package console

import (
	"strconv"

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
