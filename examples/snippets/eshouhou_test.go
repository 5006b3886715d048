package snippets

import (
	"context"
	"fmt"
	"slices"

	"github.com/billrecon/billrecon/eshouhou"
	"github.com/billrecon/billrecon/eshouhou/eshouhoutest"
)

func Example_eshouhou() {
	gateway := eshouhoutest.New(nil, eshouhoutest.Options{Statements: eshouhoutest.Statements(3)})
	defer gateway.Close()
	fmt.Println(fetchStatements(context.Background(), gateway.Config(), eshouhoutest.IDs(3)))
	fmt.Println(gateway.TokenRequests(), "token request")
	// Output:
	// 3 statements
	// <nil>
	// 1 token request
}

func fetchStatements(ctx context.Context, config eshouhou.Config, workOrderIDs []string) error {
	// [eshouhou]
	client, err := eshouhou.New(config) // eshouhou.Config{AppID: id, AppSecret: secret}: the token is fetched and renewed
	if err != nil {
		return err
	}
	count := 0
	for statement, err := range client.Statements(ctx, slices.Values(workOrderIDs)) {
		if err != nil {
			fmt.Println(err) // one work order failed; the others go on
			continue
		}
		if amount, ok := statement.Amount(); ok && !amount.IsNegative() {
			count++
		}
	}
	fmt.Println(count, "statements")
	// [/eshouhou]
	return nil
}
