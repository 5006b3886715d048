package paging

import (
	"context"
	"sync"
)

// flights are fetches on their way, by number. Only the consumer's goroutine calls the methods, and only fetches run in goroutines
// of their own.
type flights[V any] struct {
	ctx    context.Context
	stop   context.CancelFunc
	slots  map[int]*slot[V]
	flying sync.WaitGroup
}

// slot is one fetch on its way. got and err may be read once done is closed.
type slot[V any] struct {
	done chan struct{}
	got  V
	err  error
}

func newFlights[V any](ctx context.Context) flights[V] {
	ctx, stop := context.WithCancel(ctx)
	return flights[V]{ctx: ctx, stop: stop, slots: map[int]*slot[V]{}}
}

// close ends the fetches in flight and waits for them.
func (f *flights[V]) close() {
	f.stop()
	f.flying.Wait()
}

func (f *flights[V]) send(i int, fetch func(context.Context) (V, error)) {
	s := &slot[V]{done: make(chan struct{}), err: errNoReturn}
	f.slots[i] = s
	f.flying.Go(func() {
		defer close(s.done)
		s.got, s.err = fetch(f.ctx)
	})
}

// take waits for fetch i and returns it, nil when it was not sent for.
func (f *flights[V]) take(i int) *slot[V] {
	s := f.slots[i]
	if s != nil {
		delete(f.slots, i)
		<-s.done
	}
	return s
}
