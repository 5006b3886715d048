package main

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"github.com/billrecon/billrecon/examples/internal/orderfile"
	"github.com/billrecon/billrecon/recon"
)

// orderColumns are the columns of an orders file, in this order. Times are UTC+8.
var orderColumns = []string{"order_no", "amount", "status", "channel", "created_at"}

const orderTime = "2006-01-02 15:04:05"

func readOrdersFile(path string) ([]order, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("orders file: %w", err)
	}
	defer f.Close()
	orders, err := readOrders(f)
	if err != nil {
		return nil, fmt.Errorf("orders file %s: %w", path, err)
	}
	return orders, nil
}

// readOrders reads a CSV file with a header line. It takes all or nothing: an error names the line and the column.
func readOrders(r io.Reader) ([]order, error) {
	in := csv.NewReader(r)
	in.FieldsPerRecord = len(orderColumns)
	in.ReuseRecord = true
	if err := readHeader(in); err != nil {
		return nil, err
	}
	var orders []order
	for {
		row, err := in.Read()
		if errors.Is(err, io.EOF) {
			return orders, nil
		}
		if err != nil {
			return nil, err
		}
		o, err := parseOrder(row)
		if err != nil {
			line, _ := in.FieldPos(0)
			return nil, fmt.Errorf("line %d: %w", line, err)
		}
		orders = append(orders, o)
	}
}

func readHeader(in *csv.Reader) error {
	header, err := in.Read()
	if errors.Is(err, io.EOF) || errors.Is(err, csv.ErrFieldCount) {
		return fmt.Errorf("header: it must be %s", strings.Join(orderColumns, ","))
	}
	if err != nil {
		return fmt.Errorf("header: %w", err)
	}
	header[0] = strings.TrimPrefix(header[0], "\ufeff") // Excel writes a byte order mark
	for i, want := range orderColumns {
		if strings.TrimSpace(header[i]) != want {
			return fmt.Errorf("header: column %d must be %q", i+1, want)
		}
	}
	return nil
}

func parseOrder(row []string) (order, error) {
	for i := range row {
		row[i] = strings.TrimSpace(row[i])
	}
	o := order{Number: strings.Clone(row[0]), Status: strings.Clone(row[2]), Channel: recon.Channel(strings.Clone(row[3]))}
	if o.Number == "" {
		return o, errors.New("order_no is empty")
	}
	if _, known := orderStates[o.Status]; !known {
		return o, errors.New("status must be paid, unpaid, closed or refunded")
	}
	var err error
	if o.Amount, err = orderfile.Amount(row[1]); err != nil {
		return o, err
	}
	if o.Created, err = time.ParseInLocation(orderTime, row[4], shopZone); err != nil {
		return o, fmt.Errorf("created_at must look like %s (UTC+8)", orderTime)
	}
	return o, nil
}
