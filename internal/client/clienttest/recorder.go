package clienttest

import (
	"fmt"
	"sync"
)

// Recorder is a billtest.TB that remembers instead of failing.
type Recorder struct {
	mu           sync.Mutex
	errors, logs []string
	cleanups     []func()
}

// Helper does nothing.
func (r *Recorder) Helper() {}

// Cleanup keeps f for End.
func (r *Recorder) Cleanup(f func()) { r.cleanups = append(r.cleanups, f) }

// Errorf remembers an error.
func (r *Recorder) Errorf(format string, args ...any) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.errors = append(r.errors, fmt.Sprintf(format, args...))
}

// Logf remembers a log line.
func (r *Recorder) Logf(format string, args ...any) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.logs = append(r.logs, fmt.Sprintf(format, args...))
}

// End calls what Cleanup was given, as the end of a test does.
func (r *Recorder) End() {
	for _, f := range r.cleanups {
		f()
	}
}

// Errors returns what Errorf was given.
func (r *Recorder) Errors() []string { return r.errors }

// Logs returns what Logf was given.
func (r *Recorder) Logs() []string { return r.logs }
