package console

import (
	"strconv"

	"github.com/billrecon/billrecon/recon"
)

// ReconciliationStatus is what came of the reconciliation of an order (对账状态, reconciliation_status). It is independent of
// [OrderStatus]. The numbers are those of recon.Status. Values that are not named here survive as they came.
type ReconciliationStatus int

const (
	// StatusAbsent says that the row came without a status, or with 0, which is not documented.
	StatusAbsent ReconciliationStatus = 0
	// StatusReconciled: both sides agree (已对账).
	StatusReconciled ReconciliationStatus = 1
	// StatusUnreconciled: not reconciled yet (未对账).
	StatusUnreconciled ReconciliationStatus = 2
	// StatusException: the sides differ (异常).
	StatusException ReconciliationStatus = 3
	// StatusReversed: paid and given back (已冲正).
	StatusReversed ReconciliationStatus = 4
	// StatusDoubtful: not decided (存疑).
	StatusDoubtful ReconciliationStatus = 5
)

// String is the English name, "ReconciliationStatus(7)" for a value without one.
func (s ReconciliationStatus) String() string {
	switch {
	case s == StatusAbsent:
		return "absent"
	case s.known():
		return recon.Status(s).String()
	}
	return "ReconciliationStatus(" + strconv.Itoa(int(s)) + ")"
}

// Chinese is the console's own word, "未知对账状态(7)" for a value without one.
func (s ReconciliationStatus) Chinese() string {
	switch {
	case s == StatusAbsent:
		return "无对账状态"
	case s.known():
		return recon.Status(s).Chinese()
	}
	return "未知对账状态(" + strconv.Itoa(int(s)) + ")"
}

func (s ReconciliationStatus) known() bool { return s >= StatusReconciled && s <= StatusDoubtful }
