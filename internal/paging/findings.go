package paging

import (
	"fmt"

	"github.com/billrecon/billrecon"
	"github.com/billrecon/billrecon/internal/transport"
)

// maxFindings is the most findings an Audit has.
const maxFindings = 50

// findings collects what a run has to say, at most maxFindings texts.
type findings struct {
	said       []string
	omitted    int    // findings beyond the cap
	firstDrift string // the first finding that is drift
}

// find adds a finding, and past the cap only counts it.
func (f *findings) find(format string, args ...any) {
	if len(f.said) == maxFindings-1 {
		f.omitted++
		return
	}
	f.said = append(f.said, fmt.Sprintf(format, args...))
}

// all returns the findings, the last of which says how many were left out.
func (f *findings) all() []string {
	if f.omitted == 0 {
		return f.said
	}
	return append(f.said, fmt.Sprintf("%d more findings were left out", f.omitted))
}

// drift is an error or a finding, as the policy has it.
func (r *run[T]) drift(format string, args ...any) error {
	if r.plan.Drift == FailOnDrift {
		return r.fail(billrecon.ErrPageDrift, format, args...)
	}
	r.markDrift(format, args...)
	return nil
}

// markDrift makes the run one that can not be complete, from the page in hand on
// and for a run that goes on after a leave in the middle of that page.
func (r *run[T]) markDrift(format string, args ...any) {
	r.now.drifted, r.done.drifted = true, true
	if r.firstDrift == "" {
		r.firstDrift = fmt.Sprintf(r.reading()+format, args...)
	}
	r.find(format, args...)
}

// fail makes an error of the run.
func (r *run[T]) fail(kind error, format string, args ...any) error {
	return transport.Errorf(r.plan.Op, kind, r.reading()+format, args...)
}

// reading says of a message that it is about the second reading.
func (r *run[T]) reading() string {
	if r.second {
		return "second reading: "
	}
	return ""
}

// find adds a finding, and says that it is of the second reading.
func (r *run[T]) find(format string, args ...any) { r.findings.find(r.reading()+format, args...) }

// closeFindings adds what is said once, at the end.
func (r *run[T]) closeFindings(ended bool) {
	if size := int64(r.plan.Size); r.done.longest < size && r.done.rows > r.done.longest {
		r.find("the server caps pages at %d rows: %d were asked for", r.done.longest, size)
	}
	if r.gaps > 0 {
		r.find("%d pages came short although rows follow, the first of them is page %d", r.gaps, r.firstGap)
	}
	if ended && r.plan.Open {
		r.find("the period is not over: rows may still come")
	}
}

// reportedDrift is the error of an Each loop that ended although drift was
// reported, since a loop has no Audit that would say so.
func (r *run[T]) reportedDrift() error {
	if !r.done.drifted {
		return nil
	}
	return r.fail(billrecon.ErrPageDrift, "all pages were read, but the result set moved meanwhile: %s", r.firstDrift)
}
