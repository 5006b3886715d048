package eshouhou

import (
	"encoding/json"
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

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
