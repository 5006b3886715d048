package provider

import (
	"context"
	"fmt"
	"iter"
	"math/rand/v2"
	"strings"
	"time"

	"github.com/shopspring/decimal"

	"github.com/billrecon/billrecon/eshouhou"
	"github.com/billrecon/billrecon/eshouhou/eshouhoutest"
	"github.com/billrecon/billrecon/fubei"
	"github.com/billrecon/billrecon/fubei/fubeitest"
	"github.com/billrecon/billrecon/recon"
	"github.com/billrecon/billrecon/recon/daily"
	"github.com/billrecon/billrecon/settlement"
	"github.com/billrecon/billrecon/settlement/settlementtest"
)

// sale is what the provider makes of an order.
type sale struct {
	order    recon.Record
	billed   decimal.Decimal
	billedAt time.Time
}

// fakeDay makes up a bill day, the same one every time: nearly all sales are fine, one customer left without paying, one amount
// differs, and the last sale is billed the day after, where it is among the orders that wait.
func fakeDay(day daily.Request) (sales []sale, orders []daily.Row) {
	rng := rand.New(rand.NewPCG(uint64(day.Start.Unix()), 0))
	for i := range 41 {
		at, name := day.Start.Add(9*time.Hour+time.Duration(i)*18*time.Minute+time.Duration(rng.IntN(600))*time.Second), fmt.Sprintf("%03d", i+1)
		if i == 40 {
			at, name = day.End.Add(-2*time.Second), "LATE"
		}
		o := recon.Record{Key: "S" + at.Format("20060102") + name, Amount: decimal.New(int64(300+rng.IntN(20000)), -2), Time: at, Channel: recon.WeChat}
		s := sale{o, o.Amount, at.Add(20 * time.Second)}
		switch i {
		case 7:
			s.billed = s.billed.Sub(decimal.New(1, 0))
		case 20:
			o.State = recon.Pending
		}
		if orders = append(orders, daily.Row{Record: o, File: "fake", Line: i + 1}); i != 20 && i != 40 {
			sales = append(sales, s)
		}
	}
	for _, row := range day.Held {
		if strings.HasSuffix(row.Record.Key, "LATE") {
			sales = append(sales, sale{row.Record, row.Record.Amount, day.Start.Add(3 * time.Second)})
		}
	}
	return sales, orders
}

// FakeOrders are the orders of the made-up shop.
func FakeOrders(_ context.Context, day daily.Request) iter.Seq2[daily.Row, error] {
	return func(yield func(daily.Row, error) bool) {
		_, orders := fakeDay(day)
		for _, row := range orders {
			if !yield(row, nil) {
				return
			}
		}
	}
}

// fakeFubei starts a gateway that serves these sales until it is closed.
func fakeFubei(sales []sale) (reach map[string]string, closeGateway func()) {
	var bills []fubei.Bill
	for i, s := range sales {
		fee := s.billed.Mul(decimal.New(38, -4)).Round(2)
		bills = append(bills, fubei.Bill{
			OrderSN: fmt.Sprintf("%s%04d", s.billedAt.Format("20060102150405"), i), MerchantOrderSN: s.order.Key, CreateTime: s.billedAt, PayTime: s.billedAt,
			TotalFee: s.billed, Fee: decimal.NewNullDecimal(fee), Income: decimal.NewNullDecimal(s.billed.Sub(fee)),
			PayStatus: fubei.PayStatusPaid, PayType: fubei.PayTypeWeChat,
		})
	}
	gateway := fubeitest.New(nil, fubeitest.Options{Bills: bills})
	return map[string]string{"FUBEI_APP_ID": fubeitest.AppID, "FUBEI_APP_SECRET": fubeitest.AppSecret, "FUBEI_BASE_URL": gateway.URL()}, gateway.Close
}

// fakeSettlement starts a gateway that serves these sales until it is closed.
func fakeSettlement(sales []sale) (reach map[string]string, closeGateway func()) {
	var items []settlement.Item
	for i, s := range sales {
		items = append(items, settlement.Item{
			OrderNum: s.order.Key, BizOrderNum: fmt.Sprintf("B%s%04d", s.billedAt.Format("20060102"), i), SettlementType: settlement.SettlementTypePayment,
			PaymentType: "企业积分", PaymentAmount: decimal.NewNullDecimal(s.billed), SettlementAmount: s.billed, OrderTime: s.order.Time, PaymentTime: s.billedAt,
		})
	}
	gateway := settlementtest.New(nil, settlementtest.Options{Items: items})
	return map[string]string{
		"SETTLEMENT_BASE_URL": gateway.URL(), "SETTLEMENT_ACCESS_TOKEN": settlementtest.Token,
		"SETTLEMENT_SECRET": settlementtest.Secret, "SETTLEMENT_SIGNER": "sorted-md5",
	}, gateway.Close
}

// fakeEshouhou starts a gateway that serves these sales until it is closed.
func fakeEshouhou(sales []sale) (reach map[string]string, closeGateway func()) {
	var statements []eshouhou.Statement
	for _, s := range sales {
		money := decimal.NewNullDecimal(s.billed)
		statements = append(statements, eshouhou.Statement{
			ID: "statement-" + s.order.Key, WorkOrderID: s.order.Key, TotalAmount: money, CustomerAmount: money, FeeItemAmount: money,
			Type: eshouhou.PayTypeWeChat, StatementState: eshouhou.StatementStateDone, StatementTime: s.billedAt,
			WorkOrderState: eshouhou.WorkOrderStateAbsent, WorkOrderPendState: eshouhou.WorkOrderPendStateAbsent,
			CustomerPaymentAction: eshouhou.CustomerPaymentActionAbsent,
		})
	}
	gateway := eshouhoutest.New(nil, eshouhoutest.Options{Statements: statements})
	return map[string]string{
		"ESHOUHOU_APP_ID": eshouhoutest.AppID, "ESHOUHOU_APP_SECRET": eshouhoutest.AppSecret, "ESHOUHOU_BASE_URL": gateway.URL(),
	}, gateway.Close
}
