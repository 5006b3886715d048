package eshouhou

import (
	"encoding/json"
	"fmt"
	"log/slog"
)

// TypeOption is one way to pay that a statement offers (an item of 结算类型集合, TypeList). It prints and logs without ObjArray and
// Extra, which can be personal data; marshalling gives all of it.
type TypeOption struct {
	// Key is the number of the way to pay as text (Key): "9" is WeChat Pay online (微信线上支付). Empty when absent.
	Key string
	// Value is its name (支付方式名称, Value), empty when absent.
	Value string
	// ObjArray is in the provider's sample only, where it is empty (ObjArray); each item as the JSON that came.
	ObjArray []json.RawMessage
	// IsChecked is in the provider's sample only (isChecked), false when absent.
	IsChecked bool
	// Extra holds the members that this package does not know, as they came, and under its own name the JSON text of a value
	// that could not be read. Nil when there are none.
	Extra map[string]json.RawMessage
}

// String shows the number and the name.
func (o TypeOption) String() string {
	return fmt.Sprintf("eshouhou.TypeOption{%q, %q}", o.Key, o.Value)
}

// GoString is String.
func (o TypeOption) GoString() string { return o.String() }

// Format writes String for every verb, quoted for %q.
func (o TypeOption) Format(f fmt.State, verb rune) { printText(f, verb, o.String()) }

// LogValue is String.
func (o TypeOption) LogValue() slog.Value { return slog.StringValue(o.String()) }
