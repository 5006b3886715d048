package snippets

import (
	"context"
	"errors"
	"fmt"

	"github.com/billrecon/billrecon/billtest"
	"github.com/billrecon/billrecon/fubei"
	"github.com/billrecon/billrecon/fubei/fubeitest"
)

func Example_fubei() {
	gateway := fubeitest.New(nil, fubeitest.Options{Bills: fubeitest.Bills(250, 2026, 11, 22)})
	defer gateway.Close()
	err := fetchBills(context.Background(), gateway.Config())
	fmt.Println(err)
	// Output:
	// 250 bills, proven up to 2026-11-23 00:00:00 +0800 UTC+8
	// <nil>
}

func fetchBills(ctx context.Context, config fubei.Config) error {
	// [fubei]
	client, err := fubei.New(config) // fubei.Config{AppID: id, AppSecret: secret}
	if err != nil {
		return err // names the field and the rule
	}
	bills, audit, err := client.CollectBills(ctx, fubei.Day(2026, 11, 22))
	if err != nil {
		return err // bills is then only a part, and audit.Next is where to go on
	}
	fmt.Printf("%d bills, proven up to %v\n", len(bills), audit.Until)
	// [/fubei]
	return nil
}

func Example_errors() {
	gateway := fubeitest.New(nil, fubeitest.Options{
		Bills:  fubeitest.Bills(250, 2026, 11, 22),
		Faults: billtest.Script{{On: billtest.Page(2), Fault: billtest.Business("9996", "", "no permission")}},
	})
	defer gateway.Close()
	client, _ := fubei.New(gateway.Config())
	handle(client)
	// Output:
	// code 9996, 1 attempt(s); got 100 bills
}

func handle(client *fubei.Client) {
	ctx, query := context.Background(), fubei.Day(2026, 11, 22)
	// [errors]
	bills, audit, err := client.CollectBills(ctx, query)
	var failure *fubei.Error
	switch {
	case errors.Is(err, fubei.ErrPeriodOpen):
		fmt.Println("the day is not over: ask tomorrow morning")
	case errors.Is(err, fubei.ErrPageDrift):
		fmt.Println("the bill moved while it was read, or holds what was not asked for")
	case errors.Is(err, fubei.ErrInvalidRequest):
		fmt.Println("refused before any network use:", err)
	case errors.As(err, &failure):
		fmt.Printf("code %s, %d attempt(s); got %d bills\n", failure.Code, failure.Attempts, len(bills))
		query.Cursor = audit.Next // a later run goes on from here
	}
	// [/errors]
}
