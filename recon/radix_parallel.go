package recon

import (
	"runtime"
	"sync"
	"sync/atomic"
)

// segment is how many rows a worker takes at a time.
const segment = 1 << 13

// workersFor is the number of workers for so many rows: few rows are not worth a second one.
func workersFor(wanted, rows int) int {
	if wanted == 0 {
		wanted = runtime.GOMAXPROCS(0)
	}
	return max(1, min(wanted, rows/segment))
}

// parallel calls f for 0 to n−1, each once, from so many goroutines; worker tells them apart.
// It returns when all are done. A panic in f is raised again here, where the caller of Match can recover it.
func parallel(workers, n int, f func(worker, i int)) {
	workers = min(workers, n)
	if workers <= 1 {
		for i := range n {
			f(0, i)
		}
		return
	}
	var next atomic.Int64
	var failure atomic.Pointer[any]
	var group sync.WaitGroup
	for worker := range workers {
		group.Go(func() {
			defer func() {
				if r := recover(); r != nil {
					failure.CompareAndSwap(nil, &r)
					next.Store(int64(n)) // the others stop after what they are at
				}
			}()
			for i := next.Add(1) - 1; i < int64(n); i = next.Add(1) - 1 {
				f(worker, int(i))
			}
		})
	}
	group.Wait()
	if r := failure.Load(); r != nil {
		panic(*r)
	}
}
