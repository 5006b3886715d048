package shards_test

import (
	"context"
	"fmt"
	"iter"
	"os"
	"path/filepath"

	"github.com/shopspring/decimal"

	"github.com/billrecon/billrecon/recon"
	"github.com/billrecon/billrecon/recon/shards"
)

// sales makes up rows one by one, as a client or a query would yield them.
func sales(n int, short int) iter.Seq2[recon.Record, error] {
	return func(yield func(recon.Record, error) bool) {
		for i := range n {
			r := recon.Record{Key: fmt.Sprintf("A%03d", i), Amount: decimal.New(int64(1000+i), -2)}
			if i == short {
				r.Amount = r.Amount.Sub(decimal.New(100, -2))
			}
			if !yield(r, nil) {
				return
			}
		}
	}
}

// Rows are read once and spread over a folder, where they are matched shard by shard. Call it again with the same Run after a crash.
func ExampleMatch() {
	folder, _ := os.MkdirTemp("", "shards")
	defer os.RemoveAll(folder)
	itself := func(r recon.Record) recon.Record { return r }
	result, err := shards.Match(context.Background(), sales(500, 7), itself, sales(500, -1), itself, recon.Rules{},
		shards.Folder{Path: filepath.Join(folder, "2026-11-22"), Run: "shop 7, 2026-11-22", Shards: 4})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(result.Count(recon.Matched), "matched")
	for group, err := range result.Differences() {
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println(group.Explain(recon.English))
	}
	fmt.Println(result.Remove()) // the files are no longer needed
	// Output:
	// 499 matched
	// Doubtful. By key A007: 1 bill row, 1 order. Bill CNY 9.07, orders CNY 10.07: the bill is CNY 1.00 lower. The bill is not proven to be complete: the group is no exception so far, and stays in the pool for the next run.
	// <nil>
}
