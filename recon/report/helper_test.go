package report

import (
	"bytes"
	"fmt"
	"io"
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/require"

	"github.com/billrecon/billrecon/recon"
)

// Rows of the tests are records themselves. All keys are made up.

var shopZone = time.FixedZone("UTC+8", 8*3600)

func same(r recon.Record) recon.Record { return r }

func dec(text string) decimal.Decimal { return decimal.RequireFromString(text) }

func null(text string) decimal.NullDecimal { return decimal.NewNullDecimal(dec(text)) }

// noon is a time on a day of November 2026.
func noon(day int) time.Time { return time.Date(2026, 11, day, 12, 0, 0, 0, shopZone) }

// paid is a successful row.
func paid(key, amount string, day int) recon.Record {
	r := recon.Record{Key: key, Amount: dec(amount), Time: noon(day), Channel: recon.WeChat}
	if r.Amount.IsNegative() {
		r.Kind = recon.Refund
	}
	return r
}

func withState(r recon.Record, s recon.State) recon.Record {
	r.State = s
	return r
}

func withFee(r recon.Record, fee string) recon.Record {
	r.Fee, r.Income = null(fee), decimal.NewNullDecimal(r.Amount.Sub(dec(fee)))
	return r
}

func inUnit(r recon.Record, unit string) recon.Record {
	r.Unit = unit
	return r
}

// run is the input of one report.
type run struct {
	bills, orders []recon.Record
	rules         recon.Rules
}

func (in run) result(t testing.TB) *recon.Result[recon.Record, recon.Record] {
	t.Helper()
	result, err := recon.Match(in.bills, same, in.orders, same, in.rules)
	require.NoError(t, err)
	return result
}

func (in run) report(t testing.TB, o Options) *Report {
	t.Helper()
	r, err := New(in.result(t), o)
	require.NoError(t, err)
	return r
}

// shop has every outcome, a pool, a second unit, and keys that are attacks.
func shop() run {
	orders := []recon.Record{
		paid("A001", "100", 1), paid("A002", "50.5", 1), paid("A003", "70", 2), paid("A004", "8.8", 2),
		paid("A005", "30", 3), paid("A006", "45", 3), withState(paid("A007", "12", 4), recon.Pending), withState(paid("A008", "66", 4), recon.Pending),
		paid("A009", "20", 5), paid("A009", "20", 5), paid("A010", "31.4", 6), paid("=HYPERLINK(\"http://evil.example\",\"x\")", "15", 6),
		inUnit(paid("B001", "3", 7), "次"), paid("A011", "99", 7), paid("20261108000000000012", "18", 8), paid("A013", "200", 8),
		paid("A014", "77", 20), paid("A015", "10", 9), paid("A015", "-10", 10), withFee(paid("A016", "100", 10), "0.6"),
	}
	bills := []recon.Record{
		withFee(paid("A001", "100", 1), "0.6"), paid("A002", "50.5", 1), paid("A003", "71", 2), paid("A004", "8.08", 2),
		withFee(paid("A005", "30", 3), "0.18"), paid("A006", "45", 3), paid("A006", "45", 3), withState(paid("A007", "12", 4), recon.Pending),
		paid("A008", "66", 4), paid("A009", "20", 5), paid("<script>alert(1)</script>|*x*", "31.4", 7), paid("A011", "99", 7),
		paid("A012\";=cmd|' /C calc'!A0", "18", 8), paid("B001", "9.9", 7), paid("A013", "120", 8), paid("A013", "80", 8),
		paid("A015", "10", 9), paid("A015", "-10", 10), withFee(paid("A016", "100", 10), "1"), inUnit(paid("B002", "5", 9), "次"),
		paid("P001", "40", 9),
	}
	count := int64(len(bills)) - 1 // one counts 次
	return run{bills, orders, recon.Rules{
		Hold: 3, BillsUntil: until(noon(21)),
		Control: &recon.ControlTotals{Count: &count},
		Pool: recon.Pool{Version: recon.PoolVersion, BillDate: recon.Rules{}.DayOf(noon(20)), Orders: []recon.PoolRow{
			{ID: "o1", Since: recon.Rules{}.DayOf(noon(8)), Record: paid("P001", "40", 8)},
			{ID: "o2", Since: recon.Rules{}.DayOf(noon(20)), Record: paid("P002", "41", 20)},
		}},
	}}
}

// month is a larger run of plain pairs with a difference now and then, over 30 days.
func month(n int) run {
	var in run
	in.rules = recon.Rules{BillsUntil: until(noon(30)), Hold: 1}
	for i := range n {
		key, amount := fmt.Sprintf("S202611%08d", i), decimal.New(int64(100+i*37%20000), -2)
		order := recon.Record{Key: key, Amount: amount, Time: noon(1 + i%30)}
		bill := order
		switch i % 97 {
		case 13:
			bill.Amount = amount.Add(decimal.New(int64(i%700), -2))
		case 29:
			bill.Amount = amount.Sub(decimal.New(int64(i%90), -2))
		case 53:
			in.orders = append(in.orders, order)
			continue
		case 71:
			in.bills = append(in.bills, bill)
			continue
		}
		in.orders, in.bills = append(in.orders, order), append(in.bills, bill)
	}
	return in
}

// text is what one form writes.
func text(t testing.TB, form func(io.Writer) error) string {
	t.Helper()
	var b bytes.Buffer
	require.NoError(t, form(&b))
	return b.String()
}

// extreme has what breaks formats: amounts of any size and sign, keys that are no text, rows without a time, years apart.
func extreme() run {
	undated := func(key, amount string) recon.Record { return recon.Record{Key: key, Amount: dec(amount)} }
	far := paid("FAR", "1", 1)
	far.Time = time.Date(2031, 1, 1, 0, 0, 0, 0, shopZone)
	return run{
		orders: []recon.Record{
			paid("BIG", "1e100", 1), paid("SMALL", "1e-100", 2), paid("NEG", "-5", 3), undated("\xff\x00\u202e\u2028", "1"),
			undated("", "3"), far, paid("'quoted", "1", 2), paid("\t=1\r\n;=2|@3", "1", 4), paid("１２", "1", 1), inUnit(paid("U", "2", 1), "</svg>\x01"),
			paid("www.evil.example https://evil.example a@b.example", "1", 1), paid("DIGITS", "123456789012345678901234567890.12", 1),
		},
		bills: []recon.Record{paid("NEG", "-6", 3), undated("", "4"), paid("E1", "0.001", 5), inUnit(paid("V", "2", 1), "AA"), inUnit(paid("W", "2", 1), "BB")},
		rules: recon.Rules{BillsUntil: proven},
	}
}

// proven is later than every row of the tests: with it all bills are whole, and every wait is over.
var proven = time.Date(2030, 1, 1, 0, 0, 0, 0, time.FixedZone("UTC+8", 8*3600))

// until is the BillsUntil of bills that are whole for the calendar day at UTC+8 that t is in.
func until(t time.Time) time.Time {
	y, m, d := t.In(time.FixedZone("UTC+8", 8*3600)).Date()
	return time.Date(y, m, d+1, 0, 0, 0, 0, time.FixedZone("UTC+8", 8*3600))
}
