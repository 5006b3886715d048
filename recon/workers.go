package recon

import (
	"runtime"

	"github.com/billrecon/billrecon/recon/internal/work"
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
func parallel(workers, n int, f func(worker, i int)) { work.Each(workers, n, f) }
