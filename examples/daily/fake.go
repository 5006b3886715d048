package main

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"time"

	"github.com/shopspring/decimal"

	"github.com/billrecon/billrecon/recon"
)

// sale is an order and what the provider makes of it.
type sale struct {
	order    order
	billed   decimal.Decimal
	billedAt time.Time
}

const lateSuffix = "LATE"

// fakeDay makes up a day of a shop, the same one every time: nearly all sales are fine, one customer left without paying, one
// amount differs, and the last sale is billed the day after, from where the pool brings it back.
func fakeDay(day time.Time, pool recon.Pool) (sales []sale, orders []order) {
	rng := rand.New(rand.NewPCG(uint64(day.Unix()), 0))
	for i := range 40 {
		at := day.Add(9*time.Hour + time.Duration(i)*18*time.Minute + time.Duration(rng.IntN(600))*time.Second)
		o := fakeOrder(at, fmt.Sprintf("%03d", i+1), rng)
		billed := o.Amount
		if i == 7 {
			billed = billed.Sub(decimal.New(1, 0))
		}
		if i == 20 {
			o.Status = "unpaid"
		} else {
			sales = append(sales, sale{o, billed, at.Add(20 * time.Second)})
		}
		orders = append(orders, o)
	}
	late := fakeOrder(day.Add(24*time.Hour-2*time.Second), lateSuffix, rng)
	return append(sales, yesterdaysLate(day, pool)...), append(orders, late)
}

func fakeOrder(at time.Time, suffix string, rng *rand.Rand) order {
	channel := recon.WeChat
	if rng.IntN(3) == 0 {
		channel = recon.Alipay
	}
	return order{
		Number: "S" + at.Format("20060102") + suffix, Amount: decimal.New(int64(300+rng.IntN(20000)), -2), Status: "paid",
		Channel: channel, Created: at,
	}
}

// yesterdaysLate bills the orders that the day before held back.
func yesterdaysLate(day time.Time, pool recon.Pool) []sale {
	var sales []sale
	for _, row := range pool.Orders {
		if r := row.Record; strings.HasSuffix(r.Key, lateSuffix) {
			sales = append(sales, sale{order{Number: r.Key, Channel: r.Channel, Created: r.Time}, r.Amount, day.Add(3 * time.Second)})
		}
	}
	return sales
}
