package eshouhou

// WorkOrderState is the state of the work order (工单状态, WorkOrderState). The provider documents one value; all others
// survive as they came.
type WorkOrderState int

const (
	// WorkOrderStateAbsent says that the statement came without a WorkOrderState. It never is on the wire.
	WorkOrderStateAbsent WorkOrderState = absent
	// WorkOrderStateStatementMade says that the statement was made (结算单已生成).
	WorkOrderStateStatementMade WorkOrderState = 12
)

var workOrderStates = enum{"WorkOrderState", "工单状态", map[int]enumWords{12: {"statement made", "结算单已生成"}}}

// String is the English name, "WorkOrderState(7)" for a value without one.
func (s WorkOrderState) String() string { return workOrderStates.name(int(s)) }

// Chinese is the name in the provider's words, "未知工单状态(7)" for a value without one.
func (s WorkOrderState) Chinese() string { return workOrderStates.chineseName(int(s)) }
