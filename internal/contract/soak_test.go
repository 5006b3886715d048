package contract_test

import (
	"flag"
	"net/http"
	"runtime"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/billrecon/billrecon/billtest"
	"github.com/billrecon/billrecon/internal/longtest"
)

var soak = flag.Int("soak", 0, "pages that TestSoak reads from each provider; 0 is 500, and 4 000 in the long form")

// Memory that a soak may gain after its first tenth: what a run keeps of each row (its identity), and slack for the pools of
// the runtime.
const (
	bytesPerRow = 160
	bytesSlack  = 4 << 20
)

// rotation is a gateway that is replaced by an equal one every so many requests, since a gateway keeps a log of them: so the
// memory that is measured is the client's.
type rotation struct {
	mu    sync.Mutex
	fresh func(turn uint64) gateway
	now   http.RoundTripper
	every int
	count int
	turn  uint64
	total int
}

// RoundTrip implements http.RoundTripper.
func (r *rotation) RoundTrip(req *http.Request) (*http.Response, error) {
	return r.current().RoundTrip(req)
}

func (r *rotation) current() http.RoundTripper {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.now == nil || r.count >= r.every {
		r.now, r.count = r.fresh(r.turn).(http.RoundTripper), 0
		r.turn++
	}
	r.count++
	r.total++
	return r.now
}

// weather is faults in 5 % of the answers, all of those that pass when one tries again.
func weather(turn uint64) billtest.Script {
	kinds := []billtest.Fault{
		billtest.Status(500), billtest.Status(408), billtest.HTML(502), billtest.RetryAfter(503, "1"), billtest.RetryAfter(429, "2"),
		billtest.Truncate(), billtest.CutShort(), billtest.Empty(), billtest.Reset(), billtest.Hang(),
	}
	var script billtest.Script
	for i, kind := range kinds {
		script = append(script, billtest.Rule{On: billtest.Random(0.05/float64(len(kinds)), turn*100+uint64(i)), Fault: kind})
	}
	return script
}

// TestSoak reads very many pages while one answer in twenty fails: the rows are the truth, in order, all of them, and memory
// stays flat.
func TestSoak(t *testing.T) {
	pages := *soak
	if pages == 0 {
		pages = longtest.Or(500, 4_000)
	}
	for _, p := range providers() {
		if p.long == nil {
			continue
		}
		if p.invented {
			pages /= 10
		}
		t.Run(p.name, func(t *testing.T) {
			bubble(t, func(t *testing.T) { soakOne(t, p, pages) })
		})
	}
}

func soakOne(t *testing.T, p provider, pages int) {
	turns := &rotation{every: 1_000, fresh: func(turn uint64) gateway { return p.long.serve(weather(turn), pages) }}
	dial := p.dial
	if p.long.dial != nil {
		dial = p.long.dial
	}
	client, err := dial(turns.fresh(0), settings{baseURL: address, http: &http.Client{Transport: turns}})
	require.NoError(t, err)
	truth := p.long.truth(pages)
	rows, early := 0, uint64(0)
	start := time.Now()
	for row, err := range p.long.rows(t.Context(), client, pages) {
		require.NoError(t, err, "after %d rows", rows)
		require.Less(t, rows, len(truth), "more rows than there are")
		require.Equal(t, truth[rows], row, "row %d", rows)
		if rows++; rows == len(truth)/10 {
			early = heap()
		}
	}
	require.Equal(t, len(truth), rows, "rows are missing")
	gained := int64(heap()) - int64(early)
	faulty := turns.total - pages
	assert.Greater(t, faulty, pages/50, "the weather was too good")
	assert.LessOrEqual(t, gained, int64(bytesSlack+bytesPerRow*rows), "memory is not flat")
	t.Logf("%d pages, %d rows, %d requests, %v on the bubble's clock, %+d bytes of heap", pages, rows, turns.total, time.Since(start).Round(time.Second), gained)
	runtime.KeepAlive(turns)
}

// heap is what is in use after a collection.
func heap() uint64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}
