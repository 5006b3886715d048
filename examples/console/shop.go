package main

import (
	"fmt"
	"math/rand/v2"
	"time"

	"github.com/shopspring/decimal"

	"github.com/billrecon/billrecon/fubei"
	"github.com/billrecon/billrecon/fubei/fubeitest"
	"github.com/billrecon/billrecon/recon"
)

// The made-up month: two small shops of one owner.
const (
	monthYear  = 2025
	monthMonth = 11
	sales      = 150
	feePPM     = 3800 // 0.38 %, what fubeitest.Bills charges
)

var zone = time.FixedZone("UTC+8", 8*3600)

// trouble is something that went wrong with a sale.
type trouble uint8

const (
	fine           trouble = iota
	unpaid                 // the customer left
	split                  // paid in two parts under one number
	doubleCharge           // charged twice under one number
	missingOnBill          // paid in the books, unknown to the provider
	missingInBooks         // on the bill, never written down
	wrongAmount            // the two amounts differ
	wrongFee               // the provider charged more than agreed
	lostNotice             // paid, but the shop never heard of it
	givenBack              // refunded in the books, still paid on the bill
	bookedTwice            // written down twice
	byHand                 // left for a person to settle
)

// troubles are spread over the month; all other sales are fine.
var troubles = []trouble{
	unpaid, unpaid, unpaid, unpaid, unpaid, unpaid, split, split, split, doubleCharge, missingOnBill, missingOnBill,
	missingInBooks, missingInBooks, wrongAmount, wrongAmount, wrongFee, lostNotice, lostNotice, givenBack, bookedTwice, byHand, byHand,
}

// shop is both sides of the month.
type shop struct {
	bills  []fubei.Bill
	orders []order
	rng    *rand.Rand
}

// makeMonth makes the same month every time.
func makeMonth() ([]fubei.Bill, []order) {
	s := &shop{rng: rand.New(rand.NewPCG(monthYear, monthMonth))}
	kinds := make([]trouble, sales)
	copy(kinds, troubles)
	s.rng.Shuffle(sales, func(i, j int) { kinds[i], kinds[j] = kinds[j], kinds[i] })
	for i, bill := range fubeitest.Bills(sales, monthYear, monthMonth, 1) {
		s.sell(i, bill, kinds[i])
	}
	s.sellAtMidnight()
	return s.bills, s.orders
}

// sell adds the i-th sale to both sides, as far as its trouble lets it.
func (s *shop) sell(i int, bill fubei.Bill, kind trouble) {
	bill, o := s.dress(i, bill)
	switch kind {
	case unpaid:
		o.state = recon.Pending
		bill.PayStatus, bill.PayTime = fubei.PayStatusUnpaid, time.Time{}
	case split:
		first := charge(bill, bill.TotalFee.Div(decimal.New(2, 0)).Round(2), "-1")
		bill = charge(bill, bill.TotalFee.Sub(first.TotalFee), "-2")
		s.bills = append(s.bills, first)
	case doubleCharge:
		s.bills = append(s.bills, charge(bill, bill.TotalFee, "-2"))
	case missingOnBill:
		s.orders = append(s.orders, o)
		return
	case missingInBooks:
		s.bills = append(s.bills, bill)
		return
	case wrongAmount:
		bill = charge(bill, bill.TotalFee.Add(decimal.New(int64(s.rng.IntN(2)*2-1), 0)), "")
	case wrongFee:
		bill.Fee.Decimal = bill.Fee.Decimal.Add(decimal.New(50, -2))
		bill.Income.Decimal = bill.TotalFee.Sub(bill.Fee.Decimal)
	case lostNotice:
		o.state = recon.Pending
	case givenBack:
		o.state = recon.Refunded
	case bookedTwice:
		s.orders = append(s.orders, o)
	case byHand:
		o.manual = true
	}
	s.bills, s.orders = append(s.bills, bill), append(s.orders, o)
}

// dress spreads a sale over the month and gives it a price of the menu and a shop.
func (s *shop) dress(i int, bill fubei.Bill) (fubei.Bill, order) {
	menu := []int64{300, 600, 880, 990, 1200, 1580, 1800, 2200, 2800, 3600, 4800, 6800}
	fen := menu[s.rng.IntN(len(menu))] + menu[s.rng.IntN(len(menu))]
	at := time.Date(monthYear, monthMonth, 1+i*30/sales, 9, 0, s.rng.IntN(13*3600), s.rng.IntN(1_000_000)*1000, zone)
	bill.CreateTime, bill.PayTime = at.Truncate(time.Second), at.Truncate(time.Second).Add(9*time.Second)
	bill.OrderSN = fmt.Sprintf("%s%06d", at.Format("20060102150405"), i)
	bill.MerchantOrderSN = fmt.Sprintf("%s%05d", at.Format("20060102"), i)
	bill.PayType = []fubei.PayType{fubei.PayTypeWeChat, fubei.PayTypeWeChat, fubei.PayTypeAlipay}[s.rng.IntN(3)]
	bill = charge(bill, decimal.New(fen, -2), "")
	merchant := []string{"清江小馆", "河畔茶铺"}[s.rng.IntN(2)]
	return bill, order{number: bill.MerchantOrderSN, merchant: merchant, device: fmt.Sprint(1 + s.rng.IntN(3)), amount: bill.TotalFee,
		channel: bill.Record().Channel, created: at}
}

// charge is the bill with another amount, the fee that goes with it, and a longer provider number.
func charge(bill fubei.Bill, total decimal.Decimal, suffix string) fubei.Bill {
	fee := total.Mul(decimal.New(feePPM, -6)).Round(2)
	bill.OrderSN += suffix
	bill.TotalFee, bill.Fee, bill.Income = total, decimal.NewNullDecimal(fee), decimal.NewNullDecimal(total.Sub(fee))
	return bill
}

// sellAtMidnight adds orders of the month's last minute: the provider will bill them tomorrow.
func (s *shop) sellAtMidnight() {
	for i := range 3 {
		at := time.Date(monthYear, monthMonth, 30, 23, 59, 40+5*i, 0, zone)
		s.orders = append(s.orders, order{number: fmt.Sprintf("%sLATE%d", at.Format("20060102"), i+1), merchant: "清江小馆", device: "1",
			amount: decimal.New(1880, -2), channel: recon.WeChat, created: at})
	}
}
