package shards_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"

	"github.com/billrecon/billrecon/recon"
	"github.com/billrecon/billrecon/recon/shards"
)

// matched matches 500 sales, one of which is short on the bill, in a folder of its own.
func matched() (result *shards.Result, remove func()) {
	folder, err := os.MkdirTemp("", "shards")
	if err != nil {
		panic(err)
	}
	itself := func(r recon.Record) recon.Record { return r }
	result, err = shards.Match(context.Background(), sales(500, 7), itself, sales(500, -1), itself, recon.Rules{},
		shards.Folder{Path: filepath.Join(folder, "2026-11-22"), Shards: 4})
	if err != nil {
		panic(err)
	}
	return result, func() { os.RemoveAll(folder) }
}

// The groups that do not agree are read from the folder, each with its rows.
func ExampleResult_Differences() {
	result, remove := matched()
	defer remove()
	for group, err := range result.Differences() {
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println(group.Key, group.BillRows[0].Amount, group.OrderRows[0].Amount, group.Outcome)
	}
	// Output: A007 9.07 10.07 doubtful
}

// What a run took tells whether Folder.Shards and Folder.Memory were well chosen: a shard that fits is read once.
func ExampleResult_Cost() {
	result, remove := matched()
	defer remove()
	cost := result.Cost()
	fmt.Println(cost.Rounds, "rounds, at most", cost.LargestLoad, "rows in memory; files were written:", cost.BytesWritten > 0)
	// Output: 1 rounds, at most 1000 rows in memory; files were written: true
}
