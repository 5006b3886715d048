// Command files matches two CSV files, bills.csv and orders.csv of a folder, and writes their differences into another, in one of several ways:
//
//	files make DIR N            writes the two files of a month of N payments
//	files ours DIR              recon.Match and report, both files read by encoding/csv
//	files orders DIR            the same, the orders read by recon/orders
//	files bare DIR              recon.Match and Verify, and a line for each difference without a report
//	files map DIR               a map, the way a careful programmer writes it
//	files shards DIR MIB        recon/shards in a folder below DIR, with so much memory
//	files duckdb DIR MIB        DuckDB with so much memory; 0 is no bound
//
// It prints how many keys agree and how many do not. Built without cgo it has no DuckDB.
package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
)

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "files:", err)
		os.Exit(1)
	}
}

var errUsage = errors.New("usage: files make|ours|orders|bare|map|shards|duckdb DIR [NUMBER]")

func run(args []string) error {
	if len(args) < 2 {
		return errUsage
	}
	dir, number := args[1], 0
	if len(args) > 2 {
		var err error
		if number, err = strconv.Atoi(args[2]); err != nil {
			return errUsage
		}
	}
	var matched, other int64
	var err error
	switch args[0] {
	case "make":
		return write(dir, number)
	case "ours":
		matched, other, err = ours(dir, reported)
	case "bare":
		matched, other, err = ours(dir, bare)
	case "orders":
		matched, other, err = withOrders(dir)
	case "map":
		matched, other, err = plain(dir)
	case "shards":
		matched, other, err = sharded(dir, int64(number)<<20)
	case "duckdb":
		matched, other, err = duck(dir, number)
	default:
		return errUsage
	}
	if err == nil {
		fmt.Printf("%s: %d agree, %d do not\n", args[0], matched, other)
	}
	return err
}

func bills(dir string) string       { return filepath.Join(dir, "bills.csv") }
func orderFile(dir string) string   { return filepath.Join(dir, "orders.csv") }
func differences(dir string) string { return filepath.Join(dir, "differences.csv") }
