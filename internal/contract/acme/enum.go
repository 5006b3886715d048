package acme

import (
	"math"

	"github.com/billrecon/billrecon/internal/enum"
	"github.com/billrecon/billrecon/recon"
)

// State is the state (状态, state) of a bill. Values that are not named here survive as they came.
type State int

const (
	// StatePending (处理中) is 0 on the wire.
	StatePending State = 0
	// StatePaid (已支付) is 1 on the wire.
	StatePaid State = 1
	// StateAbsent says that the row came without a state. It never is on the wire.
	StateAbsent State = math.MinInt32
)

var states = enum.Of("State", "状态", map[State]enum.Names{
	StatePending: {English: "pending", Chinese: "处理中"},
	StatePaid:    {English: "paid", Chinese: "已支付"},
}).Absent(StateAbsent)

// String returns the English name, "State(7)" for a value without one.
func (s State) String() string { return states.English(s) }

// Chinese returns the name in the provider's words, "未知状态(7)" for a value without one.
func (s State) Chinese() string { return states.Chinese(s) }

// record returns what recon makes of it: what is not known is Unknown, never guessed.
func (s State) record() recon.State {
	switch s {
	case StatePending:
		return recon.Pending
	case StatePaid:
		return recon.Succeeded
	}
	return recon.Unknown
}
