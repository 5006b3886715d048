package billtest

import (
	"errors"
	"fmt"
	"net"
)

// errClosed is what a request gets after Close.
var errClosed = fmt.Errorf("billtest: the gateway is closed: %w", net.ErrClosed)

// errPanicked stands for the correct reply of an answer func that panicked.
var errPanicked = errors.New("billtest: the answer func panicked")

// ruleState is a rule and its counters, guarded by Gateway.mu.
type ruleState struct {
	rule   Rule
	seen   int // requests covered by On
	taken  int // times promised to requests, those being answered included
	played int // times the reply was changed
}

// fires counts the request and reports whether the rule wants it and has times left.
func (s *ruleState) fires(r Request) bool {
	if !s.rule.On.covers(r) {
		return false
	}
	s.seen++
	return s.rule.On.fires(r, s.seen) && (s.rule.Times == 0 || s.taken < s.rule.Times)
}

// handle takes one request through the log, the answer func and the script.
func (c *Gateway) handle(in Request) (Reply, error) {
	if c.pageOf != nil {
		copied := in.clone()
		in.Page = c.pageOf(&copied)
	}
	in, state, err := c.admit(in)
	if err != nil {
		return Reply{}, err
	}
	var fault Fault
	if state != nil {
		fault = state.rule.Fault
	}
	reply, played := c.reply(in, fault)
	c.settle(in, state, played)
	return reply, nil
}

// admit numbers and logs the request and picks the rule that plays on it, nil for none.
func (c *Gateway) admit(in Request) (Request, *ruleState, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.closed {
		return in, nil, errClosed
	}
	in.Number = len(c.log) + 1
	c.log = append(c.log, func() Request { return in })
	var picked *ruleState
	for i := range c.rules {
		// Every rule counts every request, so this loop never stops early.
		if c.rules[i].fires(in) && picked == nil {
			picked = &c.rules[i]
		}
	}
	if picked != nil {
		picked.taken++
	}
	return in, picked, nil
}

// reply returns the reply with the fault on it, and whether the fault made a difference.
func (c *Gateway) reply(in Request, fault Fault) (reply Reply, played bool) {
	if fault.isData() {
		hints := HintsOf(fault)
		reply = c.correct(in, hints)
		return reply, hints.Played()
	}
	return fault.over(c.correct(in, Hints{}))
}

// correct calls the answer func with a copy of its own. Behind a server net/http would swallow a panic: it fails the test instead.
func (c *Gateway) correct(in Request, hints Hints) (reply Reply) {
	if c.t != nil {
		defer func() {
			if v := recover(); v != nil {
				c.report("%v on %s: %v", errPanicked, in, v)
				reply = Text(500, errPanicked.Error())
			}
		}()
	}
	copied := in.clone()
	return c.answer(&copied, hints)
}

// settle books what became of a rule's turn: a fault that made no difference gives its time back.
func (c *Gateway) settle(in Request, state *ruleState, played bool) {
	if state == nil {
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if !played {
		state.taken--
		return
	}
	state.played++
	if c.t != nil && !c.closed {
		c.t.Logf("billtest: %s: %s", in, state.rule.Fault)
	}
}

// report fails the test while it runs: after Close, t must not be used any more.
func (c *Gateway) report(format string, args ...any) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if !c.closed {
		c.t.Errorf(format, args...)
	}
}
