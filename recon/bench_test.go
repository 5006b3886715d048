package recon

import (
	"fmt"
	"math/rand/v2"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/shopspring/decimal"

	"github.com/billrecon/billrecon/recon/internal/hash"
)

// benchRow is a row as a caller may have it. The baseline reads Key and Fen, Match reads Key and Amount.
type benchRow struct {
	Key    string
	Other  string
	Fen    int64
	Amount decimal.Decimal
	Paid   time.Time
}

// record is the record func one would write.
func (r benchRow) record() Record { return Record{Key: r.Key, Amount: r.Amount} }

// timedRecord is the same with the time, which the hold window needs.
func (r benchRow) timedRecord() Record { return Record{Key: r.Key, Amount: r.Amount, Time: r.Paid} }

// billRecord is what providers' bills say: another key, a fee, a channel and a time.
func (r benchRow) billRecord() Record {
	return Record{Key: r.Key, AltKeys: AltKeys{r.Other}, Amount: r.Amount, Fee: benchFee, Time: r.Paid, Channel: WeChat}
}

var benchFee = decimal.NewNullDecimal(decimal.New(1, -2))

// fenRecord makes the amount on the way, two allocations a row.
func (r benchRow) fenRecord() Record { return Record{Key: r.Key, Amount: decimal.New(r.Fen, -2)} }

// benchKeys makes distinct keys of one kind.
var benchKeys = map[string]func(i int) string{
	"digits24": func(i int) string { return fmt.Sprintf("20261122%016d", scatter(i)%1e16) },
	"digits32": func(i int) string { return fmt.Sprintf("4200002026112200%016d", scatter(i)%1e16) },
	"text28":   func(i int) string { return fmt.Sprintf("ORDER-2026-%017d", scatter(i)%1e17) },
	"base62": func(i int) string {
		return strings.Repeat("x", 3) + base62(hash.Mix(uint64(i), hash.Pi1)) + base62(uint64(i)*hash.Pi2) + "0"
	},
	"uuid": func(i int) string {
		a, b := hash.Mix(uint64(i), hash.Pi1), uint64(i)*hash.Pi2
		return fmt.Sprintf("%08x-%04x-%04x-%04x-%012x", a>>32, a>>16&0xffff, a&0xffff, b>>48, b&0xffffffffffff)
	},
	"short8": func(i int) string { return fmt.Sprintf("%08d", scatter(i)%1e8) },
}

// scatter is one to one below 10⁸, so that keys are distinct.
func scatter(i int) uint64 { return uint64(i) * 48271 }

func base62(v uint64) string {
	const digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
	var b [11]byte
	for i := range b {
		b[i] = digits[v%62]
		v /= 62
	}
	return string(b[:])
}

// prices is how many different amounts there are, as in a shop; rows of equal amount share one decimal, as decoders that
// intern them do. With own, every row has a decimal of its own.
const prices = 10_000

func benchRows(c benchCase, seed uint64) []benchRow {
	shared := make([]decimal.Decimal, prices)
	for i := range shared {
		shared[i] = decimal.New(int64(i)+1, -2)
	}
	rows := make([]benchRow, c.n)
	paid := time.Date(2026, 11, 22, 0, 0, 0, 0, time.UTC)
	for i := range rows {
		price := int64(i*7919%prices) + 1
		rows[i] = benchRow{Key: benchKeys[c.keys](i), Fen: price, Amount: shared[price-1], Paid: paid.Add(time.Duration(i%86400) * time.Second)}
		if c.own {
			rows[i].Amount = decimal.New(price, -2)
		}
		if c.further {
			rows[i].Other = fmt.Sprintf("4200%016d", scatter(i))
		}
	}
	if !c.inOrder {
		r := rand.New(rand.NewPCG(seed, 1))
		r.Shuffle(c.n, func(i, j int) { rows[i], rows[j] = rows[j], rows[i] })
	}
	return rows
}

// baselineMap is the join one would write: a map of one side's keys, probed with the other's, fen compared. Nothing else is checked.
func baselineMap(bills, orders []benchRow) (matched int) {
	at := make(map[string]int32, len(orders))
	for i := range orders {
		at[orders[i].Key] = int32(i)
	}
	for i := range bills {
		if j, ok := at[bills[i].Key]; ok && orders[j].Fen == bills[i].Fen {
			matched++
		}
	}
	return matched
}

// benchCase is one set of rows.
type benchCase struct {
	name    string
	n       int
	keys    string
	own     bool // every row has a decimal of its own
	further bool // every row has a number for AltKeys
	inOrder bool
	bill    func(benchRow) Record
	order   func(benchRow) Record
}

func (c benchCase) rows() (bills, orders []benchRow) {
	bills, orders = benchRows(c, 1), benchRows(c, 2)
	runtime.GC()
	return bills, orders
}

var benchCases = func() (cases []benchCase) {
	plain := func(name, keys string, n int) benchCase {
		return benchCase{name: name, keys: keys, n: n, bill: benchRow.record, order: benchRow.record}
	}
	add := func(c benchCase, change func(*benchCase)) {
		if change != nil {
			change(&c)
		}
		cases = append(cases, c)
	}
	const m = 1_000_000
	add(plain("digits24/100k", "digits24", m/10), nil)
	add(plain("digits24/1M", "digits24", m), nil)
	add(plain("digits24/5M", "digits24", 5*m), nil)
	add(plain("digits24/1M/in-order", "digits24", m), func(c *benchCase) { c.inOrder = true })
	add(plain("digits24/1M/own-decimals", "digits24", m), func(c *benchCase) { c.own = true })
	add(plain("digits24/1M/made-decimals", "digits24", m), func(c *benchCase) { c.bill, c.order = benchRow.fenRecord, benchRow.fenRecord })
	add(plain("digits24/1M/with-time", "digits24", m), func(c *benchCase) { c.bill, c.order = benchRow.timedRecord, benchRow.timedRecord })
	add(plain("digits24/1M/bill-fields", "digits24", m), func(c *benchCase) {
		c.bill, c.order, c.further = benchRow.billRecord, benchRow.timedRecord, true
	})
	add(plain("digits32/1M", "digits32", m), nil)
	add(plain("text28/1M", "text28", m), nil)
	add(plain("text28/5M", "text28", 5*m), nil)
	add(plain("base62/1M", "base62", m), nil)
	add(plain("uuid/1M", "uuid", m), nil)
	add(plain("uuid/5M", "uuid", 5*m), nil)
	add(plain("short8/1M", "short8", m), nil)
	return cases
}()

// run times f over rows of the case that are made when they are first needed.
func (c benchCase) run(b *testing.B, name string, f func(b *testing.B, bills, orders []benchRow), bills, orders *[]benchRow) {
	b.Run(c.name+"/"+name, func(b *testing.B) {
		if *bills == nil {
			*bills, *orders = c.rows()
		}
		b.ReportAllocs()
		for b.Loop() {
			f(b, *bills, *orders)
		}
		b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(c.n), "ns/pair")
	})
}

func (c benchCase) baseline(b *testing.B, bills, orders []benchRow) {
	if baselineMap(bills, orders) != c.n {
		b.Fatal("not all matched")
	}
}

func (c benchCase) match(b *testing.B, bills, orders []benchRow) {
	res, err := Match(bills, c.bill, orders, c.order, Rules{BillsUntil: proven})
	if err != nil || res.Count(Matched) != int64(c.n) {
		b.Fatal("not all matched", err)
	}
}

// reading is what no match can save: every record is made once, and its key and amount are read. Batches let the waits overlap.
func (c benchCase) reading(b *testing.B, bills, orders []benchRow) {
	if read(bills, c.bill)+read(orders, c.order) == 0 {
		b.Fatal("nothing was read")
	}
}

func read(rows []benchRow, record func(benchRow) Record) (sum int64) {
	const batch = 64
	var keys [batch]string
	var amounts [batch]decimal.Decimal
	for len(rows) > 0 {
		n := min(batch, len(rows))
		for i := range n {
			r := record(rows[i])
			keys[i], amounts[i] = r.Key, r.Amount
		}
		for i := range n {
			sum += int64(ends(keys[i]))
		}
		for i := range n {
			sum += amounts[i].CoefficientInt64()
		}
		rows = rows[n:]
	}
	return sum
}

// BenchmarkMatch runs Match with everything on, and beside it over the same rows the baseline, and the reading of the rows alone.
// -cpu 1,2 gives one worker and two; the baseline has one goroutine either way.
func BenchmarkMatch(b *testing.B) {
	for _, c := range benchCases {
		var bills, orders []benchRow
		c.run(b, "baseline", c.baseline, &bills, &orders)
		c.run(b, "recon", c.match, &bills, &orders)
		c.run(b, "reading", c.reading, &bills, &orders)
	}
}

// BenchmarkBaselineMap is the baseline alone.
func BenchmarkBaselineMap(b *testing.B) {
	for _, c := range benchCases {
		var bills, orders []benchRow
		c.run(b, "baseline", c.baseline, &bills, &orders)
	}
}

// BenchmarkJudged is what a pair costs that has to be looked at: here the fees of both sides are compared.
func BenchmarkJudged(b *testing.B) {
	rows := benchRows(benchCase{n: 100_000, keys: "digits24"}, 1)
	fee := decimal.NewNullDecimal(decimal.New(1, -2))
	record := func(r benchRow) Record { return Record{Key: r.Key, Amount: r.Amount, Fee: fee} }
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Match(rows, record, rows, record, Rules{BillsUntil: proven}); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(len(rows)), "ns/pair")
}

// BenchmarkFew is a small bill.
func BenchmarkFew(b *testing.B) {
	rows := benchRows(benchCase{n: 100, keys: "digits24"}, 1)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Match(rows, benchRow.timedRecord, rows, benchRow.timedRecord, Rules{BillsUntil: proven}); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkVerify proves a result of plain pairs.
func BenchmarkVerify(b *testing.B) {
	rows := benchRows(benchCase{n: 100_000, keys: "digits24"}, 1)
	res, err := Match(rows, benchRow.record, rows, benchRow.record, Rules{BillsUntil: proven})
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		if err := res.Verify(); err != nil {
			b.Fatal(err)
		}
	}
}
