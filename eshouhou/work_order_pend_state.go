package eshouhou

// WorkOrderPendState is what the work order waits for (工单待处理状态, WorkOrderPendState). The provider documents one value;
// all others survive as they came.
type WorkOrderPendState int

const (
	// WorkOrderPendStateAbsent says that the statement came without a WorkOrderPendState. It never is on the wire.
	WorkOrderPendStateAbsent WorkOrderPendState = absent
	// WorkOrderPendStatePayment waits for the customer's payment (待客户付款状态).
	WorkOrderPendStatePayment WorkOrderPendState = 28
)

var workOrderPendStates = enum{"WorkOrderPendState", "工单待处理状态", map[int]enumWords{28: {"waiting for payment", "待客户付款"}}}

// String is the English name, "WorkOrderPendState(7)" for a value without one.
func (s WorkOrderPendState) String() string { return workOrderPendStates.name(int(s)) }

// Chinese is the name in the provider's words, "未知工单待处理状态(7)" for a value without one.
func (s WorkOrderPendState) Chinese() string { return workOrderPendStates.chineseName(int(s)) }
