package orders_test

import (
	"context"
	"io"
	"runtime/metrics"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/billrecon/billrecon/internal/longtest"
	"github.com/billrecon/billrecon/recon/orders"
)

// endless is a file of as many blocks as wanted, which nobody holds in memory.
type endless struct {
	head, block string
	blocks      int64
}

func (e endless) ReadAt(p []byte, off int64) (n int, err error) {
	for n < len(p) {
		at := off + int64(n)
		if at < int64(len(e.head)) {
			n += copy(p[n:], e.head[at:])
			continue
		}
		at -= int64(len(e.head))
		if at/int64(len(e.block)) >= e.blocks {
			return n, io.EOF
		}
		n += copy(p[n:], e.block[at%int64(len(e.block)):])
	}
	return n, nil
}

// TestAMillionLinesStream: what is live while a large file is streamed does not grow with it.
func TestAMillionLinesStream(t *testing.T) {
	lines := longtest.Or[int64](100_000, 1_000_000)
	file := endless{head: exportHead, block: strings.TrimPrefix(string(export(1000)), exportHead), blocks: lines / 1000}
	live := []metrics.Sample{{Name: "/memory/classes/heap/objects:bytes"}}
	metrics.Read(live)
	before, most, count := live[0].Value.Uint64(), uint64(0), 0
	for row, err := range orders.At("x.csv", file, orders.Options{}).Rows(context.Background()) {
		require.NoError(t, err)
		require.NotEmpty(t, row.Record.Key)
		if count++; count%10_000 == 0 {
			metrics.Read(live)
			most = max(most, live[0].Value.Uint64())
		}
	}
	assert.GreaterOrEqual(t, int64(count), lines)
	t.Logf("%d rows, at most %d MB more than before", count, (int64(most)-int64(before))>>20)
	assert.Less(t, int64(most)-int64(before), int64(50<<20))
}
