package settlementtest

import (
	"fmt"
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"github.com/billrecon/billrecon/billtest"
	"github.com/billrecon/billrecon/settlement"
)

// The faults of rows as the gateway's rows show them. The provider sends no total: what is about one is never played.
func TestRowFaults(t *testing.T) {
	rows := append(Items(3, midnight, time.Hour), Items(4, midnight.AddDate(0, 0, 1), time.Hour)[3])
	rows = append(rows, settlement.Item{OrderNum: "without-a-time"})
	for _, test := range []struct {
		fault  billtest.Fault
		more   string
		want   []int
		played bool
	}{
		{billtest.CapPage(1), `,"currentPage":2,"itemsPerPage":2`, []int{1}, true},
		{billtest.ShortPage(), ``, []int{0, 1}, true},
		{billtest.SwapRows(), `,"currentPage":2,"itemsPerPage":1`, []int{2}, true},
		{billtest.OtherRows(), ``, []int{0, 1, 2, 3}, true},
		{billtest.OtherRows(), `,"orderNum":"` + rows[1].OrderNum + `"`, []int{0, 1, 2, 3}, true},
		{billtest.AbsentTotal(), ``, []int{0, 1, 2}, false},
		{billtest.LieTotal(9), ``, []int{0, 1, 2}, false},
	} {
		t.Run(fmt.Sprint(test.fault), func(t *testing.T) {
			g := New(&silent{}, Options{Items: rows, Faults: billtest.Script{{Fault: test.fault}}})
			body := dayBody[:len(dayBody)-1] + test.more + `}`
			var want []string
			for _, i := range test.want {
				want = append(want, rows[i].OrderNum)
			}
			assert.Equal(t, want, post(t, g, correct(body).sign(SortedSecretParamMD5)).rows(t))
			assert.Equal(t, test.played, len(g.Unplayed()) == 0)
		})
	}
}

// silent is a TB that nothing fails.
type silent struct{}

func (*silent) Helper()               {}
func (*silent) Cleanup(func())        {}
func (*silent) Errorf(string, ...any) {}
func (*silent) Logf(string, ...any)   {}

// Options.Call serves what the items' path does not, behind the same checks.
func TestOtherPaths(t *testing.T) {
	g := New(t, Options{
		Call: func(path string, body []byte) ([]byte, bool) {
			return []byte(`{"asked":` + string(body) + `}`), path == "/openApi/open/fictional"
		},
		Faults: billtest.Script{{On: billtest.Call(3), Fault: billtest.Business("7", "", "fictional refusal")}},
	})
	r := correct(`{"id":1}`)
	r.path = "/dbenefit/openApi/open/fictional"
	e := post(t, g, r.sign(SortedSecretParamMD5))
	assert.Equal(t, "0", e.Code)
	assert.Equal(t, `{"asked":{"id":1}}`, string(e.Data))

	assert.Equal(t, badSignCode, post(t, g, r.sign(SecretWrapped)).Code, "the sign is verified")
	assert.Equal(t, "7", post(t, g, r.sign(SortedSecretParamMD5)).Code, "faults are played")
	r.path = "/dbenefit/openApi/open/other"
	status, _ := send(t, g, r.sign(SortedSecretParamMD5))
	assert.Equal(t, http.StatusNotFound, status)
	assert.Len(t, post(t, g, correct(dayBody).sign(SortedSecretParamMD5)).rows(t), 24, "the items are served as ever")
	assert.Equal(t, []int{0, 0, 0, 0, 1}, pages(g), "no page rule plays on another call")
}

func pages(g *Gateway) (pages []int) {
	for _, r := range g.Requests() {
		pages = append(pages, r.Page)
	}
	return pages
}
