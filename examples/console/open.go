package main

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/billrecon/billrecon/recon/daily"
)

// openDifferences are the differences of all days of a daily job that nobody has closed.
type openDifferences struct {
	Problem, Count string
	Differences    []followed
}

// followed is one of them, with what was decided about it.
type followed struct {
	ID, First, Age, Outcome, Text string
	Decisions                     []string
}

// open reads what the daily job has kept, anew each time; nil where none was named. It takes no lock.
func (a *app) open(ctx context.Context, v view) *openDifferences {
	if a.state == nil {
		return nil
	}
	all, err := daily.Open(ctx, a.state)
	if err != nil {
		return &openDifferences{Problem: err.Error()}
	}
	o := &openDifferences{}
	exceptions, waiting := 0, 0
	for _, f := range all {
		if !f.IsOpen() {
			continue
		}
		if f.Waiting {
			waiting++
		} else {
			exceptions++
		}
		d := followed{f.ID, f.First.String(), fmt.Sprintf(v.W.Days, f.Age), v.W.say(f.Outcome), f.Text, nil}
		for _, decision := range f.Decisions {
			d.Decisions = append(d.Decisions, v.W.decided(decision))
		}
		o.Differences = append(o.Differences, d)
	}
	o.Count = fmt.Sprintf(v.W.OpenCount, exceptions, waiting)
	return o
}

// decided is a decision in a line.
func (w words) decided(d daily.Decision) string {
	action := string(d.Action)
	if w.Lang != "en" {
		action = d.Action.Chinese()
	}
	parts := []string{d.When.In(zone).Format(time.DateTime), d.Who, action}
	if d.Amount.Valid {
		parts = append(parts, "¥ "+yuan(d.Amount.Decimal))
	}
	return strings.Join(append(parts, d.Note), " ")
}
