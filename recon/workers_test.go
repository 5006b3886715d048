package recon

import (
	"errors"
	"runtime"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

// TestRecordFuncThatDoesNotReturn: an error, whoever ran it, and never a Result with rows missing.
func TestRecordFuncThatDoesNotReturn(t *testing.T) {
	var none []int
	for _, tt := range []struct {
		reason string
		end    func()
		says   string
	}{
		{"a panic", func() { panic("fictional-secret") }, "string"},
		{"a panic of the runtime", func() { _ = none[3] }, "index out of range [3]"},
		{"the end of the goroutine", runtime.Goexit, "end the goroutine"},
	} {
		for _, workers := range []int{1, 4} {
			var calls atomic.Int64
			rows := make([]Record, 4*segment)
			res, err := Match(rows, itself, rows, func(r Record) Record {
				if calls.Add(1) == 2*segment {
					tt.end()
				}
				return r
			}, Rules{Workers: workers})
			if res != nil || !errors.Is(err, ErrInvalidRecord) || !strings.Contains(err.Error(), tt.says) || strings.Contains(err.Error(), "secret") {
				t.Errorf("%s, %d workers: %v", tt.reason, workers, err)
			}
		}
	}
}

// TestNoGoroutineIsLeft: all workers are done when Match returns.
func TestNoGoroutineIsLeft(t *testing.T) {
	before := runtime.NumGoroutine()
	rows := make([]Record, 4*segment)
	if _, err := Match(rows, itself, rows, itself, Rules{Workers: 4}); err != nil {
		t.Fatal(err)
	}
	after := runtime.NumGoroutine()
	for wait := time.Millisecond; after > before && wait < time.Second; wait *= 2 { // one that is done is counted until it has left
		time.Sleep(wait)
		after = runtime.NumGoroutine()
	}
	if after > before {
		t.Errorf("%d goroutines before, %d after", before, after)
	}
}

func TestWorkersFor(t *testing.T) {
	for _, tt := range []struct{ wanted, rows, want int }{
		{1, 1 << 30, 1}, {8, 10, 1}, {8, 2*segment + 1, 2}, {3, 1 << 30, 3}, {0, 0, 1}, {0, 1 << 30, runtime.GOMAXPROCS(0)},
		{16, 16 * segment, 16}, // what TestLawWorkers relies on
	} {
		if got := workersFor(tt.wanted, tt.rows); got != tt.want {
			t.Errorf("%d workers wanted for %d rows: %d, want %d", tt.wanted, tt.rows, got, tt.want)
		}
	}
}
