package reconbeam

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"time"

	"github.com/billrecon/billrecon/recon"
	"github.com/shopspring/decimal"
)

// day is the bill day that generated rows are of.
var day = time.Date(2026, 11, 22, 0, 0, 0, 0, time.FixedZone("UTC+8", 8*3600))

// input is what one match is given.
type input struct {
	bills, orders []recon.Record
	rules         recon.Rules
}

func same(r recon.Record) recon.Record { return r }

// generate draws so many payments, most of which agree, and all kinds of trouble among the others.
func generate(seed uint64, payments int) input {
	r := rand.New(rand.NewPCG(seed, 7))
	var in input
	for i := range payments {
		p := payment(r, i)
		bills, orders := trouble(r, p)
		in.bills, in.orders = append(in.bills, bills...), append(in.orders, orders...)
	}
	shuffle(r, in.bills)
	shuffle(r, in.orders)
	in.rules = recon.Rules{
		Hold:       int(seed % 4),
		AmountTime: &recon.AmountTime{Before: time.Minute, After: time.Hour},
		Fees:       &recon.FeeSchedule{RatePPM: 6000},
	}
	if seed%3 > 0 {
		in.rules.BillsUntil = time.Date(day.Year(), day.Month(), day.Day()+1, 0, 0, 0, 0, time.FixedZone("UTC+8", 8*3600))
	}
	if seed%2 == 0 {
		in.rules.AmountTolerance.Absolute = decimal.New(1, -2)
		in.rules.CutOff = 23 * time.Hour
	}
	in.rules.Pool = generatePool(r)
	return in
}

func shuffle(r *rand.Rand, rows []recon.Record) {
	r.Shuffle(len(rows), func(i, j int) { rows[i], rows[j] = rows[j], rows[i] })
}

func payment(r *rand.Rand, i int) recon.Record {
	return recon.Record{
		Key:    fmt.Sprintf("20261122%012d", i),
		Amount: decimal.New(1+r.Int64N(5000), -2),
		Time:   day.Add(time.Duration(r.Int64N(int64(24 * time.Hour)))),
	}
}

// trouble makes the rows of one payment on both sides.
func trouble(r *rand.Rand, p recon.Record) (bills, orders []recon.Record) {
	bill, order := p, p
	if r.IntN(4) == 0 {
		bill.Fee = decimal.NewNullDecimal(bill.Amount.Mul(decimal.New(6, -3)).Round(2))
		bill.Income = decimal.NewNullDecimal(bill.Amount.Sub(bill.Fee.Decimal))
	}
	switch r.IntN(24) {
	case 0: // only one side
		return []recon.Record{bill}, nil
	case 1:
		return nil, []recon.Record{order}
	case 2: // another amount
		bill.Amount = bill.Amount.Add(decimal.New(r.Int64N(5)-2, -2))
	case 3: // a double charge
		return []recon.Record{bill, bill}, []recon.Record{order}
	case 4: // split in two
		half := order
		half.Amount = order.Amount.Sub(decimal.New(1, 0))
		rest := order
		rest.Amount = decimal.New(1, 0)
		return []recon.Record{bill}, []recon.Record{half, rest}
	case 5: // refunded
		back := order
		back.Amount, back.Kind = order.Amount.Neg(), recon.Refund
		return []recon.Record{bill}, []recon.Record{order, back}
	case 6:
		order.State = recon.State(r.IntN(6))
	case 7:
		bill.Unit = []string{"CNY", "次", "福豆"}[r.IntN(3)]
		order.Unit = []string{"", "次"}[r.IntN(2)]
	case 8: // another key, a common first alternative
		bill.AltKeys, order.AltKeys = recon.AltKeys{"a" + p.Key}, recon.AltKeys{"a" + p.Key, "other"}
		bill.Key = "b" + p.Key
	case 9: // a common second alternative only
		bill.AltKeys, order.AltKeys = recon.AltKeys{"", "c" + p.Key[15:]}, recon.AltKeys{"x" + p.Key, "c" + p.Key[15:]}
		bill.Key = "b" + p.Key
	case 10: // no key at all
		bill.Key = ""
	case 11:
		bill.Key, order.Key = "", ""
	case 12:
		order.Manual = true
	case 13: // a key of its own, as bytes that are no text
		bill.Key, order.Key = "\xff"+p.Key, "\xff"+p.Key
		bill.Channel = recon.WeChat
	case 14:
		bill.Time, order.Time = time.Time{}, time.Time{}
		order.Amount = decimal.RequireFromString("0.005")
	case 15: // a huge amount
		bill.Amount = decimal.RequireFromString("123456789012345678901234567890.12")
		order.Amount = bill.Amount
	case 16: // many under one key
		bill.Key, order.Key = "hot", "hot"
	}
	return []recon.Record{bill}, []recon.Record{order}
}

// generatePool has rows that today's rows meet, and rows that they do not.
func generatePool(r *rand.Rand) recon.Pool {
	pool := recon.Pool{Version: recon.PoolVersion, BillDate: recon.Rules{}.DayOf(day) - 1}
	for i := range 20 {
		row := payment(r, r.IntN(60))
		row.Time = row.Time.AddDate(0, 0, -1)
		kept := recon.PoolRow{ID: fmt.Sprint("row-", i), Twin: i%5 == 0, Record: row}
		if i%2 == 0 {
			pool.Bills = append(pool.Bills, kept)
		} else {
			pool.Orders = append(pool.Orders, kept)
		}
	}
	return pool
}

// hot is an input in which one key, or one alternative key, or one amount has all the rows.
func hot(kind string, rows int) input {
	r := rand.New(rand.NewPCG(uint64(rows), 3))
	in := input{rules: recon.Rules{BillsUntil: day.AddDate(1, 0, 0)}}
	for i := range rows {
		p := payment(r, i)
		bill, order := p, p
		switch kind {
		case "key":
			bill.Key, order.Key = "hot", "hot"
		case "no key":
			bill.Key, order.Key = "", ""
		case "alternative key":
			bill.Key, bill.AltKeys, order.AltKeys = "b"+p.Key, recon.AltKeys{"hot"}, recon.AltKeys{"hot"}
		case "amount and time":
			bill.Key, bill.Amount, order.Amount = "b"+p.Key, decimal.New(990, -2), decimal.New(990, -2)
			in.rules.AmountTime = &recon.AmountTime{After: time.Minute}
		}
		in.bills, in.orders = append(in.bills, bill), append(in.orders, order)
	}
	in.bills = slices.Concat(in.bills, in.bills[:3])
	return in
}
