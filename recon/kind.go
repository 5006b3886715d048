package recon

// Kind is the direction of a row.
type Kind uint8

// The kinds. Payment is the zero value.
const (
	Payment  Kind = iota // 支付: money in, Amount is positive
	Refund               // 退款: money given back, Amount is negative
	Reversal             // 冲正: a payment undone by the provider, Amount is negative
)

var kindNames = []string{"payment", "refund", "reversal"}

var kindNamesChinese = []string{"支付", "退款", "冲正"}

// String is the English word, or the number of an unknown value.
func (k Kind) String() string { return wordOf(kindNames, int(k)) }

// Chinese is the Chinese word (简体中文), or the number of an unknown value.
func (k Kind) Chinese() string { return wordOf(kindNamesChinese, int(k)) }

// MarshalJSON writes the English word, or the number of an unknown value.
func (k Kind) MarshalJSON() ([]byte, error) { return wordJSON(kindNames, int(k)) }

// UnmarshalJSON reads what MarshalJSON writes; numbers survive.
func (k *Kind) UnmarshalJSON(data []byte) error {
	n, err := numberOf("Kind", kindNames, data)
	if err == nil {
		*k = Kind(n)
	}
	return err
}
