package eshouhou

import (
	"encoding/json"
	"fmt"
	"log/slog"
	"strings"
	"time"

	"github.com/shopspring/decimal"

	"github.com/billrecon/billrecon/internal/client"
	"github.com/billrecon/billrecon/internal/row"
	"github.com/billrecon/billrecon/recon"
)

// Statement is the settlement statement (结算单) of one work order (工单). Amounts are in yuan (CNY); one that is not Valid was
// not given, which is not zero. Compare amounts with their Equal method: 9.9 and 9.90 differ under ==.
//
// It is a plain value: copying is safe as long as slices and maps are not written to. Printing and logging it leaves out
// everything that can be personal; marshalling gives all of it.
type Statement struct {
	// ID is the statement's number (结算单id, ID), always there.
	ID string
	// WorkOrderID is the work order's id (工单id, WorkOrderID), always there.
	WorkOrderID string
	// WorkOrderNumber is the number that people see (工单编号, WorkOrderNumber), empty when absent.
	WorkOrderNumber string
	// CustomerName is who had the work done (CustomerName), personal data, empty when absent. In the provider's sample only.
	CustomerName string
	// ProductName is in the provider's sample only (ProductName), empty when absent.
	ProductName string
	// ProductType is in the provider's sample only (ProductType), empty when absent.
	ProductType string
	// ServiceCategory is in the provider's sample only (ServiceCategory), empty when absent.
	ServiceCategory string
	// TotalAmount is the whole amount (总金额, TotalAmount).
	TotalAmount decimal.NullDecimal
	// CustomerAmount is what the customer has to pay (应付金额, CustomerAmount). It can be more than TotalAmount.
	CustomerAmount decimal.NullDecimal
	// AccessoryAmount is the total of the spare parts (备件总金额, AccessoryAmount).
	AccessoryAmount decimal.NullDecimal
	// FeeItemAmount is the total of the services (服务项目总金额, FeeItemAmount).
	FeeItemAmount decimal.NullDecimal
	// OtherFeeItemAmount is the total of other charges (其他收费项目总金额, OtherFeeItemAmount).
	OtherFeeItemAmount decimal.NullDecimal
	// Remark is a free text (备注, Remark), which may hold personal data, empty when absent.
	Remark string
	// Accessorys are the spare parts (配件集合, Accessorys), each as the JSON that came: their members are not documented.
	Accessorys []json.RawMessage
	// FeeItems are the services (服务项目, FeeItems), each as the JSON that came.
	FeeItems []json.RawMessage
	// OtherFeeItems are the other charges (其他收费项目, OtherFeeItems), each as the JSON that came.
	OtherFeeItems []json.RawMessage
	// GuaranteedName says whether the warranty covers the work (GuaranteedName, such as 保内), empty when absent. In the
	// provider's sample only.
	GuaranteedName string
	// Type is how it is settled (结算类型, Type), PayTypeAbsent when absent.
	Type PayType
	// TypeName is the provider's own name of Type (结算类型名称, TypeName), empty when absent.
	TypeName string
	// TypeList are the ways to pay that are on offer (结算类型集合, TypeList), nil when there are none.
	TypeList []TypeOption
	// StatementState is what became of it (结算状态, StatementState), StatementStateAbsent when absent.
	StatementState StatementState
	// OperatorID is who handled it (OperatorID), empty when absent. In the provider's sample only.
	OperatorID string
	// OperatorName is the name of who handled it (OperatorName), personal data, empty when absent. In the provider's sample only.
	OperatorName string
	// StatementTime is when it was settled, as its name says (StatementTime), in Config.Location; a time without a zone is at
	// UTC+8. Zero when absent. In the provider's sample only.
	StatementTime time.Time
	// StatementStateName is the provider's own name of StatementState (StatementStateName), empty when absent. In the
	// provider's sample only.
	StatementStateName string
	// StatementStateClass is a colour, such as #428bca (StatementStateClass), empty when absent. In the provider's sample only.
	StatementStateClass string
	// IsOnlinePay is in the provider's sample only (IsOnlinePay), false when absent.
	IsOnlinePay bool
	// WorkOrderState is the state of the work order (工单状态, WorkOrderState), WorkOrderStateAbsent when absent.
	WorkOrderState WorkOrderState
	// WorkOrderPendState is what the work order waits for (工单待处理状态, WorkOrderPendState), WorkOrderPendStateAbsent when absent.
	WorkOrderPendState WorkOrderPendState
	// CustomerPaymentAction is what the customer has to do (客户付款操作, CustomerPaymentAction), CustomerPaymentActionAbsent when
	// absent.
	CustomerPaymentAction CustomerPaymentAction

	// AskedFor is the work order id that the client asked for, empty on a statement from elsewhere. It is not on the wire. The
	// provider's own sample answers with another WorkOrderID than the one asked for, so a difference is no error: it is
	// counted as "WorkOrderID:differs" in Unknown.
	AskedFor string
	// Unknown counts what the provider's page does not document or what does not fit: "field:foo" for a member of the statement
	// or around it, "Type:11" for a value of an enum, "TotalAmount:differs" when [Statement.TotalDifference] is not zero,
	// "WorkOrderID:differs", "StatementTime:unreadable" for a value that could not be read, whose field is as if absent and whose
	// JSON text is in Extra under its own name ("isChecked:unreadable" for one of a TypeOption), and "TotalAmount:rounded" for an
	// amount that came with the noise of a float64 (175.45000000000002 is 175.45). Nil when there was nothing. It is not on the
	// wire.
	Unknown map[string]int64
	// Extra holds the members that this package does not know, as they came, and under its own name the JSON text of a value
	// that could not be read. Nil when there are none.
	Extra map[string]json.RawMessage
	// Raw is the JSON text of the statement as it came, nil without Config.KeepRaw. MarshalJSON does not use it.
	Raw json.RawMessage
}

// TotalDifference is TotalAmount − (AccessoryAmount + FeeItemAmount + OtherFeeItemAmount), where a part that was not given
// adds nothing. ok is false when TotalAmount or all parts were not given. The provider documents no formula, so a difference
// is a finding and no error: it is counted as "TotalAmount:differs" in Unknown.
func (s Statement) TotalDifference() (difference decimal.Decimal, ok bool) {
	var sum decimal.Decimal
	for _, part := range []decimal.NullDecimal{s.AccessoryAmount, s.FeeItemAmount, s.OtherFeeItemAmount} {
		if part.Valid {
			sum, ok = sum.Add(part.Decimal), true
		}
	}
	if !ok || !s.TotalAmount.Valid {
		return decimal.Decimal{}, false
	}
	return s.TotalAmount.Decimal.Sub(sum), true
}

// totalDiffers reports whether TotalAmount contradicts its parts.
func (s *Statement) totalDiffers() bool {
	difference, ok := s.TotalDifference()
	return ok && !difference.IsZero()
}

// Amount is what the customer has to pay: CustomerAmount, or TotalAmount when that was not given. ok is false when neither
// was.
func (s Statement) Amount() (amount decimal.Decimal, ok bool) {
	if s.CustomerAmount.Valid {
		return s.CustomerAmount.Decimal, true
	}
	return s.TotalAmount.Decimal, s.TotalAmount.Valid
}

// Record is what recon.Match sees of the statement: pass the method expression eshouhou.Statement.Record.
//
// Key is the work order id; AltKeys are the work order number and the statement's ID. Amount is [Statement.Amount]: what the
// customer has to pay, because that is what is paid (the provider's sample has a total of 0.00 and 0.02 to pay). A statement
// without an amount has an Amount of zero and the State Unknown, whatever its StatementState: nothing is known of its money,
// which is neither reconciled nor short. The ok of Amount tells it from a statement of 0.00. State is Succeeded for 完成,
// Closed for 已取消, Pending for 待结算 and 待结账/待付款, and Unknown otherwise: the provider does not say whether a statement
// that waits to be reconciled (待对账) is paid. Type, 未收款 too, does not change it. Time is StatementTime. Channel is recon's,
// the word of another documented Type, or "eshouhou:11" for a Type without a name. The call reports no fees and no refunds, so
// Kind is always Payment.
func (s Statement) Record() recon.Record {
	amount, ok := s.Amount()
	state := s.StatementState.state()
	if !ok {
		state = recon.Unknown
	}
	return recon.Record{
		Key:     s.WorkOrderID,
		AltKeys: recon.AltKeys{s.WorkOrderNumber, s.ID},
		Amount:  amount,
		Kind:    recon.Payment,
		State:   state,
		Time:    s.StatementTime,
		Channel: s.Type.channel(),
	}
}

// String shows numbers, amounts and states. Names, remarks, items and unknown members, which can be personal, are left out.
func (s Statement) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "eshouhou.Statement{work order %q, number %q", s.WorkOrderID, s.WorkOrderNumber)
	for _, part := range []struct {
		name   string
		amount decimal.NullDecimal
	}{{"total", s.TotalAmount}, {"due", s.CustomerAmount}} {
		if part.amount.Valid {
			fmt.Fprintf(&b, ", %s %s", part.name, row.Decimal(part.amount.Decimal, 2))
		}
	}
	fmt.Fprintf(&b, ", %s, %s}", s.Type, s.StatementState)
	return b.String()
}

// GoString returns String, so that %#v shows no personal data.
func (s Statement) GoString() string { return s.String() }

// Format writes String for every verb, quoted for %q.
func (s Statement) Format(f fmt.State, verb rune) { client.Format(f, verb, s.String()) }

// LogValue returns String, so that slog shows no personal data.
func (s Statement) LogValue() slog.Value { return slog.StringValue(s.String()) }
