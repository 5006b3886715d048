package wire

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strconv"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/require"
)

const benchRows = 100

// fubeiRow has the shape of a bill row: 3 strings, 3 amounts, 6 integers.
type fubeiRow struct {
	OrderSN, MerchantOrderSN, DeviceNo                               string
	TotalFee, Fee, Income                                            decimal.NullDecimal
	CreateTime, StoreID, CashierID, PayTime, PayStatus, PayType      int64
	hasCreate, hasStore, hasCashier, hasPayTime, hasStatus, hasPType bool
}

// stdRow is the same row for encoding/json, which cannot take strings and numbers for one field without code of its own,
// so that its amounts are decimal.Decimal and its integers are quoted, always.
type stdRow struct {
	OrderSN         string          `json:"order_sn"`
	MerchantOrderSN string          `json:"merchant_order_sn"`
	CreateTime      int64           `json:"create_time,string"`
	TotalFee        decimal.Decimal `json:"total_fee"`
	Fee             decimal.Decimal `json:"fee"`
	StoreID         int64           `json:"store_id,string"`
	CashierID       int64           `json:"cashier_id,string"`
	PayTime         int64           `json:"pay_time,string"`
	PayStatus       int64           `json:"pay_status,string"`
	PayType         int64           `json:"pay_type,string"`
	Income          decimal.Decimal `json:"income"`
	DeviceNo        string          `json:"device_no"`
}

type stdPage struct {
	Total int      `json:"total"`
	List  []stdRow `json:"list"`
}

// benchPage is the nth page, of 100 rows. Realistic rows repeat 40 prices; distinct rows share no amount with any other
// row of the first 64 pages.
func benchPage(n int, distinct bool) []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, `{"total":%d,"list":[`, benchRows)
	for i := range benchRows {
		sn := n*benchRows + i
		if i > 0 {
			b.WriteByte(',')
		}
		fen := 100 + (i*7919)%40*150
		fee := fen * 38 / 10000
		if distinct {
			row := n*benchRows + i
			fen, fee = 10_000_000+row*3, 100+row
		}
		fmt.Fprintf(&b, `{"order_sn":"20161107095823%06d","merchant_order_sn":"2016141%08d","create_time":"%d",`, sn*37, sn*91, 1478483902+sn)
		fmt.Fprintf(&b, `"total_fee":"%s","fee":"%s","store_id":"2299","cashier_id":"0","pay_time":"%d",`, yuan(fen), yuan(fee), 1478483910+i)
		fmt.Fprintf(&b, `"pay_status":"1","pay_type":"%d","income":%s,"device_no":"sn%d"}`, i%2+1, yuan(fen-fee), 2323270+i%5)
	}
	b.WriteString(`]}`)
	return b.Bytes()
}

func yuan(fen int) string { return decimal.New(int64(fen), -2).StringFixed(2) }

func readPage(r *Reader, rows []fubeiRow) ([]fubeiRow, error) {
	for ok := r.Object(); ok && r.Next(); {
		switch string(r.Name()) {
		case "total":
			r.Int(0, 1<<31)
		case "list":
			for ok := r.Array(); ok && r.Next(); {
				rows = append(rows, fubeiRow{})
				readRow(r, &rows[len(rows)-1])
			}
		}
	}
	r.End()
	return rows, r.Err()
}

func readRow(r *Reader, row *fubeiRow) {
	for ok := r.Object(); ok && r.Next(); {
		switch string(r.Name()) {
		case "order_sn":
			row.OrderSN, _ = r.Text()
		case "merchant_order_sn":
			row.MerchantOrderSN, _ = r.Text()
		case "device_no":
			row.DeviceNo, _ = r.Text()
		case "total_fee":
			row.TotalFee = r.Money()
		case "fee":
			row.Fee = r.Money()
		case "income":
			row.Income = r.Money()
		case "create_time":
			row.CreateTime, row.hasCreate = r.Int(0, 1<<40)
		case "store_id":
			row.StoreID, row.hasStore = r.Int(0, 1<<40)
		case "cashier_id":
			row.CashierID, row.hasCashier = r.Int(0, 1<<40)
		case "pay_time":
			row.PayTime, row.hasPayTime = r.Int(0, 1<<40)
		case "pay_status":
			row.PayStatus, row.hasStatus = r.Int(0, 9)
		case "pay_type":
			row.PayType, row.hasPType = r.Int(0, 99)
		}
	}
}

// BenchmarkRows compares a page of rows with encoding/json. One Reader serves all pages, as in a client.
func BenchmarkRows(b *testing.B) {
	for _, c := range []struct {
		name     string
		distinct bool
	}{{"repeating", false}, {"distinct", true}} {
		docs := make([][]byte, 64)
		for n := range docs {
			docs[n] = benchPage(n, c.distinct)
		}
		b.Run("wire/"+c.name, func(b *testing.B) {
			r, rows := NewReader(nil), make([]fubeiRow, 0, benchRows)
			b.SetBytes(int64(len(docs[0])))
			b.ReportAllocs()
			for n := 0; b.Loop(); n++ {
				r.Reset(docs[n%len(docs)])
				got, err := readPage(r, rows[:0])
				if err != nil || len(got) != benchRows {
					b.Fatal(len(got), err)
				}
			}
			perRow(b)
		})
		b.Run("encoding-json/"+c.name, func(b *testing.B) {
			rows := make([]stdRow, 0, benchRows)
			b.SetBytes(int64(len(docs[0])))
			b.ReportAllocs()
			for n := 0; b.Loop(); n++ {
				page := stdPage{List: rows[:0]}
				if err := json.Unmarshal(docs[n%len(docs)], &page); err != nil || len(page.List) != benchRows {
					b.Fatal(len(page.List), err)
				}
			}
			perRow(b)
		})
	}
}

func perRow(b *testing.B) {
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/benchRows, "ns/row")
}

// BenchmarkOneShot is what a small document costs: a new Reader for each.
func BenchmarkOneShot(b *testing.B) {
	doc := []byte(`{"ResultCode":0,"ErrorMsg":"","ResultValue":{"access_token":"fictional-token","expires_in":7200}}`)
	b.ReportAllocs()
	for b.Loop() {
		r := NewReader(doc)
		r.Skip()
		if r.End(); r.Err() != nil {
			b.Fatal(r.Err())
		}
	}
}

// BenchmarkSkip is the speed of checking alone, beside json.Valid.
func BenchmarkSkip(b *testing.B) {
	doc := benchPage(0, false)
	b.Run("wire", func(b *testing.B) {
		b.SetBytes(int64(len(doc)))
		r := NewReader(doc)
		for b.Loop() {
			r.Reset(doc)
			if r.Skip(); r.Err() != nil {
				b.Fatal(r.Err())
			}
		}
	})
	b.Run("encoding-json", func(b *testing.B) {
		b.SetBytes(int64(len(doc)))
		for b.Loop() {
			if !json.Valid(doc) {
				b.Fatal("invalid")
			}
		}
	})
}

// BenchmarkScalars is the cost of one value from text, without a document around it.
func BenchmarkScalars(b *testing.B) {
	times := TimePolicy{Layouts: []string{LayoutDash, LayoutISO}}
	amount, moment := []byte("1234.56"), []byte("2022-11-02 13:11:31")
	var s shared
	s.size(smallDoc)
	b.Run("money", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if v, rule := s.money(amount); rule != "" || !v.Valid {
				b.Fatal(rule)
			}
		}
	})
	b.Run("time", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if _, rule := parseTime(moment, false, &times); rule != "" {
				b.Fatal(rule)
			}
		}
	})
}

func TestRowsCostAtMostThreeAllocations(t *testing.T) {
	doc := benchPage(0, false)
	r, rows := NewReader(doc), make([]fubeiRow, 0, benchRows)
	perPage := testing.AllocsPerRun(20, func() {
		r.Reset(doc)
		if _, err := readPage(r, rows[:0]); err != nil {
			t.Fatal(err)
		}
	})
	require.LessOrEqual(t, perPage/benchRows, 3.0)
}

// TestRowsAgreeWithEncodingJSON makes the comparison fair: both read the same values.
func TestRowsAgreeWithEncodingJSON(t *testing.T) {
	for _, distinct := range []bool{false, true} {
		doc := benchPage(0, distinct)
		var want stdPage
		require.NoError(t, json.Unmarshal(doc, &want))
		got, err := readPage(NewReader(doc), nil)
		require.NoError(t, err)
		require.Len(t, got, benchRows)
		for i, w := range want.List {
			g := got[i]
			require.Equal(t, []string{w.OrderSN, w.MerchantOrderSN, w.DeviceNo}, []string{g.OrderSN, g.MerchantOrderSN, g.DeviceNo})
			require.Equal(t, []string{w.TotalFee.String(), w.Fee.String(), w.Income.String()},
				[]string{g.TotalFee.Decimal.String(), g.Fee.Decimal.String(), g.Income.Decimal.String()}, "row "+strconv.Itoa(i))
			require.Equal(t, []int64{w.CreateTime, w.StoreID, w.CashierID, w.PayTime, w.PayStatus, w.PayType},
				[]int64{g.CreateTime, g.StoreID, g.CashierID, g.PayTime, g.PayStatus, g.PayType})
		}
	}
}
