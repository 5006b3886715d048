package main

import (
	"bufio"
	"encoding/csv"
	"fmt"
	"io"
	"iter"
	"os"
	"strconv"
	"strings"
	"time"

	"github.com/billrecon/billrecon/internal/peers"
)

// write makes the two files.
func write(dir string, n int) error {
	err := writeFile(bills(dir), func(w io.Writer) {
		fmt.Fprintln(w, "order_sn,merchant_order_sn,create_time,total_fee,fee,income,paid")
		for b := range peers.Bills(n) {
			fmt.Fprintf(w, "%s,%s,%s,%s,%s,%s,%t\n", b.SN, b.Merchant, clock(b.Created), peers.Yuan(b.Total), peers.Yuan(b.Fee), peers.Yuan(b.Income), b.Paid)
		}
	})
	if err != nil {
		return err
	}
	return writeFile(orderFile(dir), func(w io.Writer) {
		fmt.Fprintln(w, "order_no,placed,amount,status")
		for o := range peers.Orders(n) {
			status := "paid"
			if !o.Paid {
				status = "unpaid"
			}
			fmt.Fprintf(w, "%s,%s,%s,%s\n", o.Number, clock(o.Placed), peers.Yuan(o.Amount), status)
		}
	})
}

const layout = "2006-01-02 15:04:05"

var zone = time.FixedZone("UTC+8", 8*3600)

func clock(seconds int64) string { return time.Unix(seconds, 0).In(zone).Format(layout) }

func writeFile(name string, rows func(io.Writer)) error {
	f, err := os.Create(name)
	if err != nil {
		return err
	}
	defer f.Close()
	w := bufio.NewWriterSize(f, 1<<20)
	rows(w)
	if err := w.Flush(); err != nil {
		return err
	}
	return f.Close()
}

// readBills reads with encoding/csv, amounts as fen.
func readBills(dir string) iter.Seq2[peers.Bill, error] {
	return read(bills(dir), 7, func(cell []string) (b peers.Bill, err error) {
		b = peers.Bill{SN: cell[0], Merchant: cell[1], Paid: cell[6] == "true"}
		b.Created, err = seconds(cell[2], err)
		b.Total, err = fen(cell[3], err)
		b.Fee, err = fen(cell[4], err)
		b.Income, err = fen(cell[5], err)
		return b, err
	})
}

// readOrders does so too.
func readOrders(dir string) iter.Seq2[peers.Order, error] {
	return read(orderFile(dir), 4, func(cell []string) (o peers.Order, err error) {
		o = peers.Order{Number: cell[0], Paid: cell[3] == "paid"}
		o.Placed, err = seconds(cell[1], err)
		o.Amount, err = fen(cell[2], err)
		return o, err
	})
}

func read[T any](name string, cells int, row func([]string) (T, error)) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		var none T
		f, err := os.Open(name)
		if err != nil {
			yield(none, err)
			return
		}
		defer f.Close()
		r := csv.NewReader(bufio.NewReaderSize(f, 1<<20))
		r.FieldsPerRecord, r.ReuseRecord = cells, true
		if _, err := r.Read(); err != nil { // the head
			yield(none, err)
			return
		}
		for {
			cell, err := r.Read()
			if err == io.EOF {
				return
			}
			got := none
			if err == nil {
				got, err = row(cell)
			}
			if !yield(got, err) || err != nil {
				return
			}
		}
	}
}

func seconds(text string, err error) (int64, error) {
	if err != nil {
		return 0, err
	}
	t, err := time.ParseInLocation(layout, text, zone)
	return t.Unix(), err
}

// fen reads an amount with two decimals.
func fen(text string, err error) (int64, error) {
	yuan, cents, ok := strings.Cut(text, ".")
	if err != nil || !ok || len(cents) != 2 {
		return 0, fmt.Errorf("an amount has other than two decimals: %w", err)
	}
	return strconv.ParseInt(yuan+cents, 10, 64)
}
