package orders_test

import (
	"bytes"
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/billrecon/billrecon/recon/orders"
)

const exportHead = "订单号,流水号,实付金额,订单金额,退款金额,支付方式,订单状态,下单时间,支付时间,门店,收货人,备注\n"

// exportLine is a line of an export as a shop has it: two of a hundred are refunded, one is unpaid.
func exportLine(n int) string {
	status, refund, paid := "已完成", "", "2026-11-22 09:05:07"
	switch n % 100 {
	case 17, 43:
		status, refund = "部分退款", "3.00"
	case 71:
		status, paid = "待支付", ""
	}
	return fmt.Sprintf("20261122%012d,T42000%014d,%d.50,%d.80,%s,微信支付,%s,2026-11-22 09:05:01,%s,南京东路%d店,张三,\n",
		n, n, n%1000+1, n%1000+5, refund, status, paid, n%20)
}

// export is such a file.
func export(lines int) []byte {
	var b bytes.Buffer
	b.WriteString(exportHead)
	for n := range lines {
		b.WriteString(exportLine(n))
	}
	return b.Bytes()
}

// BenchmarkRead sets two readings with their rows beside encoding/csv, which gives cells alone.
func BenchmarkRead(b *testing.B) {
	file := export(10_000)
	for name, reuse := range map[string]bool{"encoding-csv/ReuseRecord": true, "encoding-csv/default": false} {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(file)))
			b.ReportAllocs()
			for b.Loop() {
				r := csv.NewReader(bytes.NewReader(file))
				r.ReuseRecord = reuse
				for {
					if _, err := r.Read(); errors.Is(err, io.EOF) {
						break
					} else if err != nil {
						b.Fatal(err)
					}
				}
			}
		})
	}
	reader := orders.At("orders.csv", bytes.NewReader(file), orders.Options{})
	b.Run("Rows", func(b *testing.B) {
		b.SetBytes(int64(len(file)))
		b.ReportAllocs()
		for b.Loop() {
			for _, err := range reader.Rows(context.Background()) {
				if err != nil {
					b.Fatal(err)
				}
			}
		}
	})
	b.Run("Check", func(b *testing.B) {
		b.SetBytes(int64(len(file)))
		b.ReportAllocs()
		for b.Loop() {
			_, err := reader.Check(context.Background())
			require.NoError(b, err)
		}
	})
	b.Run("Collect", func(b *testing.B) {
		b.SetBytes(int64(len(file)))
		b.ReportAllocs()
		for b.Loop() {
			_, _, err := reader.Collect(context.Background())
			require.NoError(b, err)
		}
	})
}
