package settlement_test

import (
	"context"
	"fmt"
	"net/url"
	"time"

	"github.com/shopspring/decimal"

	"github.com/billrecon/billrecon/recon"
	"github.com/billrecon/billrecon/settlement"
	"github.com/billrecon/billrecon/settlement/settlementtest"
)

// What is missing is named, and never a secret.
func ExampleNew() {
	_, err := settlement.New(settlement.Config{BaseURL: "https://settlement.example"})
	fmt.Println(err)
	// Output: settlement: Config.Token is nil: it is required
}

// A token that the platform gave you.
func ExampleStaticToken() {
	token, err := settlement.StaticToken(settlementtest.Token).Token(context.Background())
	fmt.Println(token.Value == settlementtest.Token, err)
	// Output: true <nil>
}

// Two clients that share one token.
func ExampleNewTokenCache() {
	asked := 0
	cache := settlement.NewTokenCache(settlement.TokenSourceFunc(func(context.Context) (settlement.Token, error) {
		asked++
		return settlement.Token{Value: settlementtest.Token, Expires: time.Now().Add(time.Hour)}, nil
	}), time.Minute)
	gw := exampleGateway(5, nil)
	defer gw.Close()
	for range 2 {
		cfg := gw.Config()
		cfg.Token = cache
		c, _ := settlement.New(cfg)
		items, _, err := c.CollectItems(context.Background(), exampleDay())
		fmt.Println(len(items), err)
	}
	fmt.Println("asked", asked, "time")
	// Output:
	// 5 <nil>
	// 5 <nil>
	// asked 1 time
}

// A signer of your own whose secret the provider may repeat in a message: name it, and it is masked there.
func ExampleHideSecrets() {
	secret := "fictional-secret"
	signer := settlement.HideSecrets(settlement.SignerFunc(func(query url.Values, body []byte) (string, error) {
		return fmt.Sprintf("%s/%d", query.Get("timestamp"), len(body)+len(secret)), nil
	}), secret)
	sign, err := signer.Sign(url.Values{"timestamp": {"1597300776947"}}, []byte(`{}`))
	fmt.Println(sign, err)
	// Output: 1597300776947/18 <nil>
}

// sampleItem is 20.00 yuan, paid with 20 points.
func sampleItem() settlement.Item {
	return settlement.Item{
		OrderNum: "31660000000000000001", BizOrderNum: "21220000000000000001", SettlementType: settlement.SettlementTypePayment,
		SettlementAmount: decimal.New(2000, -2), PaymentAmount: decimal.NewNullDecimal(decimal.New(20, 0)),
	}
}

// For books that keep the business number.
func ExampleItem_RecordByBizOrder() {
	r := sampleItem().RecordByBizOrder()
	fmt.Println(r.Key, r.AltKeys[0])
	// Output: 21220000000000000001 31660000000000000001
}

// Points are matched apart from money, in a unit of their own.
func ExampleItem_PointsRecord() {
	r := sampleItem().PointsRecord()
	fmt.Println(r.Amount, r.Unit)
	// Output: 20 福豆/次
}

// The unit as your own orders name it.
func ExamplePointsRecordIn() {
	var record func(settlement.Item) recon.Record = settlement.PointsRecordIn("福豆")
	fmt.Println(record(sampleItem()).Unit)
	// Output: 福豆
}

// signedQuery signs one request whose secret is fictional.
func signedQuery(signer settlement.Signer) (string, error) {
	return signer.Sign(url.Values{"access_token": {"abc"}, "timestamp": {"1597300776947"}}, []byte(`{"currentPage":1}`))
}

// The lower-case MD5 of the sorted parameters, the secret among them.
func ExampleSortedSecretParamMD5() {
	fmt.Println(signedQuery(settlement.SortedSecretParamMD5("fictional-secret")))
	// Output: ba9dc62d6429487273f794aa70a96ec9 <nil>
}

// The same with the body as a parameter _body.
func ExampleSortedSecretParamBodyMD5() {
	fmt.Println(signedQuery(settlement.SortedSecretParamBodyMD5("fictional-secret")))
	// Output: 4c9e0f715b18e820a5a7b714763629c8 <nil>
}

func ExampleSortedSecretParamBodySHA1() {
	fmt.Println(signedQuery(settlement.SortedSecretParamBodySHA1("fictional-secret")))
	// Output: 8ef22e997ffcff95b903e5670802e7adcf0bf944 <nil>
}

func ExampleSortedSecretParamBodySHA256() {
	fmt.Println(signedQuery(settlement.SortedSecretParamBodySHA256("fictional-secret")))
	// Output: 04f29f4c9ab657d3ee0528baf7c72ddaf1397d748c4410abef2b19a782c8887f <nil>
}

func ExampleTimestampDataKey() {
	fmt.Println(signedQuery(settlement.TimestampDataKey("fictional-secret")))
	// Output: 2e024bf48dc454f28b70ef61ce0f06ac <nil>
}

func ExampleSecretWrapped() {
	fmt.Println(signedQuery(settlement.SecretWrapped("fictional-secret")))
	// Output: B2C36CB71E0BAE0651FB264CEC969A1D <nil>
}

func ExampleSortedThenTimestampKey() {
	fmt.Println(signedQuery(settlement.SortedThenTimestampKey("fictional-secret")))
	// Output: 9febbcbde2876792cb7ba3265965a693 <nil>
}
