// Package work spreads calls over goroutines, and survives funcs that do not return.
package work

import (
	"fmt"
	"runtime"
	"sync"
	"sync/atomic"
)

// Guard runs f, and makes an error of a panic or runtime.Goexit in it, or in what f calls by Each: broken is told in words what f must
// not do. Of what a panic was raised with it says the type alone. To survive a Goexit f runs in a goroutine of its own.
func Guard(f func() error, broken func(rule string) error) error {
	err := broken("it must not end the goroutine that it is called in")
	var group sync.WaitGroup
	group.Go(func() {
		defer func() {
			switch r := recover().(type) {
			case nil:
			case goexit:
			case runtime.Error:
				err = broken("it must not panic: " + r.Error())
			default:
				err = broken(fmt.Sprintf("it must not panic, with a %T", r))
			}
		}()
		err = f()
	})
	group.Wait()
	return err
}

// goexit is raised in place of a runtime.Goexit of a worker.
type goexit struct{}

// Each calls f for 0 to n−1, each once, from so many goroutines; worker tells them apart.
// It returns when all are done. A panic in f, and a runtime.Goexit, are raised again here as a panic, for Guard.
func Each(workers, n int, f func(worker, i int)) {
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
			done := false
			defer func() {
				r := recover()
				if done {
					return
				}
				if r == nil {
					r = goexit{}
				}
				failure.CompareAndSwap(nil, &r)
				next.Store(int64(n)) // the others stop after what they are at
			}()
			for i := next.Add(1) - 1; i < int64(n); i = next.Add(1) - 1 {
				f(worker, int(i))
			}
			done = true
		})
	}
	group.Wait()
	if r := failure.Load(); r != nil {
		panic(*r)
	}
}
