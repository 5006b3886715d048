package recon

import (
	"time"

	"github.com/shopspring/decimal"

	"github.com/billrecon/billrecon/recon/internal/words"
)

// Record is what matching sees of a bill row or of an order.
// The zero values are the common case: a successful payment in CNY, with no fee known.
type Record struct {
	// Key is the strongest common number, normally the merchant's order number.
	// It is compared byte by byte. An empty Key matches nothing.
	Key string
	// AltKeys are fallbacks in order of strength. AltKeys[i] of a bill is compared with AltKeys[i] of an order only,
	// and only for rows that no stronger key has claimed. Empty ones match nothing.
	AltKeys AltKeys
	// Amount is signed from the merchant's side: a payment is positive, a refund or reversal negative. Unit as in Unit (CNY: yuan).
	// It is exact. At most 100 digits and an exponent within ±100, of Fee and Income too: Match refuses what is beyond.
	Amount decimal.Decimal
	// Fee is the provider's charge, positive when the merchant pays it. Absent is not zero: an absent fee is not compared.
	Fee decimal.NullDecimal
	// Income is what reaches the merchant, Amount − Fee. Absent is not compared.
	Income decimal.NullDecimal
	// Unit names what Amount counts: "CNY" when empty. Amounts of different units are never added.
	Unit string
	// Kind says whether the row takes money in or gives it back. Matching trusts the sign of Amount, and reports a contradiction.
	Kind Kind
	// State is what the row's own system says became of it.
	State State
	// Time places the row in a bill day, and serves the amount-and-time pass. The zero Time is unknown.
	Time time.Time
	// Channel is how it was paid. It is carried along, never compared.
	Channel Channel
	// Manual rows are proposed and never settled: their group is NotDue, its findings kept. Within Rules.Hold they stay in the
	// pool, as unpaid rows do, so that the other side's row meets them when it comes.
	Manual bool
	// Labels are the caller's own: a store (门店), a cashier, a device. They are carried along, into the pool too, and never compared:
	// rows that differ in nothing else are equal.
	Labels [4]Label
}

// Label is a name and a value of the caller's, for reports. The zero Label is none.
type Label struct{ Name, Value string }

// maxLabels is the largest number of labels of one row.
const maxLabels = len(Record{}.Labels)

// AltKeys are up to two alternative keys of a Record, at fixed places. An empty one is absent.
type AltKeys [2]string

// maxAltKeys is the largest number of AltKeys of one row.
const maxAltKeys = len(AltKeys{})

// given are the keys up to the last one that is not empty.
func (k *AltKeys) given() []string {
	switch {
	case k[1] != "":
		return k[:]
	case k[0] != "":
		return k[:1]
	}
	return nil
}

// trimmed is list without the zero values at its end.
func trimmed[T comparable](list []T) []T {
	var zero T
	for len(list) > 0 && list[len(list)-1] == zero {
		list = list[:len(list)-1]
	}
	return list
}

// UnitOrCNY is Unit, or "CNY" when it is empty.
func (r Record) UnitOrCNY() string { return unitOrCNY(r.Unit) }

// CNY is the unit of a Record that names none: Chinese yuan.
const CNY = "CNY"

// Kind is the direction of a row.
type Kind uint8

// The kinds. Payment is the zero value.
const (
	Payment  Kind = iota // 支付: money in, Amount is positive
	Refund               // 退款: money given back, Amount is negative
	Reversal             // 冲正: a payment undone by the provider, Amount is negative
)

var kindWords = words.Enum[Language, Kind]{{"支付", "payment"}, {"退款", "refund"}, {"冲正", "reversal"}}

// String is the English word, or the number of an unknown value.
func (k Kind) String() string { return kindWords.In(English, k) }

// Chinese is the Chinese word (简体中文), or the number of an unknown value.
func (k Kind) Chinese() string { return kindWords.In(Chinese, k) }

// MarshalJSON writes the English word, or the number of an unknown value.
func (k Kind) MarshalJSON() ([]byte, error) { return kindWords.JSON(k) }

// UnmarshalJSON reads what MarshalJSON writes; numbers survive.
func (k *Kind) UnmarshalJSON(data []byte) error { return readWord(k, "Kind", kindWords, data) }

// State is what a row's own system says became of it.
type State uint8

// The states. Succeeded is the zero value.
const (
	Succeeded State = iota // 成功: the money moved
	Pending                // 待支付: nothing moved yet
	Closed                 // 已关闭: nothing moved, nothing will
	Failed                 // 失败: nothing moved
	Refunded               // 已退款: a payment that was given back in full; a refund row that was carried out
	Unknown                // 未知: counted as moved, and never called reconciled: a state mismatch when its window is over
)

// Moved reports whether a row of this state and kind changed what the merchant holds:
// Succeeded and Unknown did, and so did a Refund or Reversal that is Refunded.
// A Payment that is Refunded came and went: it counts zero, unless rows of refunds of its side and key say what went back; then it
// counts as moved, and they take it back (Group.MovedBills and MovedOrders name it).
func (s State) Moved(k Kind) bool {
	return s == Succeeded || s == Unknown || (s == Refunded && k != Payment)
}

var stateWords = words.Enum[Language, State]{
	{"成功", "succeeded"}, {"待支付", "pending"}, {"已关闭", "closed"}, {"失败", "failed"}, {"已退款", "refunded"}, {"未知", "unknown"},
}

// String is the English word, or the number of an unknown value.
func (s State) String() string { return stateWords.In(English, s) }

// Chinese is the Chinese word (简体中文), or the number of an unknown value.
func (s State) Chinese() string { return stateWords.In(Chinese, s) }

// MarshalJSON writes the English word, or the number of an unknown value.
func (s State) MarshalJSON() ([]byte, error) { return stateWords.JSON(s) }

// UnmarshalJSON reads what MarshalJSON writes; numbers survive.
func (s *State) UnmarshalJSON(data []byte) error { return readWord(s, "State", stateWords, data) }

// Channel names how a row was paid. Other values than these are allowed and survive.
type Channel string

// The common channels.
const (
	WeChat   Channel = "wechat"   // 微信支付
	Alipay   Channel = "alipay"   // 支付宝
	UnionPay Channel = "unionpay" // 银联
)
