package recon_test

import (
	"errors"
	"fmt"
	"math/big"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/shopspring/decimal"

	"github.com/billrecon/billrecon/recon"
)

// TestCases plays every case of testdata/cases. The expected outcomes there are worked out by hand; nothing writes them.
func TestCases(t *testing.T) {
	files, err := filepath.Glob(filepath.Join("testdata", "cases", "*.txt"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no cases: %v", err)
	}
	names := map[string]bool{}
	reached := map[string]bool{}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		cases, err := parseCases(filepath.Base(file), string(text))
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range cases {
			if c.reason == "" || names[c.name] {
				t.Errorf("%s:%d: case %q: no reason, or the name of another case", c.file, c.line, c.name)
			}
			names[c.name] = true
			t.Run(strings.TrimSuffix(c.file, ".txt")+"/"+c.name, func(t *testing.T) { c.play(t, reached) })
		}
	}
	for name := range outcomeNames {
		if !reached[name] {
			t.Errorf("no case expects %s", name)
		}
	}
}

var outcomeNames = map[string]recon.Outcome{
	"Matched": recon.Matched, "AmountOver": recon.AmountOver, "AmountShort": recon.AmountShort,
	"FeeMismatch": recon.FeeMismatch, "IncomeMismatch": recon.IncomeMismatch, "StateMismatch": recon.StateMismatch,
	"UnitMismatch": recon.UnitMismatch, "DuplicateBill": recon.DuplicateBill, "DuplicateOrder": recon.DuplicateOrder,
	"Reversed": recon.Reversed, "Doubtful": recon.Doubtful, "BillOnly": recon.BillOnly, "OrderOnly": recon.OrderOnly, "NotDue": recon.NotDue,
}

var findingNames = map[string]recon.Verdict{
	"unit": recon.FoundUnit, "state": recon.FoundState, "duplicate-bill": recon.FoundDuplicateBill, "duplicate-order": recon.FoundDuplicateOrder,
	"amount-over": recon.FoundAmountOver, "amount-short": recon.FoundAmountShort, "fee": recon.FoundFee, "income": recon.FoundIncome,
	"sign": recon.FoundSign, "not-paid": recon.NotPaid, "reverted": recon.Reverted, "held": recon.Held, "incomplete": recon.Incomplete,
	"ambiguous": recon.AmbiguousMatch, "unknown-state": recon.StateUnknown, "manual": recon.ManualRow, "tolerance": recon.WithinTolerance,
	"fallback": recon.ByFallback, "subset": recon.BySubset, "exhausted": recon.SearchExhausted,
	"netted": recon.Netted, "gross": recon.GrossDiffers, "fee-absent": recon.FeeAbsent, "date-far": recon.DateFar, "like-held": recon.LikeHeld,
	"part-settled": recon.PartSettled,
}

// player plays the runs of one case.
type player struct {
	*textCase
	t       *testing.T
	reached map[string]bool
	pool    recon.Pool
}

func (c *textCase) play(t *testing.T, reached map[string]bool) {
	p := &player{textCase: c, t: t, reached: reached}
	for i := range c.runs {
		nextBill, nextOrder := len(c.bills), len(c.orders)
		if i+1 < len(c.runs) {
			nextBill, nextOrder = c.runs[i+1].firstBill, c.runs[i+1].firstOrder
		}
		run := &c.runs[i]
		in := input{c.bills[run.firstBill:nextBill], c.orders[run.firstOrder:nextOrder], run.rules}
		in.rules.Pool = p.pool
		p.run(i+1, run, in)
	}
}

func (p *player) run(number int, run *textRun, in input) {
	p.t.Helper()
	res, err := in.match()
	if run.failure != "" {
		p.checkFailure(run.failure, err)
		return
	}
	if err != nil {
		p.t.Fatalf("run %d: %v", number, err)
	}
	groups, err := resolve(in.without(res.Replaced()), slices.Collect(res.Groups()))
	if err != nil {
		p.t.Fatalf("run %d: %v", number, err)
	}
	if got, want := len(res.Replaced()), len(run.gone.orders); got != want {
		p.t.Errorf("run %d: %d held orders are replaced, want %d", number, got, want)
	}
	if err := res.Verify(); err != nil {
		p.t.Errorf("run %d: Verify: %v", number, err)
	}
	for _, e := range run.expected {
		groups = p.checkGroup(e, groups)
	}
	for _, f := range groups {
		p.t.Errorf("run %d: no line expects %v %s %s", number, f.Outcome, f.Verdict.Codes(), members(f.bills, f.orders))
	}
	if run.pool != nil {
		p.checkPool(*run.pool, res.Pool)
	}
	p.pool = res.Pool
}

func (p *player) checkFailure(want string, err error) {
	var e *recon.Error
	if !errors.As(err, &e) {
		p.t.Errorf("want an error that names %s, got %v", want, err)
		return
	}
	if strings.TrimPrefix(e.Field, "Rules.") != want {
		p.t.Errorf("the error names %s, want %s: %v", e.Field, want, err)
	}
}

// rowsOfCase are the rows of the given numbers, as they would read in any run.
func (p *player) rowsOfCase(s side, elements []int) []row {
	all := rowsOf(s, p.bills, nil)
	if s == orderSide {
		all = rowsOf(s, p.orders, nil)
	}
	var rows []row
	for _, i := range elements {
		if i < 0 || i >= len(all) {
			p.t.Fatalf("the case has no %s %d", s, i+1)
		}
		rows = append(rows, all[i])
	}
	return rows
}

// unpooled forgets that rows came out of the pool.
func unpooled(rows []row) []row {
	rows = slices.Clone(rows)
	for i := range rows {
		rows[i].pool = false
	}
	return rows
}

// checkGroup finds the group that the line speaks of, checks it, and returns the others.
func (p *player) checkGroup(e expectation, groups []found) []found {
	p.t.Helper()
	name := members(p.rowsOfCase(billSide, e.bills), p.rowsOfCase(orderSide, e.orders))
	p.reached[e.outcome] = true
	outcome, ok := outcomeNames[e.outcome]
	if !ok {
		p.t.Fatalf("%s:%d: unknown outcome %s", p.file, e.line, e.outcome)
	}
	i := slices.IndexFunc(groups, func(f found) bool {
		return f.Outcome == outcome && members(unpooled(f.bills), unpooled(f.orders)) == name
	})
	if i < 0 {
		p.t.Errorf("%s:%d: no group is %s %s; there are\n%s", p.file, e.line, e.outcome, name, listing(groups))
		return groups
	}
	p.checkDetails(e, groups[i])
	return slices.Delete(groups, i, i+1)
}

func (p *player) checkDetails(e expectation, f found) {
	p.t.Helper()
	for _, name := range e.found {
		if f.Verdict&p.finding(name) == 0 {
			p.t.Errorf("%s:%d: %s is not found, only %s", p.file, e.line, name, f.Verdict.Codes())
		}
	}
	for _, name := range e.notFind {
		if f.Verdict&p.finding(name) != 0 {
			p.t.Errorf("%s:%d: %s is found: %s", p.file, e.line, name, f.Verdict.Codes())
		}
	}
	if e.difference != "" && !sameDifference(e.difference, f.Nets) {
		p.t.Errorf("%s:%d: nets %v, want a difference of %s", p.file, e.line, f.Nets, e.difference)
	}
	if got := passName(f.Pass); e.by != "" && e.by != got {
		p.t.Errorf("%s:%d: matched by %s, want %s", p.file, e.line, got, e.by)
	}
	p.checkExcess(e, f)
}

func (p *player) finding(name string) recon.Verdict {
	v, ok := findingNames[name]
	if !ok {
		p.t.Fatalf("unknown finding %s", name)
	}
	return v
}

// sameDifference reads "100.00", or "CNY:100,次:-1" where there are several units.
func sameDifference(want string, nets []recon.Net) bool {
	parts := strings.Split(want, ",")
	if len(parts) != len(nets) {
		return false
	}
	for i, part := range parts {
		unit, amount, ok := strings.Cut(part, ":")
		if !ok {
			unit, amount = nets[i].Unit, part
		}
		d, err := decimal.NewFromString(amount)
		n := slices.IndexFunc(nets, func(n recon.Net) bool { return n.Unit == unit })
		if err != nil || n < 0 || !nets[n].Difference().Equal(d) {
			return false
		}
	}
	return true
}

func passName(pass recon.Pass) string {
	switch pass {
	case recon.PassKey:
		return "key"
	case recon.PassAmountTime:
		return "amount-time"
	}
	return fmt.Sprint("alt", int(pass-recon.PassAltKey)+1)
}

// checkExcess reads "bills:3" or "orders:1,2"; a line without excess wants none named.
func (p *player) checkExcess(e expectation, f found) {
	p.t.Helper()
	var want []row
	if e.excess != "" {
		s := billSide
		kind, list, _ := strings.Cut(e.excess, ":")
		if kind == "orders" {
			s = orderSide
		}
		elements, err := numbers(list)
		if err != nil {
			p.t.Fatalf("%s:%d: excess: %v", p.file, e.line, err)
		}
		want = p.rowsOfCase(s, elements)
	}
	if got := contents(unpooled(f.excess)); got != contents(want) {
		p.t.Errorf("%s:%d: excess %s, want %s", p.file, e.line, got, contents(want))
	}
}

func (p *player) checkPool(e expectation, pool recon.Pool) {
	p.t.Helper()
	if got, want := contents(unpooled(rowsOf(billSide, nil, pool.Bills))), contents(p.rowsOfCase(billSide, e.bills)); got != want {
		p.t.Errorf("%s:%d: bills in the pool %s, want %s", p.file, e.line, got, want)
	}
	if got, want := contents(unpooled(rowsOf(orderSide, nil, pool.Orders))), contents(p.rowsOfCase(orderSide, e.orders)); got != want {
		p.t.Errorf("%s:%d: orders in the pool %s, want %s", p.file, e.line, got, want)
	}
}

// TestTrapSums adds up what the groups say moved: a join that multiplies rows would not keep these sums.
func TestTrapSums(t *testing.T) {
	text, err := os.ReadFile(filepath.Join("testdata", "cases", "traps.txt"))
	if err != nil {
		t.Fatal(err)
	}
	cases, err := parseCases("traps.txt", string(text))
	if err != nil {
		t.Fatal(err)
	}
	i := slices.IndexFunc(cases, func(c *textCase) bool { return c.name == "sums survive duplicates" })
	if i < 0 {
		t.Fatal("the case of the sums 250 and 470 is gone")
	}
	c := cases[i]
	res, err := input{c.bills, c.orders, c.runs[0].rules}.match()
	if err != nil {
		t.Fatal(err)
	}
	bill, order := new(big.Rat), new(big.Rat)
	for g := range res.Groups() {
		for _, n := range g.Nets {
			bill.Add(bill, n.Bill.Rat())
			order.Add(order, n.Order.Rat())
		}
	}
	if bill.RatString() != "470" || order.RatString() != "250" {
		t.Errorf("bills %s and orders %s, want 470 and 250", bill.RatString(), order.RatString())
	}
}
