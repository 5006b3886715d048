package recon

// Status is the console's own five-valued reconciliation status (对账状态).
type Status uint8

// The statuses, with the console's numbers.
const (
	StatusReconciled   Status = 1 // 已对账
	StatusUnreconciled Status = 2 // 未对账
	StatusException    Status = 3 // 异常
	StatusReversed     Status = 4 // 已冲正
	StatusDoubtful     Status = 5 // 存疑
)

var statusNames = []string{"", "reconciled", "unreconciled", "exception", "reversed", "doubtful"}

var statusNamesChinese = []string{"", "已对账", "未对账", "异常", "已冲正", "存疑"}

// String is the English word, or the number of an unknown value. In JSON a Status is the console's number.
func (s Status) String() string { return wordOf(statusNames, int(s)) }

// Chinese is the console's word, or the number of an unknown value.
func (s Status) Chinese() string { return wordOf(statusNamesChinese, int(s)) }
