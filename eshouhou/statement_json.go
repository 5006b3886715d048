package eshouhou

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/shopspring/decimal"

	"github.com/billrecon/billrecon/internal/transport"
	"github.com/billrecon/billrecon/internal/wire"
)

// statementShape is a statement in the shape and member order of the provider's sample.
type statementShape struct {
	ID                    string
	WorkOrderID           string
	WorkOrderNumber       string
	CustomerName          nullText
	ProductName           nullText
	ProductType           nullText
	ServiceCategory       nullText
	TotalAmount           string
	CustomerAmount        string
	AccessoryAmount       string
	FeeItemAmount         string
	OtherFeeItemAmount    string
	Remark                string
	Accessorys            []json.RawMessage
	FeeItems              []json.RawMessage
	OtherFeeItems         []json.RawMessage
	GuaranteedName        nullText
	Type                  *int `json:",omitempty"`
	TypeName              nullText
	TypeList              []TypeOption
	StatementState        *int `json:",omitempty"`
	OperatorID            nullText
	OperatorName          nullText
	StatementTime         nullText
	StatementStateName    nullText
	StatementStateClass   nullText
	IsOnlinePay           bool
	WorkOrderState        *int `json:",omitempty"`
	WorkOrderPendState    *int `json:",omitempty"`
	CustomerPaymentAction *int `json:",omitempty"`
}

// nullText is text whose absence is null, as in the provider's sample.
type nullText string

// MarshalJSON gives null for the empty text.
func (t nullText) MarshalJSON() ([]byte, error) {
	if t == "" {
		return []byte("null"), nil
	}
	return json.Marshal(string(t))
}

// MarshalJSON gives the statement in the provider's shape: amounts quoted, with the decimals they came with and two at
// least, "" where one was not given; absent texts and times null, absent enums left out, absent arrays empty. Times are at
// UTC+8, as 2020-04-29 16:20:16. Extra is merged in, sorted by name. UnmarshalJSON gives an equal statement back.
func (s Statement) MarshalJSON() ([]byte, error) {
	text, err := json.Marshal(statementShape{
		ID: s.ID, WorkOrderID: s.WorkOrderID, WorkOrderNumber: s.WorkOrderNumber,
		CustomerName: nullText(s.CustomerName),
		ProductName:  nullText(s.ProductName), ProductType: nullText(s.ProductType),
		ServiceCategory: nullText(s.ServiceCategory),
		TotalAmount:     quotedAmount(s.TotalAmount), CustomerAmount: quotedAmount(s.CustomerAmount),
		AccessoryAmount: quotedAmount(s.AccessoryAmount), FeeItemAmount: quotedAmount(s.FeeItemAmount),
		OtherFeeItemAmount: quotedAmount(s.OtherFeeItemAmount),
		Remark:             s.Remark,
		Accessorys:         orEmpty(s.Accessorys), FeeItems: orEmpty(s.FeeItems), OtherFeeItems: orEmpty(s.OtherFeeItems),
		GuaranteedName: nullText(s.GuaranteedName),
		Type:           unlessAbsent(int(s.Type)), TypeName: nullText(s.TypeName), TypeList: orEmpty(s.TypeList),
		StatementState: unlessAbsent(int(s.StatementState)),
		OperatorID:     nullText(s.OperatorID), OperatorName: nullText(s.OperatorName),
		StatementTime:      wireTime(s.StatementTime),
		StatementStateName: nullText(s.StatementStateName), StatementStateClass: nullText(s.StatementStateClass),
		IsOnlinePay:        s.IsOnlinePay,
		WorkOrderState:     unlessAbsent(int(s.WorkOrderState)),
		WorkOrderPendState: unlessAbsent(int(s.WorkOrderPendState)), CustomerPaymentAction: unlessAbsent(int(s.CustomerPaymentAction)),
	})
	if err != nil {
		return nil, fmt.Errorf("%s: a value in Statement is not JSON", provider) // the cause may quote it
	}
	return mergeExtra(text, s.Extra, isMember, "Statement")
}

// UnmarshalJSON reads a statement in any form that the provider is known to send, times in UTC+8. The whole Statement is
// replaced; Raw stays nil. A statement that breaks a rule is [ErrMalformedResponse].
func (s *Statement) UnmarshalJSON(data []byte) error {
	r := wire.NewReader(data)
	if r.Null() {
		return nil // the convention of package json
	}
	got := readStatement(r, rowOptions{zone: wire.ChinaZone})
	r.End()
	if err := r.Err(); err != nil {
		return transport.Errorf(provider, ErrMalformedResponse, "Statement: %w", err)
	}
	*s = got
	return nil
}

// MarshalJSON gives the item in the provider's shape, Extra merged in, sorted by name.
func (o TypeOption) MarshalJSON() ([]byte, error) {
	text, err := json.Marshal(struct {
		Key, Value string
		ObjArray   []json.RawMessage
		IsChecked  bool `json:"isChecked"`
	}{o.Key, o.Value, orEmpty(o.ObjArray), o.IsChecked})
	if err != nil {
		return nil, err
	}
	return mergeExtra(text, o.Extra, isOptionMember, "TypeOption")
}

// mergeExtra adds the unknown members to a JSON object that has others. One that has the name of a known member would make
// it unreadable.
func mergeExtra(object []byte, extra map[string]json.RawMessage, known func(string) bool, where string) ([]byte, error) {
	for _, name := range slices.Sorted(maps.Keys(extra)) {
		switch {
		case known(name):
			return nil, fmt.Errorf("%s: %s.Extra holds %s: that is a field of its own", provider, where, name)
		case !json.Valid(extra[name]):
			return nil, fmt.Errorf("%s: a value in %s.Extra is not JSON", provider, where)
		}
		quoted, _ := json.Marshal(name) // a string always has one
		object = append(object[:len(object)-1], ',')
		object = append(append(object, quoted...), ':')
		object = append(append(object, extra[name]...), '}')
	}
	return object, nil
}

// money is d with the decimals it has, and two at least.
func money(d decimal.Decimal) string { return d.StringFixed(max(2, -d.Exponent())) }

func quotedAmount(d decimal.NullDecimal) string {
	if !d.Valid {
		return ""
	}
	return money(d.Decimal)
}

func unlessAbsent(v int) *int {
	if v == absent {
		return nil
	}
	return &v
}

func orEmpty[T any](items []T) []T {
	if items == nil {
		return []T{}
	}
	return items
}

func wireTime(t time.Time) nullText {
	if t.IsZero() {
		return ""
	}
	return nullText(t.In(wire.ChinaZone).Format("2006-01-02 15:04:05.999999999"))
}
