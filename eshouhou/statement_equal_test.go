package eshouhou

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
)

func TestEqualSeesEveryField(t *testing.T) {
	base := fullStatement()
	assert.True(t, base.Equal(fullStatement()))
	changes := map[string]func(*Statement){
		"ID":                    func(s *Statement) { s.ID += "x" },
		"WorkOrderID":           func(s *Statement) { s.WorkOrderID += "x" },
		"WorkOrderNumber":       func(s *Statement) { s.WorkOrderNumber += "x" },
		"CustomerName":          func(s *Statement) { s.CustomerName += "x" },
		"ProductName":           func(s *Statement) { s.ProductName += "x" },
		"ProductType":           func(s *Statement) { s.ProductType += "x" },
		"ServiceCategory":       func(s *Statement) { s.ServiceCategory += "x" },
		"TotalAmount":           func(s *Statement) { s.TotalAmount = amount("") },
		"CustomerAmount":        func(s *Statement) { s.CustomerAmount = amount("0.03") },
		"AccessoryAmount":       func(s *Statement) { s.AccessoryAmount = amount("1.51") },
		"FeeItemAmount":         func(s *Statement) { s.FeeItemAmount = amount("") },
		"OtherFeeItemAmount":    func(s *Statement) { s.OtherFeeItemAmount = amount("0.125") },
		"Remark":                func(s *Statement) { s.Remark += "x" },
		"Accessorys":            func(s *Statement) { s.Accessorys = s.Accessorys[1:] },
		"FeeItems":              func(s *Statement) { s.FeeItems = raws(`"<&>x"`) },
		"OtherFeeItems":         func(s *Statement) { s.OtherFeeItems = nil },
		"GuaranteedName":        func(s *Statement) { s.GuaranteedName += "x" },
		"Type":                  func(s *Statement) { s.Type++ },
		"TypeName":              func(s *Statement) { s.TypeName += "x" },
		"TypeList":              func(s *Statement) { s.TypeList = s.TypeList[:1] },
		"StatementState":        func(s *Statement) { s.StatementState++ },
		"OperatorID":            func(s *Statement) { s.OperatorID += "x" },
		"OperatorName":          func(s *Statement) { s.OperatorName += "x" },
		"StatementTime":         func(s *Statement) { s.StatementTime = s.StatementTime.Add(1) },
		"StatementStateName":    func(s *Statement) { s.StatementStateName += "x" },
		"StatementStateClass":   func(s *Statement) { s.StatementStateClass += "x" },
		"IsOnlinePay":           func(s *Statement) { s.IsOnlinePay = !s.IsOnlinePay },
		"WorkOrderState":        func(s *Statement) { s.WorkOrderState++ },
		"WorkOrderPendState":    func(s *Statement) { s.WorkOrderPendState++ },
		"CustomerPaymentAction": func(s *Statement) { s.CustomerPaymentAction++ },
		"Extra":                 func(s *Statement) { s.Extra = map[string]json.RawMessage{} },
	}
	for name, change := range changes {
		other := fullStatement()
		change(&other)
		assert.False(t, base.Equal(other), name)
	}
	assert.Len(t, changes, len(sampleMembers(t))+1, "every member, and Extra")
}

func TestEqualLooksAtTheMeaning(t *testing.T) {
	for reason, change := range map[string]func(*Statement){
		"decimals":         func(s *Statement) { s.TotalAmount = amount("0") },
		"the zone":         func(s *Statement) { s.StatementTime = s.StatementTime.In(time.UTC) },
		"white space":      func(s *Statement) { s.Accessorys = raws("{\"a\":[1.50]\n}", `null`) },
		"HTML escapes":     func(s *Statement) { s.FeeItems = raws(`"\u003c\u0026\u003e"`) },
		"what was unknown": func(s *Statement) { s.Unknown = map[string]int64{"x": 1} },
		"the id asked for": func(s *Statement) { s.AskedFor = "x" },
		"the raw text":     func(s *Statement) { s.Raw = raws(`{}`)[0] },
	} {
		other := fullStatement()
		change(&other)
		assert.True(t, fullStatement().Equal(other), reason)
	}
	a, b := Statement{}, Statement{Accessorys: raws()}
	b.Accessorys = []json.RawMessage{}
	assert.True(t, a.Equal(b), "nil and empty are both none")
}
