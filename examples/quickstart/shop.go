package main

import (
	"fmt"
	"math/rand/v2"
	"time"

	"github.com/shopspring/decimal"

	"github.com/billrecon/billrecon/fubei"
	"github.com/billrecon/billrecon/recon"
)

// The made-up shop: one November of a small restaurant, with every trouble an accountant meets.
const (
	sampleYear   = 2016
	sampleMonth  = 11
	sampleOrders = 3600
	sampleFeePPM = 3800 // 0.38 %
)

// shop is a month of bills as the provider has them, and of orders as the shop wrote them down.
type shop struct {
	bills  []fubei.Bill
	orders []order
	rng    *rand.Rand
}

// trouble is something that went wrong with one order.
type trouble uint8

const (
	fine           trouble = iota
	unpaid                 // the customer left
	split                  // paid in two parts under one number
	doubleCharge           // charged twice under one number
	missingOnBill          // paid in the shop's books, unknown to the provider
	missingInBooks         // on the bill, never written down
	wrongAmount            // the two amounts differ
	wrongFee               // the provider charged more than agreed
	lostNotice             // paid, but the shop never heard of it
	givenBack              // refunded in the shop's books, still paid on the bill
	bookedTwice            // written down twice in the shop's books
)

// troubles says how many orders of each kind the month has; all others are fine.
var troubles = []struct {
	kind  trouble
	count int
}{
	{unpaid, 96}, {split, 9}, {doubleCharge, 4}, {missingOnBill, 5}, {missingInBooks, 6},
	{wrongAmount, 5}, {wrongFee, 3}, {lostNotice, 3}, {givenBack, 2}, {bookedTwice, 2},
}

// menu holds the prices in fen; a receipt is a few of them.
var menu = []int64{300, 600, 880, 990, 1200, 1580, 1800, 2200, 2800, 3600, 4800, 6800}

// generate makes the same month every time.
func generate() ([]fubei.Bill, []order) {
	s := &shop{rng: rand.New(rand.NewPCG(sampleYear, sampleMonth))}
	kinds := make([]trouble, sampleOrders)
	next := 0
	for _, t := range troubles {
		for range t.count {
			kinds[next] = t.kind
			next++
		}
	}
	s.rng.Shuffle(len(kinds), func(i, j int) { kinds[i], kinds[j] = kinds[j], kinds[i] })
	for i, kind := range kinds {
		s.sell(i, kind)
	}
	s.sellAtMidnight()
	return append(s.bills, pageSamples()...), append(s.orders, samplePageOrder())
}

// sell adds the i-th sale of the month to both sides, as far as its trouble lets it.
func (s *shop) sell(i int, kind trouble) {
	at := s.timeOf(i)
	fen := s.receipt()
	o := order{Number: fmt.Sprintf("S%s%05d", at.Format("20060102"), i+1), Amount: yuan(fen), Status: "paid", Channel: s.channel(), Created: at}
	bill := s.bill(o, i, fen)
	switch kind {
	case unpaid:
		o.Status = "unpaid"
		bill = notPaid(bill)
	case split:
		first := fen / 2
		s.bills = append(s.bills, s.bill(o, i, first))
		bill = s.bill(o, sampleOrders+i, fen-first)
	case doubleCharge:
		again := s.bill(o, sampleOrders+i, fen)
		again.PayTime = again.PayTime.Add(40 * time.Second)
		s.bills = append(s.bills, again)
	case missingOnBill:
		s.orders = append(s.orders, o)
		return
	case missingInBooks:
		s.bills = append(s.bills, bill)
		return
	case wrongAmount:
		bill = s.bill(o, i, fen+int64(s.rng.IntN(2)*2-1)*100)
	case wrongFee:
		bill.Fee.Decimal = bill.Fee.Decimal.Add(yuan(50))
		bill.Income.Decimal = bill.TotalFee.Sub(bill.Fee.Decimal)
	case lostNotice:
		o.Status = "unpaid"
	case givenBack:
		o.Status = "refunded"
	case bookedTwice:
		s.orders = append(s.orders, o)
	}
	s.bills = append(s.bills, bill)
	s.orders = append(s.orders, o)
}

// sellAtMidnight adds orders of the month's last minute: the provider will bill them tomorrow.
func (s *shop) sellAtMidnight() {
	for i := range 3 {
		at := time.Date(sampleYear, sampleMonth, 30, 23, 59, 40+5*i, 0, shopZone)
		s.orders = append(s.orders, order{Number: fmt.Sprintf("S%sLATE%d", at.Format("20060102"), i+1), Amount: yuan(s.receipt()), Status: "paid", Channel: recon.WeChat, Created: at})
	}
}

// timeOf spreads the sales over the month, 09:00 to 21:59 each day.
func (s *shop) timeOf(i int) time.Time {
	day := 1 + i*30/sampleOrders
	second := 9*3600 + s.rng.IntN(13*3600)
	return time.Date(sampleYear, sampleMonth, day, 0, 0, second, 0, shopZone)
}

func (s *shop) receipt() int64 {
	total := int64(0)
	for range 1 + s.rng.IntN(4) {
		total += menu[s.rng.IntN(len(menu))]
	}
	return total
}

func (s *shop) channel() recon.Channel {
	return []recon.Channel{recon.WeChat, recon.WeChat, recon.WeChat, recon.Alipay, recon.Alipay, recon.UnionPay}[s.rng.IntN(6)]
}

var payTypes = map[recon.Channel]fubei.PayType{
	recon.WeChat: fubei.PayTypeWeChat, recon.Alipay: fubei.PayTypeAlipay, recon.UnionPay: fubei.PayTypeUnionPay,
}

func (s *shop) bill(o order, serial int, fen int64) fubei.Bill {
	total, fee := yuan(fen), yuan((fen*sampleFeePPM+500_000)/1_000_000)
	return fubei.Bill{
		OrderSN: fmt.Sprintf("%s%06d", o.Created.Format("20060102150405"), serial+1), MerchantOrderSN: o.Number,
		CreateTime: o.Created, PayTime: o.Created.Add(time.Duration(3+s.rng.IntN(50)) * time.Second),
		TotalFee: total, Fee: decimal.NewNullDecimal(fee), Income: decimal.NewNullDecimal(total.Sub(fee)),
		StoreID: 2299, PayStatus: fubei.PayStatusPaid, PayType: payTypes[o.Channel], DeviceNo: "sn0000001",
	}
}

func notPaid(b fubei.Bill) fubei.Bill {
	b.PayStatus, b.PayTime = fubei.PayStatusUnpaid, time.Time{}
	b.Fee, b.Income = decimal.NewNullDecimal(yuan(0)), decimal.NewNullDecimal(b.TotalFee)
	return b
}

func yuan(fen int64) decimal.Decimal { return decimal.New(fen, -2) }
