package work

import (
	"errors"
	"runtime"
	"sync/atomic"
	"testing"
)

func TestEach(t *testing.T) {
	for _, workers := range []int{1, 2, 7} {
		for _, n := range []int{0, 1, 2, 100} {
			calls := make([]atomic.Int32, n)
			Each(workers, n, func(worker, i int) {
				if worker < 0 || worker >= workers {
					t.Errorf("worker %d of %d", worker, workers)
				}
				calls[i].Add(1)
			})
			for i := range calls {
				if got := calls[i].Load(); got != 1 {
					t.Errorf("%d workers: %d of %d was called %d times", workers, i, n, got)
				}
			}
		}
	}
}

// TestGuard: what does not return becomes an error, by itself and in a worker, and what a panic says stays inside.
func TestGuard(t *testing.T) {
	var none []int
	own := errors.New("an error of its own")
	for _, tt := range []struct {
		reason string
		f      func() error
		want   string
	}{
		{"it returns", func() error { return nil }, ""},
		{"it fails", func() error { return own }, own.Error()},
		{"a panic", func() error { panic("fictional-secret") }, "it must not panic, with a string"},
		{"a panic of the runtime", func() error { _ = none[3]; return nil }, "it must not panic: runtime error: index out of range [3] with length 0"},
		{"the end of the goroutine", func() error { runtime.Goexit(); return nil }, "it must not end the goroutine that it is called in"},
	} {
		inWorker := func() (err error) {
			Each(2, 4, func(_, i int) {
				if i == 0 {
					err = tt.f()
				}
			})
			return err
		}
		for where, f := range map[string]func() error{"alone": tt.f, "in a worker": inWorker} {
			err := Guard(f, func(rule string) error { return errors.New(rule) })
			if (err == nil) != (tt.want == "") || err != nil && err.Error() != tt.want {
				t.Errorf("%s, %s: %v, want %q", tt.reason, where, err, tt.want)
			}
		}
	}
}
