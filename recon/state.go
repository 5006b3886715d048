package recon

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

var stateNames = []string{"succeeded", "pending", "closed", "failed", "refunded", "unknown"}

var stateNamesChinese = []string{"成功", "待支付", "已关闭", "失败", "已退款", "未知"}

// String is the English word, or the number of an unknown value.
func (s State) String() string { return wordOf(stateNames, int(s)) }

// Chinese is the Chinese word (简体中文), or the number of an unknown value.
func (s State) Chinese() string { return wordOf(stateNamesChinese, int(s)) }

// MarshalJSON writes the English word, or the number of an unknown value.
func (s State) MarshalJSON() ([]byte, error) { return wordJSON(stateNames, int(s)) }

// UnmarshalJSON reads what MarshalJSON writes; numbers survive.
func (s *State) UnmarshalJSON(data []byte) error {
	n, err := numberOf("State", stateNames, data)
	if err == nil {
		*s = State(n)
	}
	return err
}
