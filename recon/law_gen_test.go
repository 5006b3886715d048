package recon_test

import (
	"fmt"
	"math/rand/v2"
	"time"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/billrecon/billrecon/recon"
)

// chooser picks a number in [0, n). Rapid, a seeded generator and a fuzzer's bytes all serve as one.
type chooser func(n int) int

func rapidChooser(t *rapid.T) chooser {
	return byteChooser(rapid.SliceOfN(rapid.Byte(), 0, 400).Draw(t, "choices"))
}

func seededChooser(seed uint64) chooser {
	r := rand.New(rand.NewPCG(seed, 77))
	return func(n int) int { return r.IntN(n) }
}

// byteChooser reads one byte per choice, and picks the first of everything when they run out.
func byteChooser(data []byte) chooser {
	return func(n int) int {
		if len(data) == 0 {
			return 0
		}
		b := data[0]
		data = data[1:]
		return int(b) % n
	}
}

func pick[T any](choose chooser, from ...T) T { return from[choose(len(from))] }

func (choose chooser) oneIn(n int) bool { return choose(n) == n-1 }

func dec(text string) decimal.Decimal { return decimal.RequireFromString(text) }

func some(text string) decimal.NullDecimal { return decimal.NewNullDecimal(dec(text)) }

// input is everything one match is given.
type input struct {
	bills, orders []recon.Record
	rules         recon.Rules
}

func (in input) match() (*recon.Result[recon.Record, recon.Record], error) {
	return recon.Match(in.bills, same, in.orders, same, in.rules)
}

func same(r recon.Record) recon.Record { return r }

// flavour says which parts of a record vary in one input, so that simple findings are not drowned by others.
type flavour struct {
	fees, alts, units, states, signs, manual, noTimes, emptyKeys bool
}

// baseDay is a day like any other, at midnight in UTC+8.
var baseDay = time.Date(2026, 11, 20, 0, 0, 0, 0, time.FixedZone("UTC+8", 8*3600))

// genInput draws an input on which nothing but the description decides.
func genInput(choose chooser, most int) input {
	in := genLoose(choose, most)
	separate(&in)
	return in
}

// genLoose draws small alphabets of keys and amounts, so that rows collide in every way.
func genLoose(choose chooser, most int) input {
	f := flavour{
		fees: choose.oneIn(3), alts: choose.oneIn(3), units: choose.oneIn(6), states: choose.oneIn(3),
		signs: choose.oneIn(8), manual: choose.oneIn(10), noTimes: choose.oneIn(4), emptyKeys: choose.oneIn(4),
	}
	in := input{rules: genRules(choose)}
	in.bills = genRows(choose, f, choose(most+1))
	in.orders = genRows(choose, f, choose(most+1))
	if choose.oneIn(3) {
		in.rules.Pool = genPool(choose, f)
	}
	return in
}

func genRules(choose chooser) recon.Rules {
	rules := recon.Rules{
		BillsUntil: until(baseDay.AddDate(0, 0, 4+choose(3))),
		Hold:       pick(choose, 0, 0, 1, 2, 3),
		CutOff:     pick(choose, 0, 0, 23*time.Hour, 22*time.Hour+30*time.Minute),
		Workers:    pick(choose, 0, 1, 2, 3),
	}
	if choose.oneIn(3) {
		rules.BillsUntil = until(baseDay.AddDate(0, 0, 4+choose(3)))
	}
	if choose.oneIn(8) {
		rules.Location = time.UTC
	}
	if choose.oneIn(4) {
		rules.AmountTolerance = genTolerance(choose)
	}
	if choose.oneIn(4) {
		rules.FeeTolerance = genTolerance(choose)
		rules.IncomeTolerance = genTolerance(choose)
	}
	if choose.oneIn(4) {
		rules.AmountTime = &recon.AmountTime{
			Before: time.Duration(choose(3)) * time.Hour,
			After:  time.Duration(choose(3)) * 12 * time.Hour,
		}
	}
	if choose.oneIn(4) {
		rules.Fees = genFees(choose)
	}
	return rules
}

func genTolerance(choose chooser) recon.Tolerance {
	t := recon.Tolerance{
		Absolute: pick(choose, dec("0"), dec("0.01"), dec("10")),
		PPM:      pick[int64](choose, 0, 6000, 100_000),
		Base:     pick(choose, recon.BaseOrder, recon.BaseBill, recon.BaseLarger),
	}
	if choose.oneIn(4) {
		t.Cap = some("10")
	}
	if choose.oneIn(6) {
		t.Unit = "次"
	}
	return t
}

func genFees(choose chooser) *recon.FeeSchedule {
	s := &recon.FeeSchedule{RatePPM: pick[int64](choose, 6000, 10_000, 3800), Fixed: pick(choose, dec("0"), dec("0.1"))}
	s.Rounding = pick(choose, recon.HalfUp, recon.HalfUp, recon.HalfEven, recon.Down, recon.Up)
	s.RefundsFree = choose.oneIn(4)
	if choose.oneIn(3) {
		s.Min = some("0.3")
	}
	if choose.oneIn(3) {
		s.Max = some("0.6")
	}
	return s
}

func genRows(choose chooser, f flavour, n int) []recon.Record {
	rows := make([]recon.Record, 0, n)
	for range n {
		if len(rows) > 0 && choose.oneIn(5) {
			rows = append(rows, rows[choose(len(rows))]) // a row that says the same once more
			continue
		}
		rows = append(rows, genRow(choose, f))
	}
	return rows
}

func genRow(choose chooser, f flavour) recon.Record {
	r := recon.Record{Key: pick(choose, "A", "A", "B", "B", "C", "D", "E")}
	r.Amount = pick(choose, dec("100"), dec("100"), dec("100.00"), dec("60"), dec("40"), dec("20"), dec("25"), dec("-30"), dec("-100"), dec("70"), dec("0.005"), dec("0"))
	if r.Amount.Sign() < 0 {
		r.Kind = pick(choose, recon.Refund, recon.Reversal)
	}
	if f.signs && choose.oneIn(3) {
		r.Kind = pick(choose, recon.Payment, recon.Refund, recon.Reversal)
	}
	if f.emptyKeys && choose.oneIn(3) {
		r.Key = ""
	}
	if f.alts {
		r.AltKeys = pick(choose, recon.AltKeys{}, recon.AltKeys{}, recon.AltKeys{"X"}, recon.AltKeys{"Y"}, recon.AltKeys{"", "X"}, recon.AltKeys{"X", "Y"}, recon.AltKeys{"A"})
	}
	if f.units {
		r.Unit = pick(choose, "", "CNY", "CNY", "次", "福豆")
	}
	if f.states && choose.oneIn(2) {
		r.State = pick(choose, recon.Succeeded, recon.Pending, recon.Closed, recon.Failed, recon.Refunded, recon.Unknown)
	}
	if f.fees {
		r.Fee, r.Income = genFeeAndIncome(choose, r.Amount)
	}
	r.Manual = f.manual && choose.oneIn(3)
	if !f.noTimes || !choose.oneIn(2) {
		r.Time = genTime(choose)
	}
	return r
}

func genFeeAndIncome(choose chooser, amount decimal.Decimal) (fee, income decimal.NullDecimal) {
	if choose.oneIn(6) {
		return fee, income
	}
	fee = decimal.NewNullDecimal(amount.Mul(pick(choose, dec("0.006"), dec("0.006"), dec("0.01"))))
	switch choose(6) {
	case 0, 1:
	case 2:
		income = decimal.NewNullDecimal(amount)
	default:
		income = decimal.NewNullDecimal(amount.Sub(fee.Decimal))
	}
	return fee, income
}

// genTime favours both sides of midnight and of the cut.
func genTime(choose chooser) time.Time {
	clock := pick(choose, 0, 2*time.Second, 10*time.Hour, 12*time.Hour, 22*time.Hour+30*time.Minute-1, 23*time.Hour-1, 23*time.Hour, 24*time.Hour-time.Second)
	t := baseDay.AddDate(0, 0, choose(4)).Add(clock)
	if choose.oneIn(4) {
		return t.UTC()
	}
	return t
}

func genPool(choose chooser, f flavour) recon.Pool {
	p := recon.Pool{Version: recon.PoolVersion, BillDate: recon.Rules{}.DayOf(baseDay.AddDate(0, 0, choose(3)))}
	p.Bills = genPoolRows(choose, f, p.BillDate, "b")
	p.Orders = genPoolRows(choose, f, p.BillDate, "o")
	return p
}

func genPoolRows(choose chooser, f flavour, last recon.Day, name string) []recon.PoolRow {
	var rows []recon.PoolRow
	for i, rec := range genRows(choose, f, choose(3)) {
		rows = append(rows, recon.PoolRow{ID: fmt.Sprint(name, i), Since: last - recon.Day(choose(3)), Record: rec})
	}
	return rows
}

// separate gives different times to rows that age could not tell apart, unless they say the very same:
// which of two equally old rows is taken is the engine's choice, and then the oracle could not know it.
func separate(in *input) {
	shift := 0
	apart := func(rows []row, set func(int, time.Time)) {
		for i := range rows {
			for j := 0; j < i; j++ {
				a, b := rows[i], rows[j]
				tied := a.pool == b.pool && a.rec.Time.Equal(b.rec.Time) && a.unit() == b.unit() && a.rec.Amount.Equal(b.rec.Amount)
				if !tied || a.content() == b.content() {
					continue
				}
				shift++
				rows[i].rec.Time = baseDay.Add(4*time.Hour + time.Duration(shift)*time.Second)
				set(i, rows[i].rec.Time)
				break
			}
		}
	}
	apart(rowsOf(billSide, in.bills, nil), func(i int, t time.Time) { in.bills[i].Time = t })
	apart(rowsOf(orderSide, in.orders, nil), func(i int, t time.Time) { in.orders[i].Time = t })
	apart(rowsOf(billSide, nil, in.rules.Pool.Bills), func(i int, t time.Time) { in.rules.Pool.Bills[i].Record.Time = t })
	apart(rowsOf(orderSide, nil, in.rules.Pool.Orders), func(i int, t time.Time) { in.rules.Pool.Orders[i].Record.Time = t })
}

// proven is later than every row of the tests: with it all bills are whole, and no row without a hold window is young.
var proven = time.Date(2030, 1, 1, 0, 0, 0, 0, time.FixedZone("UTC+8", 8*3600))

// until is the BillsUntil of bills that are whole for the calendar day at UTC+8 that t is in.
func until(t time.Time) time.Time {
	y, m, d := t.In(time.FixedZone("UTC+8", 8*3600)).Date()
	return time.Date(y, m, d+1, 0, 0, 0, 0, time.FixedZone("UTC+8", 8*3600))
}
