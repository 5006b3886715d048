package main

import (
	"bufio"
	"fmt"
	"os"
	"path/filepath"
	"time"
)

// sampleFiles is the number of files of each side.
const sampleFiles = 4

// sampleDay is the bill day of the sample.
var sampleDay = time.Date(2026, 11, 22, 0, 0, 0, 0, time.FixedZone("UTC+8", 8*3600))

// writeSample writes bills and orders of so many payments, in different orders. One payment in a thousand is some trouble.
func writeSample(dir string, payments int) error {
	for file := range sampleFiles {
		err := writeLines(filepath.Join(dir, fmt.Sprintf("bills-%d.jsonl", file)), func(w *bufio.Writer) {
			for i := file; i < payments; i += sampleFiles {
				writeSampleBill(w, i)
			}
		})
		if err != nil {
			return err
		}
		err = writeLines(filepath.Join(dir, fmt.Sprintf("orders-%d.csv", file)), func(w *bufio.Writer) {
			fmt.Fprintln(w, "order_no,trade_no,amount_fen,state,paid_at")
			share := payments / sampleFiles
			for i := payments - 1 - file*share; i >= 0 && (file == sampleFiles-1 || i > payments-1-(file+1)*share); i-- {
				writeSampleOrder(w, i)
			}
		})
		if err != nil {
			return err
		}
	}
	return nil
}

func writeLines(name string, write func(*bufio.Writer)) error {
	f, err := os.Create(name)
	if err != nil {
		return err
	}
	w := bufio.NewWriterSize(f, 1<<20)
	write(w)
	if err := w.Flush(); err != nil {
		f.Close()
		return err
	}
	return f.Close()
}

// samplePayment is what both sides know of payment i.
func samplePayment(i int) (orderNo, tradeNo string, fen int64, paid string) {
	at := sampleDay.Add(time.Duration(i%86_400) * time.Second)
	return fmt.Sprintf("20261122%016d", i), fmt.Sprintf("4200002026%018d", i), int64(i*7919%10_000) + 1, at.Format(time.RFC3339)
}

func writeSampleBill(w *bufio.Writer, i int) {
	orderNo, tradeNo, fen, paid := samplePayment(i)
	switch i % 1000 {
	case 1:
		return // no bill: the order is a doubt, and later an exception
	case 2:
		orderNo = "" // only the trade number is left
	case 3:
		fen++
	case 4:
		defer writeBillLine(w, orderNo, tradeNo, fen, paid) // charged twice
	}
	writeBillLine(w, orderNo, tradeNo, fen, paid)
}

func writeBillLine(w *bufio.Writer, orderNo, tradeNo string, fen int64, paid string) {
	fmt.Fprintf(w, `{"order_no":"%s","trade_no":"%s","amount":"%d.%02d","paid_at":"%s"}`+"\n", orderNo, tradeNo, fen/100, fen%100, paid)
}

func writeSampleOrder(w *bufio.Writer, i int) {
	orderNo, tradeNo, fen, paid := samplePayment(i)
	state := "paid"
	switch i % 1000 {
	case 5:
		return // no order
	case 6:
		state = "unpaid" // the notice of the payment was lost
	}
	fmt.Fprintf(w, "%s,%s,%d,%s,%s\n", orderNo, tradeNo, fen, state, paid)
}
