package transport

import (
	"sync"

	"github.com/billrecon/billrecon"
)

// budget bounds what retries add to the load of a sick provider: a token
// bucket in which a retry costs one token and a success refills a part of one.
type budget struct {
	mu             sync.Mutex
	tokens         float64
	ratio, reserve float64
}

func newBudget(p billrecon.RetryPolicy) *budget {
	reserve := float64(p.BudgetReserve)
	return &budget{tokens: reserve, ratio: p.BudgetRatio, reserve: reserve}
}

// spend takes a token for a retry, and reports whether there was one.
func (b *budget) spend() bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	// Ten refills of 0.1 add up to a hair less than 1.
	const rounding = 1e-9
	if b.tokens < 1-rounding {
		return false
	}
	b.tokens = max(b.tokens-1, 0)
	return true
}

// refill is called for each call that succeeded.
func (b *budget) refill() {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.tokens = min(b.tokens+b.ratio, b.reserve)
}

func (b *budget) left() float64 {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.tokens
}
