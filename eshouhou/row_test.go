package eshouhou

import (
	"bytes"
	"encoding/json"
	"fmt"
	"log/slog"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
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

// sampleMembers are the members of the provider's sample, which has all of its table and more.
func sampleMembers(t *testing.T) map[string]json.RawMessage {
	t.Helper()
	var page struct{ ResultValue map[string]json.RawMessage }
	require.NoError(t, json.Unmarshal(samplePage(t), &page))
	return page.ResultValue
}

// isMember reports whether a statement has a member of this name that Statement knows: any other is one of Extra.
func isMember(name string, value json.RawMessage) bool {
	s := sampleStatement()
	s.Extra = map[string]json.RawMessage{name: value}
	_, err := s.MarshalJSON()
	return err != nil
}

func TestEveryMemberOfTheSampleIsKnown(t *testing.T) {
	members := sampleMembers(t)
	require.Len(t, members, 30)
	for name, value := range members {
		assert.True(t, isMember(name, value), name)
	}
	for _, name := range []string{"id", "TOTALAMOUNT", "Key", "", "AskedFor", "Unknown", "Extra", "Raw"} {
		assert.False(t, isMember(name, raws(`1`)[0]), name)
	}
}

func TestEveryMemberOfTheTableIsKnown(t *testing.T) {
	for _, name := range []string{"ID", "WorkOrderID", "WorkOrderNumber", "TotalAmount", "CustomerAmount", "AccessoryAmount", "FeeItemAmount",
		"OtherFeeItemAmount", "Remark", "Accessorys", "FeeItems", "OtherFeeItems", "Type", "TypeName", "TypeList", "StatementState",
		"WorkOrderState", "WorkOrderPendState", "CustomerPaymentAction"} {
		assert.True(t, isMember(name, raws(`null`)[0]), name)
	}
}

// A bit shared by two members, or a member without one, would let a second value replace the first.
func TestEveryMemberIsRefusedTwice(t *testing.T) {
	for name := range sampleMembers(t) {
		_, err := decodeRow(fmt.Sprintf(`{%q:null,%q:null}`, name, name))
		require.Error(t, err, name)
		assert.Contains(t, err.Error(), name+": appears twice")
	}
}

func TestEveryMemberHasItsOwnBit(t *testing.T) {
	for name := range sampleMembers(t) {
		for other := range sampleMembers(t) {
			if other == name || name == "ID" || name == "WorkOrderID" || other == "ID" || other == "WorkOrderID" {
				continue
			}
			_, err := decodeRow(leastRow(fmt.Sprintf(`%q:null,%q:null`, name, other)))
			require.NoError(t, err, "%s and %s", name, other)
		}
	}
}

func TestTypeOptionMarshalJSON(t *testing.T) {
	for _, test := range []struct {
		reason string
		option TypeOption
		want   string
	}{
		{"the provider's sample", sampleStatement().TypeList[0], `{"Key":"9","Value":"微信支付(线上)","ObjArray":[],"isChecked":false}`},
		{"everything", TypeOption{Key: "1", ObjArray: raws(`{"a":1}`), IsChecked: true, Extra: map[string]json.RawMessage{"z": raws(`1`)[0], "a": raws(`2`)[0]}},
			`{"Key":"1","Value":"","ObjArray":[{"a":1}],"isChecked":true,"a":2,"z":1}`},
	} {
		t.Run(test.reason, func(t *testing.T) {
			got, err := json.Marshal(test.option)
			require.NoError(t, err)
			assert.Equal(t, test.want, string(got))
		})
	}
}

func TestTypeOptionRefusesBrokenExtra(t *testing.T) {
	for name, value := range map[string]string{"Key": `1`, "Value": `1`, "ObjArray": `[1]`, "isChecked": `1`} {
		_, err := TypeOption{Extra: map[string]json.RawMessage{name: raws(value)[0]}}.MarshalJSON()
		assert.EqualError(t, err, "eshouhou: TypeOption.Extra holds "+name+": that is a field of its own")
	}
}

func TestTypeOptionEqual(t *testing.T) {
	base := TypeOption{Key: "9", Value: "v", ObjArray: raws(`1`), Extra: map[string]json.RawMessage{"a": raws(`1`)[0]}}
	assert.True(t, base.Equal(base))
	for reason, change := range map[string]func(*TypeOption){
		"another key":     func(o *TypeOption) { o.Key = "8" },
		"another value":   func(o *TypeOption) { o.Value = "w" },
		"other objects":   func(o *TypeOption) { o.ObjArray = raws(`2`) },
		"checked":         func(o *TypeOption) { o.IsChecked = true },
		"no extra member": func(o *TypeOption) { o.Extra = nil },
	} {
		other := base
		change(&other)
		assert.False(t, base.Equal(other), reason)
	}
}

func TestTypeOptionPrintsNothingPersonal(t *testing.T) {
	o := TypeOption{Key: "9", Value: "微信支付(线上)", ObjArray: raws(`"fictional-item"`), Extra: map[string]json.RawMessage{"a": raws(`"fictional-extra"`)[0]}}
	var log bytes.Buffer
	slog.New(slog.NewTextHandler(&log, nil)).Info("x", "option", o)
	slog.New(slog.NewJSONHandler(&log, nil)).Info("x", "option", o)
	text := log.String() + fmt.Sprintf("%v %+v %#v %s %q %d %v %#v", o, o, o, o, o, o, []TypeOption{o}, struct{ O TypeOption }{o})
	assert.Contains(t, text, `eshouhou.TypeOption{"9", "微信支付(线上)"}`)
	for _, hidden := range []string{"fictional", fmt.Sprint([]byte("fictional-extra"))[1:20], "0x66, 0x69"} {
		assert.NotContains(t, text, hidden)
	}
}
