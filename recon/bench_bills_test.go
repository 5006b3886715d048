package recon

import (
	"fmt"
	"math/rand/v2"
	"runtime"
	"slices"
	"testing"
	"time"

	"github.com/shopspring/decimal"
)

// billRow has the fields, and the size, of a provider's bill row.
type billRow struct {
	SN, Merchant  string
	Created, Paid time.Time
	Total         decimal.Decimal
	Fee, Income   decimal.NullDecimal
	Store, Till   int64
	Status, Type  int32
	Device        string
	Extra         map[string]string
	Raw           []byte
}

func (b billRow) record() Record {
	r := Record{Key: b.Merchant, AltKeys: AltKeys{b.SN}, Amount: b.Total, Fee: b.Fee, Income: b.Income, Time: b.Created, Channel: WeChat}
	if b.Status == 0 {
		r.State = Pending
	}
	return r
}

// orderRow is a row of a shop's own books.
type orderRow struct {
	Number string
	Amount decimal.Decimal
	Placed time.Time
	Unpaid bool
	Back   bool // it is a refund's row
}

func (o orderRow) record() Record {
	r := Record{Key: o.Number, Amount: o.Amount, Time: o.Placed}
	if o.Unpaid {
		r.State = Pending
	}
	if o.Back {
		r.Kind = Refund
	}
	return r
}

// The agreed price: 0.38 %, half up.
const benchRate = 3800

func feeFen(fen int64) int64 {
	if fen < 0 {
		return -feeFen(-fen)
	}
	return (fen*benchRate + 500_000) / 1_000_000
}

func benchRules() Rules {
	return Rules{
		BillsUntil: time.Date(2026, 12, 1, 0, 0, 0, 0, utc8), Hold: 1, Workers: 1,
		Fees: &FeeSchedule{RatePPM: benchRate}, FeeTolerance: Tolerance{Absolute: decimal.New(1, -2)},
	}
}

// shopOf makes a month of n payments. Of a thousand, 970 are clean; the others are unpaid, reversed, refunded on one side, charged
// twice, of another amount, or on one side only. feeOff and amountOff are added to every bill.
func shopOf(n int, clean bool, feeOff, amountOff int64) (bills []billRow, orders []orderRow) {
	r := rand.New(rand.NewPCG(7, 11))
	start := time.Date(2026, 11, 1, 0, 0, 0, 0, utc8).Unix()
	money := func(fen int64) decimal.Decimal { return decimal.RequireFromString(decimal.New(fen, -2).StringFixed(2)) }
	for i := range n {
		at := time.Unix(start+int64(float64(i)/float64(n)*30*86400), 0).In(utc8)
		fen := int64(100 + r.ExpFloat64()*4500)
		if r.IntN(3) > 0 {
			fen = max(fen/50*50, 100) // prices like a shop's
		}
		o := orderRow{Number: at.Format("20060102150405") + fmt.Sprintf("%08d", uint64(i)*48271%100_000_000), Amount: money(fen), Placed: at.Add(-3 * time.Second)}
		bill := func(total int64, paid bool) {
			fee, income := feeFen(total)+feeOff, total-feeFen(total)-feeOff
			if !paid {
				fee, income = 0, total
			}
			bills = append(bills, billRow{
				SN: fmt.Sprintf("%03d%017d", len(bills)%1000, i), Merchant: o.Number, Created: at, Paid: at.Add(8 * time.Second), Total: money(total),
				Fee: decimal.NewNullDecimal(money(fee)), Income: decimal.NewNullDecimal(money(income)), Store: 2299, Status: int32(boolByte(paid)), Type: 1,
				Device: "sn2323277",
			})
		}
		back := o
		back.Amount, back.Back = money(-fen), true
		p := r.IntN(1000)
		if clean {
			p = 999
		}
		orders = append(orders, o)
		own := &orders[len(orders)-1]
		switch {
		case p < 5: // unpaid, and the bill says so
			own.Unpaid = true
			bill(fen, false)
		case p < 10: // unpaid, without a bill
			own.Unpaid = true
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
			orders = orders[:len(orders)-1]
		case p < 30: // an order alone
		default:
			bill(fen+amountOff, true)
		}
	}
	r.Shuffle(len(orders), func(i, j int) { orders[i], orders[j] = orders[j], orders[i] })
	return bills, orders
}

// mapSide is one side of a group of the map join.
type mapSide struct {
	fen, fee    int64
	rows, paid  int32
	in, out     bool
	wrongIncome bool
	first, day  int32
}

func (s *mapSide) add(fen int64, paid bool, at int, t time.Time) {
	if s.rows == 0 {
		s.first = int32(at)
	}
	s.rows++
	s.day = max(s.day, int32((t.Unix()+8*3600)/86400))
	if paid {
		s.paid++
		s.fen += fen
		s.in, s.out = s.in || fen > 0, s.out || fen < 0
	}
}

// mapJoin is the join of a careful programmer: a map of groups by key, sums of both sides in fen, fees against the schedule, and the
// class of each group. It returns how many groups are matched, and a row of each of the others.
func mapJoin(bills []billRow, orders []orderRow) (classes [12]int, rows []int32) {
	type group struct{ bill, order mapSide }
	at, groups := make(map[string]int32, len(orders)), make([]group, 0, len(orders))
	find := func(key string) *group {
		i, ok := at[key]
		if !ok {
			i = int32(len(groups))
			at[key], groups = i, append(groups, group{})
		}
		return &groups[i]
	}
	last := int32(0)
	for i, o := range orders {
		g, fen := find(o.Number), fenOfRow(o.Amount)
		g.order.add(fen, !o.Unpaid, i, o.Placed)
		if !o.Unpaid {
			g.order.fee += feeFen(fen)
		}
	}
	for i, b := range bills {
		g, fen, fee := find(b.Merchant), fenOfRow(b.Total), fenOfRow(b.Fee.Decimal)
		g.bill.add(fen, b.Status != 0, i, b.Created)
		last = max(last, g.bill.day)
		if b.Status != 0 {
			g.bill.fee += fee
			g.bill.wrongIncome = g.bill.wrongIncome || fenOfRow(b.Income.Decimal) != fen-fee
		}
	}
	for i := range groups {
		class := classOf(&groups[i].bill, &groups[i].order, last)
		classes[class]++
		switch {
		case class == 0:
		case groups[i].order.rows == 0:
			rows = append(rows, ^groups[i].bill.first)
		default:
			rows = append(rows, groups[i].order.first)
		}
	}
	return classes, rows
}

// classOf is 0 for a matched group.
func classOf(bill, order *mapSide, last int32) int {
	billBack, orderBack := bill.in && bill.out && bill.fen == 0, order.in && order.out && order.fen == 0
	amount, fee := bill.fen-order.fen, bill.fee-order.fee
	switch {
	case bill.paid == 0 && order.paid == 0:
		return 1
	case bill.rows == 0 && order.day >= last || order.rows == 0 && bill.day >= last:
		return 2
	case bill.rows == 0 && orderBack || order.rows == 0 && billBack:
		return 3
	case bill.rows == 0:
		return 4
	case order.rows == 0:
		return 5
	case (bill.paid > 0) != (order.paid > 0) || billBack != orderBack:
		return 6
	case billBack:
		return 3
	case amount > 0 && bill.rows > 1:
		return 7
	case amount < 0 && order.rows > 1:
		return 8
	case amount != 0:
		return 9
	case fee > 1 || fee < -1:
		return 10
	case bill.wrongIncome:
		return 11
	}
	return 0
}

func fenOfRow(d decimal.Decimal) int64 {
	switch d.Exponent() {
	case -2:
		return d.CoefficientInt64()
	case 0:
		return d.CoefficientInt64() * 100
	}
	panic("not written with two decimals")
}

// besideMap runs match and the map join over the same rows by turns, and reports the medians and their ratio.
func besideMap(b *testing.B, n int, join, match func()) {
	b.Helper()
	turns := max(1, 20_000/n) // one turn takes long enough to be timed
	var times [2][]float64
	for b.Loop() {
		for i, f := range [...]func(){join, match} {
			began := time.Now()
			for range turns {
				f()
			}
			times[i] = append(times[i], float64(time.Since(began).Nanoseconds())/float64(turns*n))
		}
	}
	for i := range times {
		slices.Sort(times[i])
	}
	median := func(i int) float64 { return times[i][len(times[i])/2] }
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	match()
	runtime.ReadMemStats(&after)
	b.ReportMetric(0, "ns/op")
	b.ReportMetric(median(0), "map-ns/pair")
	b.ReportMetric(median(1), "recon-ns/pair")
	b.ReportMetric(median(1)/median(0), "×map")
	b.ReportMetric(float64(after.Mallocs-before.Mallocs)/float64(2*n), "allocs/row")
	b.ReportMetric(float64(after.TotalAlloc-before.TotalAlloc)/1e6, "MB/match")
}

func matchShop(b *testing.B, bills []billRow, orders []orderRow, rules Rules) *Result[billRow, orderRow] {
	res, err := Match(bills, billRow.record, orders, orderRow.record, rules)
	if err != nil {
		b.Fatal(err)
	}
	return res
}

var benchSizes = [...]struct {
	name string
	n    int
}{{"100", 100}, {"1k", 1000}, {"10k", 10_000}, {"100k", 100_000}, {"1M", 1_000_000}}

// BenchmarkMatchBills is a shop's month: bills with fees, a fee schedule, 3 % trouble. It runs Match and the map join by turns.
func BenchmarkMatchBills(b *testing.B) {
	for _, size := range benchSizes {
		b.Run(size.name, func(b *testing.B) {
			bills, orders := shopOf(size.n, false, 0, 0)
			besideMap(b, size.n, func() { mapJoin(bills, orders) }, func() { matchShop(b, bills, orders, benchRules()) })
		})
	}
}

// BenchmarkMatchBillsWorkers runs Match with one worker and with two by turns.
func BenchmarkMatchBillsWorkers(b *testing.B) {
	bills, orders := shopOf(1_000_000, false, 0, 0)
	two := benchRules()
	two.Workers = 2
	besideMap(b, 1_000_000, func() { mapJoin(bills, orders) }, func() { matchShop(b, bills, orders, two) })
}

// BenchmarkMatchJudged is rows of which every pair has to be looked at: the fee is one fen off, which the tolerance allows, or the
// amount is one fen off.
func BenchmarkMatchJudged(b *testing.B) {
	for _, off := range [...]struct {
		name        string
		fee, amount int64
	}{{"fee", 1, 0}, {"amount", 0, 1}} {
		for _, size := range benchSizes[2:] {
			b.Run(off.name+"/"+size.name, func(b *testing.B) {
				bills, orders := shopOf(size.n, true, off.fee, off.amount)
				besideMap(b, size.n, func() { mapJoin(bills, orders) }, func() { matchShop(b, bills, orders, benchRules()) })
			})
		}
	}
}

// BenchmarkVerifyBills proves the result of a shop's month.
func BenchmarkVerifyBills(b *testing.B) {
	for _, size := range benchSizes {
		b.Run(size.name, func(b *testing.B) {
			bills, orders := shopOf(size.n, false, 0, 0)
			res := matchShop(b, bills, orders, benchRules())
			besideMap(b, size.n, func() { mapJoin(bills, orders) }, func() {
				if err := res.Verify(); err != nil {
					b.Fatal(err)
				}
			})
		})
	}
}
