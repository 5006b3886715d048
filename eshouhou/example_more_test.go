package eshouhou_test

import (
	"context"
	"fmt"

	"github.com/shopspring/decimal"

	"github.com/billrecon/billrecon/eshouhou"
	"github.com/billrecon/billrecon/eshouhou/eshouhoutest"
)

// The credentials, or a source of tokens in their place. What is wrong is named, and never a secret.
func ExampleNew() {
	_, err := eshouhou.New(eshouhou.Config{AppID: eshouhoutest.AppID})
	fmt.Println(err)
	// Output: eshouhou: Config.AppSecret is empty: AppID and AppSecret are required together
}

// A token that somebody else fetches.
func ExampleStaticToken() {
	token, err := eshouhou.StaticToken("fictional-token").Token(context.Background())
	fmt.Println(token.Value, err)
	// Output: fictional-token <nil>
}

// What the customer has to pay. An amount that was not given is not zero.
func ExampleStatement_Amount() {
	amount, ok := sample().Amount()
	fmt.Println(amount.StringFixed(2), ok)
	blank := sample()
	blank.CustomerAmount, blank.TotalAmount = decimal.NullDecimal{}, decimal.NullDecimal{}
	_, ok = blank.Amount()
	fmt.Println(ok)
	// Output:
	// 0.02 true
	// false
}
