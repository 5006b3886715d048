package billtest

import (
	"fmt"
	"io"
	"net/http"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/billrecon/billrecon/internal/client/clienttest"
)

func TestGatewayLogsWhatCame(t *testing.T) {
	eachWay(t, func(t *testing.T, w way) {
		gw := newShop(t, nil)
		client, base := w.client(t, gw)
		reply := ask(t, t.Context(), client, base, 2, 3)
		assert.Equal(t, 200, reply.status)
		assert.Equal(t, jsonType, reply.header.Get("Content-Type"))
		assert.Equal(t, `{"code":200,"msg":"ok","total":7,"list":[{"id":"bill-4","fee":"4.90"},{"id":"bill-5","fee":"5.90"},{"id":"bill-6","fee":"6.90"}]}`, string(reply.body))
		ask(t, t.Context(), client, base, 3, 3)

		log := gw.Requests()
		require.Len(t, log, 2)
		assert.Equal(t, 2, gw.Count())
		first := log[0]
		assert.Equal(t, 1, first.Number)
		assert.Equal(t, "POST", first.Method)
		assert.Equal(t, "/gateway", first.Path)
		assert.Equal(t, "fictional-sign", first.Query.Get("sign"))
		assert.Equal(t, `{"page":2,"limit":3}`, string(first.Body))
		assert.Equal(t, 2, first.Page)
		assert.Contains(t, base, first.Host)
		assert.False(t, first.Time.IsZero())
		assert.Equal(t, 3, log[1].Page)
	})
}

func TestRequestsIsACopy(t *testing.T) {
	gw := newShop(t, nil)
	askGateway(t, gw, 1)
	log := gw.Requests()
	log[0].Body[0] = 'X'
	log[0].Query.Set("sign", "changed")
	log[0].Header.Set("X-New", "1")
	again := gw.Requests()[0]
	assert.Equal(t, byte('{'), again.Body[0])
	assert.Equal(t, "fictional-sign", again.Query.Get("sign"))
	assert.Empty(t, again.Header.Get("X-New"))
}

func TestAnswerMayChangeItsRequest(t *testing.T) {
	gw := NewGateway(t, nil, func(r *Request, _ Hints) Reply {
		clear(r.Body)
		r.Query.Del("sign")
		r.Page = 99
		return Text(200, "ok")
	}, PageFunc(func(r *Request) int {
		page := shopPage(r)
		clear(r.Body)
		return page
	}))
	askGateway(t, gw, 4)
	logged := gw.Requests()[0]
	assert.Equal(t, `{"page":4,"limit":3}`, string(logged.Body))
	assert.Equal(t, "fictional-sign", logged.Query.Get("sign"))
	assert.Equal(t, 4, logged.Page)
}

func TestGatewayWithoutAScript(t *testing.T) {
	gw := newShop(nil, nil)
	defer gw.Close()
	assert.Equal(t, shopTruth, string(askGateway(t, gw, 1).body))
	assert.Empty(t, gw.Unplayed())
}

func TestScriptIsCopied(t *testing.T) {
	script := Script{{Fault: Status(503)}}
	gw := newShop(t, script)
	script[0].Fault = Status(418)
	assert.Equal(t, 503, askGateway(t, gw, 1).status)
}

func TestABadScriptFailsTheTestAndIsNotPlayed(t *testing.T) {
	rec := new(clienttest.Recorder)
	gw := newShop(rec, Script{{Fault: Status(503)}, {On: Call(0), Fault: Status(503)}})
	assert.Equal(t, []string{"billtest: Script[1]: call 0: it must be 1 or more"}, rec.Errors())
	assert.Equal(t, 200, askGateway(t, gw, 1).status, "not even the good rule")
	rec.End()
}

func TestABadScriptPanicsWithoutATest(t *testing.T) {
	assert.PanicsWithValue(t, "billtest: Script[0]: it has no Fault", func() { newShop(nil, Script{{}}) })
}

func TestPageRulesNeedAPageFunc(t *testing.T) {
	rec := new(clienttest.Recorder)
	NewGateway(rec, Script{{On: Page(2), Fault: Status(503)}}, shopAnswer(nil))
	assert.Equal(t, []string{"billtest: Script: a Page rule needs a fake that reads page numbers"}, rec.Errors())
}

func TestUnplayedKeepsScriptOrder(t *testing.T) {
	script := Script{
		{On: Call(9), Fault: Status(500)},
		{On: Call(1), Fault: Status(501)},
		{On: Page(8), Times: 2, Fault: Duplicate()},
	}
	gw := newShop(t, script)
	assert.Equal(t, []Rule{script[0], script[1], script[2]}, gw.Unplayed())
	askGateway(t, gw, 1)
	assert.Equal(t, []Rule{script[0], script[2]}, gw.Unplayed())
}

func TestConcurrentRequestsAreNumberedOnceEach(t *testing.T) {
	const calls = 200
	eachWay(t, func(t *testing.T, w way) {
		var answered atomic.Int64
		truth := shopAnswer(shopBills(7))
		gw := NewGateway(t, Script{{On: Every(4), Times: 20, Fault: Status(503)}, {On: Page(2), Fault: Shift()}},
			func(r *Request, h Hints) Reply { answered.Add(1); return truth(r, h) }, PageFunc(shopPage))
		client, base := w.client(t, gw)
		var sick atomic.Int64
		var all sync.WaitGroup
		for worker := range 8 {
			all.Go(func() {
				for range calls / 8 {
					if ask(t, t.Context(), client, base, 1+worker%2, 3).status == http.StatusServiceUnavailable {
						sick.Add(1)
					}
					_ = gw.Unplayed()
				}
			})
		}
		all.Wait()
		assert.Equal(t, int64(calls), answered.Load())
		assert.Equal(t, int64(20), sick.Load(), "Times is exact under concurrency")
		for i, r := range gw.Requests() {
			assert.Equal(t, i+1, r.Number)
		}
		assert.Equal(t, calls, gw.Count())
	})
}

func TestGatewayPrintsNoSecret(t *testing.T) {
	gw := newShop(t, nil)
	askGateway(t, gw, 1)
	for _, verb := range []string{"%s", "%v", "%+v", "%#v", "%d", "%x"} {
		assert.Equal(t, "billtest.Gateway(1 requests)", fmt.Sprintf(verb, gw))
		assert.NotContains(t, fmt.Sprintf(verb, struct{ inner *Gateway }{gw}), "fictional")
	}
}

func TestDescribe(t *testing.T) {
	gw := NewGateway(t, nil, shopAnswer(nil), Describe("shoptest.Gateway", "7 bills"))
	assert.Equal(t, "shoptest.Gateway(7 bills, 0 requests)", gw.String())
}

func TestBasePath(t *testing.T) {
	gw := NewGateway(t, nil, func(r *Request, _ Hints) Reply { return Text(200, r.Path) }, BasePath("/gateway"))
	assert.Regexp(t, `^http://127\.0\.0\.1:\d+/gateway$`, gw.URL())
	resp, err := http.Get(gw.URL() + "/bills")
	require.NoError(t, err)
	defer resp.Body.Close()
	path, err := io.ReadAll(resp.Body)
	require.NoError(t, err)
	assert.Equal(t, "/gateway/bills", string(path))
	unused := NewGateway(nil, nil, shopAnswer(nil), BasePath("/gateway"))
	unused.Close()
	assert.Empty(t, unused.URL(), "there never was a server")
}
