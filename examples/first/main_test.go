package main

import (
	"fmt"
	"os"
	"path/filepath"

	"github.com/shopspring/decimal"

	"github.com/billrecon/billrecon/fubei/fubeitest"
)

// The program of the README, against a fake gateway and a file of three orders, one of which is 1.00 too much and one of another day.
func Example() {
	folder, err := os.MkdirTemp("", "first")
	if err != nil {
		fmt.Println(err)
		return
	}
	defer os.RemoveAll(folder)
	bills := fubeitest.Bills(2, 2026, 11, 22)
	file := "order_no,amount,status,created_at\n" +
		fmt.Sprintf("%s,%s,paid,2026-11-22 09:00:00\n", bills[0].MerchantOrderSN, bills[0].TotalFee) +
		fmt.Sprintf("%s,%s,paid,2026-11-22 09:01:00\n", bills[1].MerchantOrderSN, bills[1].TotalFee.Add(decimal.NewFromInt(1))) +
		"ANOTHER-DAY,5.00,paid,2026-11-21 09:00:00\n"
	if err := os.WriteFile(filepath.Join(folder, "orders.csv"), []byte(file), 0o600); err != nil {
		fmt.Println(err)
		return
	}
	gateway := fubeitest.New(nil, fubeitest.Options{Bills: bills})
	defer gateway.Close()
	for name, value := range map[string]string{"FUBEI_APP_ID": fubeitest.AppID, "FUBEI_APP_SECRET": fubeitest.AppSecret, "FUBEI_BASE_URL": gateway.URL()} {
		defer os.Setenv(name, os.Getenv(name))
		os.Setenv(name, value)
	}
	here, err := os.Getwd()
	if err != nil {
		fmt.Println(err)
		return
	}
	defer os.Chdir(here)
	if err := os.Chdir(folder); err != nil {
		fmt.Println(err)
		return
	}
	main()
	// Output:
	// Doubtful. By key ORDER202611220000001: 1 bill row, 1 order. Bill CNY 1.37, orders CNY 2.37: the bill is CNY 1.00 lower. It is within the waiting time, and stays in the pool for the next run.
}
