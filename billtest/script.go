package billtest

import "fmt"

// Rule plays one fault on some requests.
type Rule struct {
	On    When  // which requests; zero: every one
	Times int   // how often at most; 0: always
	Fault Fault // what happens
}

// String says it in words: "page 2, up to 3 times: truncate".
func (r Rule) String() string {
	if r.Times == 0 {
		return fmt.Sprintf("%s: %s", r.On, r.Fault)
	}
	return fmt.Sprintf("%s, up to %d times: %s", r.On, r.Times, r.Fault)
}

// Script is a list of rules, read from the top for every request: the first one that fires and has times left plays, and no other. So
// Script{{Times: 2, Fault: Status(503)}, {Times: 1, Fault: Truncate()}} is two 503 and then one truncated body.
//
// A fault that finds nothing to do (a duplicate row on an empty page, a body that is too short to cut) leaves the reply correct and uses up no time.
type Script []Rule

// Validate names the first rule that cannot be played: a When that counts below 1, a rate outside 0 to 1, negative Times, sizes or waits, a status
// outside 200 to 599, no Fault.
func (s Script) Validate() error {
	for i, rule := range s {
		if err := rule.check(); err != nil {
			return fmt.Errorf("billtest: Script[%d]: %w", i, err)
		}
	}
	return nil
}

func (r Rule) check() error {
	if err := r.On.check(); err != nil {
		return err
	}
	if r.Times < 0 {
		return fmt.Errorf("%d times: it must be 0 (always) or more", r.Times)
	}
	return r.Fault.check()
}

// any reports whether a rule of s holds.
func (s Script) any(holds func(Rule) bool) bool {
	for _, rule := range s {
		if holds(rule) {
			return true
		}
	}
	return false
}
