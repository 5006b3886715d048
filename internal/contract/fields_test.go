package contract_test

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/billrecon/billrecon/billtest"
	"github.com/billrecon/billrecon/internal/longtest"
)

// impossible are values that no scalar member of any provider may have.
var impossible = []string{`[true]`, `{"fictional":1}`}

// doubtful are values that some members may have, and that must never pass for something else.
var doubtful = []string{`true`, `"` + plantedBody + `"`, `-1`, `1.5`, `1e99`, `1e10000`, `"--"`, `""`, `null`, `[]`, `{}`,
	`"1,234.56"`, `"１２"`, `99999999999999999999`}

// rowPaths are where the rows of the providers lie in their replies.
var rowPaths = []string{"data.list.", "data.rows.", "data.order.data.", "data.bill_data.", "data.third_bill.", "ResultValue.", "data."}

// strictInRows are the members of rows that are identity or money. Any other value of a row that can not be read costs itself
// alone.
var strictInRows = []string{
	"order_sn", "total_fee", "fee", "income", // fubei
	"orderNum", "bizOrderNum", "settlementType", "settlementAmount", "paymentAmount", "totalAmount", // settlement
	"ID", "WorkOrderID", "TotalAmount", "CustomerAmount", "AccessoryAmount", "FeeItemAmount", "OtherFeeItemAmount", // eshouhou
	"code", "total_money", // console
	"trade_no", "amount", // acme, and fee
}

// aroundRows are the members that lie where rows lie, and belong to none.
var aroundRows = []string{"data.list", "data.rows", "data.total", "data.order", "data.statistics", "data.bill_data", "data.third_bill",
	"ResultValue.access_token", "ResultValue.expires_in"}

// sideValue reports whether the member is a value of a row that is neither identity nor money.
func sideValue(path string) bool {
	for _, rows := range rowPaths {
		name, within := strings.CutPrefix(path, rows)
		if !within {
			continue
		}
		around := slices.ContainsFunc(aroundRows, func(p string) bool { return path == p || rows == "data." && strings.HasPrefix(path, p+".") })
		return !around && !slices.Contains(strictInRows, name)
	}
	return false
}

// literals are the values to try in the i-th member: in the long form all, in the plain form two, which are others in the next.
func literals(i int) []string {
	return longtest.Or([]string{impossible[i%len(impossible)], doubtful[i%len(doubtful)]}, slices.Concat(impossible, doubtful))
}

// TestWrongTypes gives every member that the faulty reply really has a value of another type, one after the other.
func TestWrongTypes(t *testing.T) {
	withoutRaces(t)
	for _, p := range providers() {
		for _, o := range p.ops {
			if o.twice {
				continue // the second reading would get the page of the first
			}
			t.Run(p.name+"/"+o.name, func(t *testing.T) {
				reply := rightReply(t, p, o)
				fields := members(t, reply)
				require.NotEmpty(t, fields)
				for i, f := range fields {
					for _, literal := range literals(i) {
						name := f.path + " = " + literal
						body, ok := billtest.SetField(reply, f.path, literal)
						require.True(t, ok, name)
						hard := f.scalar && slices.Contains(impossible, literal) && !slices.Contains(o.loose, f.path)
						want := wanted{failure: hard && !sideValue(f.path), success: hard && sideValue(f.path)}
						bubble(t, func(t *testing.T) { playField(t, p, o, name, body, want) })
					}
				}
			})
		}
	}
}

// wanted is what must come of a value: either may.
type wanted struct{ failure, success bool }

// playField answers with body where o is hit.
func playField(t *testing.T, p provider, o op, name string, body []byte, want wanted) {
	t.Helper()
	reply := billtest.Reply{Header: http.Header{"Content-Type": {"application/json"}}, Body: body}
	l := newFaultyLab(t, p, o, fault{play: billtest.Respond(reply)})
	out := o.run(t.Context(), l.client, func() {})
	l.requireClean()
	if out.err != nil && kindOf(out.err) != "its code" { // else the value that was put in is shown, as a row or as the code
		l.requireQuiet(out)
	}
	if out.err == nil {
		assert.False(t, want.failure, "%s: no error", name)
		l.requireSound(o, out, name)
		return
	}
	assert.False(t, want.success, "%s: one side value cost the whole reply: %v", name, out.err)
	requireTyped(t, p.name, out.err)
	assert.False(t, out.done, "%s: it failed and claims to be complete", name)
	if !want.failure {
		return
	}
	assert.Equal(t, "ErrMalformedResponse", kindOf(out.err), "%s: %v", name, out.err)
	assert.EqualValues(t, o.before+1+o.after, l.sent.Load(), "%s: requests", name)
	assert.Len(t, out.rows, o.sound, name)
}

// requireSound wants as many rows as there are, all of them right but the one whose field was changed: the first of the reply.
func (l *lab) requireSound(o op, out outcome, name string) {
	l.t.Helper()
	if !o.complete || out.odd || o.trusting {
		return
	}
	if !assert.Len(l.t, out.rows, len(o.truth), "%s: no error, and not the truth", name) {
		return
	}
	wrong := 0
	for i := range o.truth {
		if out.rows[i] != o.truth[i] {
			wrong++
		}
	}
	assert.LessOrEqual(l.t, wrong, 1, "%s: other rows changed", name)
}

// rightReply is the body that o's hit gets without a fault.
func rightReply(t *testing.T, p provider, o op) []byte {
	var body []byte
	bubble(t, func(t *testing.T) {
		l := o.lab(t, p, nil)
		l.tap = func(n int64, b []byte) {
			if n == int64(o.before)+1 {
				body = b
			}
		}
		out := l.do(t.Context(), o, func() {})
		require.NoError(t, out.err)
		assert.Equal(t, o.truth, out.rows)
		assert.EqualValues(t, o.before+1+o.left, l.sent.Load())
		l.requireQuiet(out)
	})
	return body
}

// tapped reads the body of a response, hands it to tap and puts it back.
func tapped(resp *http.Response, tap func([]byte)) error {
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		return err
	}
	tap(body)
	resp.Body = struct {
		io.Reader
		io.Closer
	}{bytes.NewReader(body), resp.Body}
	return nil
}

// field is a member of a reply. path is its names joined with dots; arrays add nothing to it.
type field struct {
	path   string
	scalar bool // neither object nor array nor null, where it came first
}

// members are all fields of a JSON document, each path once.
func members(t *testing.T, doc []byte) []field {
	t.Helper()
	var v any
	require.NoError(t, json.Unmarshal(doc, &v))
	var found []field
	var walk func(path []string, v any)
	walk = func(path []string, v any) {
		switch v := v.(type) {
		case map[string]any:
			for name, value := range v {
				at := append(slices.Clone(path), name)
				found = append(found, field{strings.Join(at, "."), scalar(value)})
				walk(at, value)
			}
		case []any:
			if len(v) > 0 {
				walk(path, v[0])
			}
		}
	}
	walk(nil, v)
	slices.SortFunc(found, func(a, b field) int { return strings.Compare(a.path, b.path) })
	return found
}

func scalar(v any) bool {
	switch v.(type) {
	case nil, map[string]any, []any:
		return false
	}
	return true
}
