package eshouhou

import "github.com/billrecon/billrecon/recon"

// StatementState is what became of a statement (结算状态, StatementState). Values that are not named here survive as they came.
type StatementState int

const (
	// StatementStateAbsent says that the statement came without a StatementState. It never is on the wire.
	StatementStateAbsent StatementState = absent
	// StatementStateDefault (默认) is 0 on the wire.
	StatementStateDefault StatementState = 0
	// StatementStateToSettle is waiting to be settled (待结算).
	StatementStateToSettle StatementState = 1
	// StatementStateToCheck is waiting to be reconciled (待对账).
	StatementStateToCheck StatementState = 2
	// StatementStateDone is finished (完成).
	StatementStateDone StatementState = 3
	// StatementStateToPay is waiting for the payment (待结账/待付款).
	StatementStateToPay StatementState = 4
	// StatementStateCancelled is cancelled (已取消).
	StatementStateCancelled StatementState = 5
)

var statementStates = enum{"StatementState", "结算状态", map[int]enumWords{
	0: {"default", "默认"},
	1: {"to settle", "待结算"},
	2: {"to check", "待对账"},
	3: {"done", "完成"},
	4: {"to pay", "待结账/待付款"},
	5: {"cancelled", "已取消"},
}}

// String is the English name, "StatementState(7)" for a value without one.
func (s StatementState) String() string { return statementStates.name(int(s)) }

// Chinese is the name in the provider's words, "未知结算状态(7)" for a value without one.
func (s StatementState) Chinese() string { return statementStates.chineseName(int(s)) }

// state is what recon makes of it: what does not say whether money moved is Unknown, never guessed.
func (s StatementState) state() recon.State {
	switch s {
	case StatementStateToSettle, StatementStateToCheck, StatementStateToPay:
		return recon.Pending
	case StatementStateDone:
		return recon.Succeeded
	case StatementStateCancelled:
		return recon.Closed
	}
	return recon.Unknown
}
