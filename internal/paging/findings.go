package paging

import (
	"fmt"

	"github.com/billrecon/billrecon/internal/transport"
)

// maxFindings is the most findings an Audit has.
const maxFindings = 50

// drift is an error or a finding, as the policy has it.
func (r *run[T]) drift(format string, args ...any) error {
	if r.plan.Drift == FailOnDrift {
		return r.fail(transport.ErrPageDrift, format, args...)
	}
	r.markDrift(format, args...)
	return nil
}

// markDrift makes the run one that can not be complete, from the page in hand on
// and for a run that goes on after a leave in the middle of that page.
func (r *run[T]) markDrift(format string, args ...any) {
	r.now.drifted, r.done.drifted = true, true
	if r.firstDrift == "" {
		r.firstDrift = fmt.Sprintf(format, args...)
	}
	r.find(format, args...)
}

// fail makes an error of the run.
func (r *run[T]) fail(kind error, format string, args ...any) error {
	return transport.Errorf(r.plan.Op, kind, format, args...)
}

// find adds a finding, and past the cap only counts it.
func (r *run[T]) find(format string, args ...any) {
	if len(r.audit.Findings) == maxFindings-1 {
		r.omitted++
		return
	}
	r.audit.Findings = append(r.audit.Findings, fmt.Sprintf(format, args...))
}

// closeFindings adds what only the end tells.
func (r *run[T]) closeFindings(ended bool) {
	if ended && r.plan.End == EndByTotal && !r.done.hasTotal {
		r.find("no page declared a total: the end is the first page of fewer than %d rows", r.plan.Size)
	}
	if r.omitted > 0 {
		last := fmt.Sprintf("%d more findings were left out", r.omitted)
		r.audit.Findings = append(r.audit.Findings, last)
	}
}

// reportedDrift is the error of a Rows loop that ended although drift was
// reported, since a loop has no Audit that would say so.
func (r *run[T]) reportedDrift() error {
	if !r.done.drifted {
		return nil
	}
	return r.fail(transport.ErrPageDrift, "all pages were read, but the result set moved meanwhile: %s", r.firstDrift)
}
