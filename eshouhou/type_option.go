package eshouhou

import "encoding/json"

// TypeOption is one way to pay that a statement offers (an item of 结算类型集合, TypeList).
type TypeOption struct {
	// Key is the number of the way to pay as text (Key): "9" is WeChat Pay online (微信线上支付). Empty when absent.
	Key string
	// Value is its name (支付方式名称, Value), empty when absent.
	Value string
	// ObjArray is in the provider's sample only, where it is empty (ObjArray); each item as the JSON that came.
	ObjArray []json.RawMessage
	// IsChecked is in the provider's sample only (isChecked), false when absent.
	IsChecked bool
	// Extra holds the members that this package does not know, as they came. Nil when there are none.
	Extra map[string]json.RawMessage
}
