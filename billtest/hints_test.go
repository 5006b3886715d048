package billtest

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestTheZeroHintsChangeNothing(t *testing.T) {
	var h Hints
	assert.Equal(t, shopTruth, string(h.Spoil([]byte(shopTruth), "fee")))
	assert.Equal(t, []int{1, 2}, Paginate(h, numbers(5), 1, 2).Rows)
	assert.False(t, h.Named("x"))
	assert.False(t, h.Named(""))
	_, _, _, ok := h.Business()
	assert.False(t, ok)
	assert.False(t, h.Played())
}

func TestBusiness(t *testing.T) {
	h := HintsOf(Business("9996", "SUB", "no permission"))
	code, sub, message, ok := h.Business()
	require.True(t, ok)
	assert.Equal(t, []string{"9996", "SUB", "no permission"}, []string{code, sub, message})
	assert.True(t, h.Played())
}

func TestNamed(t *testing.T) {
	h := HintsOf(Named("data as string"))
	assert.False(t, h.Named("another"))
	assert.False(t, h.Played())
	assert.True(t, h.Named("data as string"))
	assert.True(t, h.Played())
}

func TestSpoil(t *testing.T) {
	const doc = `{"total":2,"list":[{"id":"1","fee":"1.90"},{"id":"2","fee":"2.90"}]}`
	tests := []struct {
		reason string
		fault  Fault
		amount string
		want   string
		played bool
	}{
		{"no fault", Fault{}, "fee", doc, false},
		{"another fault", Shift(), "fee", doc, false},
		{"a string", WrongType("fee"), "", `{"total":2,"list":[{"id":"1","fee":[true]},{"id":"2","fee":"2.90"}]}`, true},
		{"a number", WrongType("total"), "fee", `{"total":[true],"list":[{"id":"1","fee":"1.90"},{"id":"2","fee":"2.90"}]}`, true},
		{"an array", WrongType("list"), "fee", `{"total":2,"list":[true]}`, true},
		{"no such field", WrongType("nothing"), "fee", doc, false},
		{"an exponent", BadExponent(), "fee", `{"total":2,"list":[{"id":"1","fee":1e10000},{"id":"2","fee":"2.90"}]}`, true},
		{"an exponent without an amount", BadExponent(), "", doc, false},
		{"an exponent on a page without rows", BadExponent(), "price", doc, false},
	}
	for _, test := range tests {
		t.Run(test.reason, func(t *testing.T) {
			h := HintsOf(test.fault)
			assert.Equal(t, test.want, string(h.Spoil([]byte(doc), test.amount)))
			assert.Equal(t, test.played, h.Played())
		})
	}
}

// The data-level faults as a client of a whole fake sees them.
func TestDataFaultsEveryWay(t *testing.T) {
	tests := []struct {
		reason string
		fault  Fault
		want   string
	}{
		{"business error", Business("9999", "SUB", "no"), `{"code":9999,"msg":"SUB: no","list":null}`},
		{"lying total", LieTotal(99), `"total":99`},
		{"duplicate", Duplicate(), `"list":[{"id":"bill-4","fee":"4.90"},{"id":"bill-5","fee":"5.90"},{"id":"bill-4","fee":"4.90"}]`},
		{"shift", Shift(), `"list":[{"id":"bill-3","fee":"3.90"},{"id":"bill-4"`},
		{"page ignored", IgnorePage(), `"list":[{"id":"bill-1"`},
		{"empty page", EmptyPage(), `"list":[]`},
		{"capped page", CapPage(2), `"total":7,"list":[{"id":"bill-3","fee":"3.90"},{"id":"bill-4","fee":"4.90"}]`},
		{"swapped rows", SwapRows(), `"total":6,"list":[{"id":"bill-5"`},
		{"absent total", AbsentTotal(), `{"code":200,"msg":"ok","list":[{"id":"bill-4"`},
		{"wrong type", WrongType("fee"), `"fee":[true]`},
		{"bad exponent", BadExponent(), `"fee":1e10000`},
	}
	for _, test := range tests {
		t.Run(test.reason, func(t *testing.T) {
			eachWay(t, func(t *testing.T, w way) {
				gw := newShop(t, Script{{On: Page(2), Fault: test.fault}})
				client, base := w.client(t, gw)
				reply := ask(t, t.Context(), client, base, 2, 3)
				assert.Equal(t, 200, reply.status)
				assert.Contains(t, string(reply.body), test.want)
				assert.Empty(t, gw.Unplayed())
			})
		})
	}
}

func TestHintsString(t *testing.T) {
	assert.Equal(t, "business error 9996", fmt.Sprintf("%+v", HintsOf(Business("9996", "", "fictional-secret"))))
	assert.Equal(t, "no fault", Hints{}.String())
}
