package eshouhoutest

import (
	"net/url"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/billrecon/billrecon/billtest"
	"github.com/billrecon/billrecon/internal/client/clienttest"
)

// statuses are the answers to four token requests and four statement requests, by turns.
func statuses(t *testing.T, on billtest.When) []int {
	t.Helper()
	g := New(&clienttest.Recorder{}, Options{Statements: Statements(4), Faults: billtest.Script{{On: on, Fault: billtest.Status(500)}}})
	token := g.IssueToken().Value
	var all []int
	for i := range 4 {
		all = append(all, ask(t, g, TokenPath, tokenQuery()).status)
		all = append(all, ask(t, g, StatementPath, url.Values{"access_token": {token}, "workOrderId": {ID(i)}}).status)
	}
	return all
}

func TestWhen(t *testing.T) {
	for _, test := range []struct {
		reason string
		on     billtest.When
		want   []int
	}{
		{"always", billtest.Always(), []int{500, 500, 500, 500, 500, 500, 500, 500}},
		{"the zero value", billtest.When{}, []int{500, 500, 500, 500, 500, 500, 500, 500}},
		{"page 1 is every statement", billtest.Page(1), []int{200, 500, 200, 500, 200, 500, 200, 500}},
		{"there is no page 2", billtest.Page(2), []int{200, 200, 200, 200, 200, 200, 200, 200}},
		{"a call", billtest.Call(3), []int{200, 200, 500, 200, 200, 200, 200, 200}},
		{"a token call", TokenCall(2), []int{200, 200, 500, 200, 200, 200, 200, 200}},
		{"a statement call", StatementCall(2), []int{200, 200, 200, 500, 200, 200, 200, 200}},
		{"a work order", WorkOrder(ID(3)), []int{200, 200, 200, 200, 200, 200, 200, 500}},
		{"every second", billtest.Every(2), []int{200, 500, 200, 500, 200, 500, 200, 500}},
		{"never", billtest.Random(0, 1), []int{200, 200, 200, 200, 200, 200, 200, 200}},
		{"surely", billtest.Random(1, 1), []int{500, 500, 500, 500, 500, 500, 500, 500}},
	} {
		t.Run(test.reason, func(t *testing.T) {
			assert.Equal(t, test.want, statuses(t, test.on))
		})
	}
	assert.Equal(t, statuses(t, billtest.Random(0.5, 7)), statuses(t, billtest.Random(0.5, 7)), "the same seed, the same requests")
}
