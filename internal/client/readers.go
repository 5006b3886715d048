package client

import (
	"sync"

	"github.com/billrecon/billrecon/internal/wire"
)

// Readers keeps the readers of a client between replies: a reader shares repeated texts and amounts. It is safe for concurrent use.
type Readers struct{ pool sync.Pool }

// Get returns a reader to be given back with Put.
func (r *Readers) Get() *wire.Reader {
	if kept, ok := r.pool.Get().(*wire.Reader); ok {
		return kept
	}
	return wire.NewReader(nil)
}

// Put keeps a reader, without the body that it read.
func (r *Readers) Put(used *wire.Reader) {
	used.Reset(nil)
	r.pool.Put(used)
}
