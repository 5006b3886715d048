package eshouhou

import (
	"context"
	"encoding/json"
	"testing"
	"time"

	"github.com/shopspring/decimal"

	"github.com/billrecon/billrecon/internal/row"
	"github.com/billrecon/billrecon/internal/wire"
)

// plainStatement is what a client would decode into with package json.
type plainStatement struct {
	ID, WorkOrderID, WorkOrderNumber                          string
	CustomerName, ProductName, ProductType, ServiceCategory   *string
	TotalAmount, CustomerAmount                               decimal.Decimal
	AccessoryAmount, FeeItemAmount, OtherFeeItemAmount        string // "" is no decimal
	Remark                                                    string
	Accessorys, FeeItems, OtherFeeItems                       []json.RawMessage
	GuaranteedName                                            string
	Type                                                      int
	TypeName                                                  string
	TypeList                                                  []plainOption
	StatementState                                            int
	OperatorID, OperatorName, StatementTime                   *string
	StatementStateName, StatementStateClass                   string
	IsOnlinePay                                               bool
	WorkOrderState, WorkOrderPendState, CustomerPaymentAction int
}

type plainOption struct {
	Key, Value string
	ObjArray   []json.RawMessage
	IsChecked  bool `json:"isChecked"`
}

type plainPage struct {
	ResultCode  json.Number
	ErrorMsg    string
	ResultValue *plainStatement
}

// BenchmarkDecode reads the provider's sample.
func BenchmarkDecode(b *testing.B) {
	body := samplePage(b)
	r := wire.NewReader(nil)
	b.SetBytes(int64(len(body)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := decodeStatement(context.Background(), r, body, row.Options{Zone: wire.ChinaZone}, nil); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkDecodeBaseline reads it with package json into plain structs.
func BenchmarkDecodeBaseline(b *testing.B) {
	body := samplePage(b)
	b.SetBytes(int64(len(body)))
	b.ReportAllocs()
	for b.Loop() {
		var page plainPage
		if err := json.Unmarshal(body, &page); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkDecodeRatio takes turns between the two, so that a busy machine slows both: "times-faster" is their ratio.
func BenchmarkDecodeRatio(b *testing.B) {
	body := samplePage(b)
	r := wire.NewReader(nil)
	var ours, plain time.Duration
	for b.Loop() {
		start := time.Now()
		for range 50 {
			_, _ = decodeStatement(context.Background(), r, body, row.Options{Zone: wire.ChinaZone}, nil)
		}
		middle := time.Now()
		for range 50 {
			var page plainPage
			_ = json.Unmarshal(body, &page)
		}
		ours, plain = ours+middle.Sub(start), plain+time.Since(middle)
	}
	b.ReportMetric(plain.Seconds()/ours.Seconds(), "times-faster")
}

// BenchmarkMarshal writes it.
func BenchmarkMarshal(b *testing.B) {
	st := sampleStatement()
	b.ReportAllocs()
	for b.Loop() {
		if _, err := st.MarshalJSON(); err != nil {
			b.Fatal(err)
		}
	}
}
