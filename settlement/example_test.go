package settlement_test

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"time"

	"github.com/shopspring/decimal"

	"github.com/billrecon/billrecon/billtest"
	"github.com/billrecon/billrecon/settlement"
	"github.com/billrecon/billrecon/settlement/settlementtest"
)

// exampleDay is 2022-11-02 at UTC+8.
func exampleDay() settlement.ItemQuery { return settlement.Day(2022, 11, 2) }

// exampleGateway is a fake with items of that day, a minute apart.
func exampleGateway(n int, faults billtest.Script) *settlementtest.Gateway {
	items := settlementtest.Items(n, exampleDay().PaymentStart, time.Minute)
	return settlementtest.New(nil, settlementtest.Options{Items: items, Faults: faults})
}

// One page of a day's bill.
func ExampleClient_ItemPage() {
	gw := exampleGateway(250, nil)
	defer gw.Close()

	c, err := settlement.New(settlement.Config{
		BaseURL:    "https://settlement.example", // yours, from the provider
		Token:      settlement.StaticToken(settlementtest.Token),
		Signer:     settlement.SortedSecretParamMD5(settlementtest.Secret),
		HTTPClient: gw.Client(),
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	q := exampleDay()
	q.Page, q.Limit = 3, 100
	page, err := c.ItemPage(context.Background(), q)
	if err != nil {
		fmt.Println(err)
		return
	}
	item := page.Items[0]
	fmt.Println(len(page.Items), "items, last page:", page.Last)
	fmt.Println(item.OrderNum, item.SettlementType, item.SettlementAmount.StringFixed(2), item.PaymentTime.Format(time.DateTime))
	// Output:
	// 50 items, last page: true
	// 31660000000000000200 payment 75.00 2022-11-02 03:20:00
}

// Every item of a day, row by row. The loop has seen the whole bill only when it ends without an error.
func ExampleClient_Items() {
	gw := exampleGateway(250, nil)
	defer gw.Close()
	c, _ := settlement.New(gw.Config())

	count, money, points := 0, decimal.Zero, decimal.Zero
	for item, err := range c.Items(context.Background(), exampleDay()) {
		if err != nil {
			fmt.Println(err)
			return
		}
		count++
		money = money.Add(item.SettlementAmount)
		points = points.Add(item.PaymentAmount.Decimal) // another unit: never added to the money
	}
	fmt.Println(count, "items,", money.StringFixed(2), "yuan,", points.StringFixed(2), "points")
	// Output:
	// 250 items, 9329.75 yuan, 9329.75 points
}

// A complete bill with the proof that it is. After a failure the cursor goes on where it stopped.
func ExampleClient_CollectItems() {
	gw := exampleGateway(250, billtest.Script{{On: billtest.Page(3), Times: 1, Fault: billtest.Business("500", "", "系统异常")}})
	defer gw.Close()
	c, _ := settlement.New(gw.Config())

	q := exampleDay()
	q.Limit = 100
	items, audit, err := c.CollectItems(context.Background(), q)
	fmt.Println(len(items), audit.Complete, err)

	q.Cursor = audit.Next
	rest, audit, err := c.CollectItems(context.Background(), q)
	fmt.Println(len(rest), audit.Complete, err)
	fmt.Println(audit.Earlier, "+", audit.Rows)
	// Output:
	// 200 false settlement: CollectItems: code 500: 系统异常 (attempt 1 of 4)
	// 50 true <nil>
	// 200 + 50
}

// A long range in windows of an hour, eight at a time. They come in order, and each is read to its own end.
func ExampleItemQuery_window() {
	gw := exampleGateway(1440, nil)
	defer gw.Close()
	cfg := gw.Config()
	cfg.Prefetch = 8
	c, _ := settlement.New(cfg)

	q := exampleDay()
	q.Window = time.Hour
	items, audit, err := c.CollectItems(context.Background(), q)
	fmt.Println(len(items), "items,", audit.Pages, "pages, complete:", audit.Complete, err)
	// Output:
	// 1440 items, 48 pages, complete: true <nil>
}

// Which rule the provider signs by is not public: ask it. Here the first preset is the right one; each other costs a second.
func ExampleFindSigner() {
	gw := exampleGateway(25, nil)
	defer gw.Close()

	cfg := settlement.Config{
		BaseURL:    "https://settlement.example", // yours, from the provider
		Token:      settlement.StaticToken(settlementtest.Token),
		HTTPClient: gw.Client(),
	}
	found, err := settlement.FindSigner(context.Background(), cfg, settlementtest.Secret)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println("the provider takes", found)
	cfg.Signer = found.Signer
	c, err := settlement.New(cfg)
	if err != nil {
		fmt.Println(err)
		return
	}
	items, audit, err := c.CollectItems(context.Background(), settlement.Day(2022, 11, 2))
	fmt.Println(len(items), audit.Complete, err)
	// Output:
	// the provider takes SortedSecretParamMD5
	// 25 true <nil>
}

// A method of the platform that this package does not have.
func ExampleClient_Call() {
	gw := settlementtest.New(nil, settlementtest.Options{Call: func(path string, body []byte) ([]byte, bool) {
		return []byte(`{"contractId":"286239","balance":1250.50}`), path == "/openApi/open/contract/detail"
	}})
	defer gw.Close()
	c, _ := settlement.New(gw.Config())

	data, err := c.Call(context.Background(), "/openApi/open/contract/detail", map[string]string{"contractId": "286239"})
	if err != nil {
		fmt.Println(err)
		return
	}
	var contract struct {
		ContractID string          `json:"contractId"`
		Balance    decimal.Decimal `json:"balance"`
	}
	fmt.Println(json.Unmarshal(data, &contract))
	fmt.Println(contract.ContractID, contract.Balance.StringFixed(2))
	// Output:
	// <nil>
	// 286239 1250.50
}

// A day that is not over is refused, unless it is asked for as open. Until says how far a bill is proven.
func ExampleDay() {
	gw := exampleGateway(25, nil)
	defer gw.Close()
	c, _ := settlement.New(gw.Config())

	items, audit, err := c.CollectItems(context.Background(), settlement.Day(2022, 11, 2))
	fmt.Println(len(items), audit.Until.Format(time.DateTime), err)
	_, _, err = c.CollectItems(context.Background(), settlement.Day(2199, 1, 1))
	fmt.Println(err)

	q := settlement.Day(2199, 1, 1)
	q.Open = true
	items, audit, err = c.CollectItems(context.Background(), q)
	fmt.Println(len(items), audit.Complete, err)
	// Output:
	// 25 2022-11-03 00:00:00 <nil>
	// settlement: period open: ItemQuery.PaymentEnd is not over at UTC+8: ask later, or set ItemQuery.Open
	// 0 false <nil>
}

// A signing rule of your own. The secret stays inside the function, and HideSecrets masks it in what the provider says.
func ExampleSignerFunc() {
	const secret = "fictional-secret"
	sign := func(query url.Values, body []byte) string {
		mac := hmac.New(sha256.New, []byte(secret))
		mac.Write([]byte(query.Get("timestamp")))
		mac.Write(body)
		return hex.EncodeToString(mac.Sum(nil))
	}
	signer := settlement.SignerFunc(func(query url.Values, body []byte) (string, error) { return sign(query, body), nil })

	gw := settlementtest.New(nil, settlementtest.Options{Sign: sign})
	defer gw.Close()
	cfg := gw.Config()
	cfg.Signer = settlement.HideSecrets(signer, secret)
	c, _ := settlement.New(cfg)
	page, err := c.ItemPage(context.Background(), exampleDay())
	fmt.Println(len(page.Items), err)
	// Output:
	// 24 <nil>
}

// The known answer of 关爱通's document, a call without a body. The provider's own document, or FindSigner, must say which rule is yours.
func ExampleSortedSecretParamSHA1() {
	signer := settlement.SortedSecretParamSHA1("f4cc82386a1cdddcc98e4f53b1115a62")
	sign, err := signer.Sign(url.Values{
		"appid":      {"30000003"},
		"grant_type": {"client_credential"},
		"timestamp":  {"1494313879"},
	}, nil)
	fmt.Println(sign, err)
	// Output:
	// 27e1f7bdf619e2bf3672fd9101ba010a2434c119 <nil>
}

// Tokens from elsewhere. The client keeps them and asks again before they expire, and once after the provider refused one.
func ExampleTokenSourceFunc() {
	asked := 0
	source := settlement.TokenSourceFunc(func(context.Context) (settlement.Token, error) {
		asked++ // in earnest: a call of your token service
		return settlement.Token{Value: settlementtest.Token, Expires: time.Now().Add(2 * time.Hour)}, nil
	})
	gw := exampleGateway(250, nil)
	defer gw.Close()
	cfg := gw.Config()
	cfg.Token = source
	c, _ := settlement.New(cfg)

	q := exampleDay()
	q.Limit = 10
	items, _, err := c.CollectItems(context.Background(), q)
	fmt.Println(len(items), "items,", gw.Count(), "requests,", asked, "token", err)
	// Output:
	// 250 items, 27 requests, 1 token <nil>
}

// What went wrong, and whether it makes sense to ask again.
func ExampleError() {
	gw := exampleGateway(1, billtest.Script{
		{On: billtest.Call(1), Fault: billtest.Business("10016", "", "签名错误")},
		{On: billtest.Call(2), Fault: billtest.RetryAfter(429, "3600")},
	})
	defer gw.Close()
	c, _ := settlement.New(gw.Config())

	for range 2 {
		_, err := c.ItemPage(context.Background(), exampleDay())
		var e *settlement.Error
		if !errors.As(err, &e) {
			fmt.Println("success")
			return
		}
		fmt.Printf("HTTP %d, code %q, auth %v, rate limited %v, retryable %v\n",
			e.HTTPStatus, e.Code, errors.Is(err, settlement.ErrAuth), errors.Is(err, settlement.ErrRateLimited), e.Retryable())
	}
	q := exampleDay()
	q.Limit = 501
	_, err := c.ItemPage(context.Background(), q)
	fmt.Println(errors.Is(err, settlement.ErrInvalidRequest), err)
	// Output:
	// HTTP 200, code "10016", auth true, rate limited false, retryable false
	// HTTP 429, code "", auth false, rate limited true, retryable true
	// true settlement: ItemQuery.Limit is 501: it must be 1 to 500, or 0 for the default
}

// A Config can be printed and logged.
func ExampleConfig() {
	cfg := settlement.Config{
		BaseURL:  "https://settlement.example",
		Token:    settlement.StaticToken("fictional-token"),
		Signer:   settlement.SortedSecretParamMD5("fictional-secret"),
		Prefetch: 8,
	}
	fmt.Printf("%+v\n", cfg)
	fmt.Println(cfg.Signer)
	cfg.Token = nil
	_, err := settlement.New(cfg)
	fmt.Println(err)
	// Output:
	// settlement.Config{Token: set, Signer: set, BaseURL: set, Prefetch: set}
	// settlement.SortedSecretParamMD5
	// settlement: Config.Token is nil: it is required
}

// What recon.Match sees of a refund: money, or points, never both.
func ExampleItem_Record() {
	items := settlementtest.Items(10, exampleDay().PaymentStart, time.Minute)
	refund := items[9]
	money, points := refund.Record(), refund.PointsRecord()
	fmt.Println(money.Key, money.AltKeys[0], money.Kind, money.Amount.StringFixed(2), money.Unit)
	fmt.Println(points.Amount.StringFixed(2), points.Unit)
	fmt.Println(settlement.PointsRecordIn("福豆")(refund).Unit)
	fmt.Println(refund.RecordByBizOrder().Key)
	// Output:
	// 31660000000000000009 212200000000000009 refund -4.33 CNY
	// -4.33 福豆/次
	// 福豆
	// 212200000000000009
}

// A refund of a positive amount is reported, not flipped.
func ExampleItem_TypeContradiction() {
	var item settlement.Item
	err := item.UnmarshalJSON([]byte(`{"orderNum":"31667365951449629248009653","settlementAmount":2.00,"settlementType":2}`))
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(item.SettlementType, item.SettlementAmount.StringFixed(2), item.TypeContradiction())
	// Output:
	// refund 2.00 true
}

// Phone number, name, card and department of a row are never printed.
func ExampleItem_String() {
	fmt.Println(settlementtest.Items(1, exampleDay().PaymentStart, time.Minute)[0])
	// Output:
	// settlement.Item{OrderNum: "31660000000000000000", BizOrderNum: "212200000000000000", payment, SettlementAmount: 1.00, PaymentAmount: 1.00, PaymentTime: 2022-11-02T00:00:00+08:00, OrderUserMobile: ***, OrderUserName: ***, CardID: ***, UnionOrganization: ***}
}

// Times as people write them, at UTC+8.
func ExampleParseTime() {
	for _, text := range []string{"2022-9-1 00:00:00", "2022-12-15", "yesterday"} {
		t, err := settlement.ParseTime(text)
		if err != nil {
			fmt.Println(err)
			continue
		}
		fmt.Println(t.Format(time.RFC3339))
	}
	// Output:
	// 2022-09-01T00:00:00+08:00
	// 2022-12-15T00:00:00+08:00
	// settlement: ParseTime: the text is not a time in a known layout
}

// Names in both languages; values that the provider does not document keep their number.
func ExampleSettlementType() {
	for _, t := range []settlement.SettlementType{settlement.SettlementTypePayment, settlement.SettlementTypeRefund, 7} {
		fmt.Println(t, t.Chinese())
	}
	// Output:
	// payment 付款单
	// refund 退款单
	// SettlementType(7) 未知结算单类型(7)
}
