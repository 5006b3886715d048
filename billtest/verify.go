package billtest

import "sync"

// Problem returns the text of the first check that finds something wrong with a request, "" when none does.
func Problem(checks ...func() string) string {
	for _, check := range checks {
		if text := check(); text != "" {
			return text
		}
	}
	return ""
}

// Once remembers what may come once alone, such as a nonce. The zero value is ready; its methods may be called at the same time.
type Once struct {
	mu   sync.Mutex
	seen map[string]struct{}
}

// First reports whether value comes for the first time.
func (o *Once) First(value string) bool {
	o.mu.Lock()
	defer o.mu.Unlock()
	if _, again := o.seen[value]; again {
		return false
	}
	if o.seen == nil {
		o.seen = map[string]struct{}{}
	}
	o.seen[value] = struct{}{}
	return true
}
