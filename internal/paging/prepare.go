package paging

import "fmt"

// prepare returns the plan with its defaults set, or what is wrong with it.
func (p Plan[T]) prepare() (Plan[T], error) {
	if rule := p.broken(); rule != "" {
		return p, invalid(p.Op, rule)
	}
	if p.MaxPages == 0 {
		p.MaxPages = DefaultMaxPages
	}
	if p.MaxRows == 0 {
		p.MaxRows = DefaultMaxRows
	}
	return p, nil
}

// broken names the field that breaks a rule, "" when none does.
func (p Plan[T]) broken() string {
	switch {
	case p.Size < 1:
		return fmt.Sprintf("Plan.Size is %d: it must be 1 or more", p.Size)
	case p.MaxPages < 0 || p.MaxPages > MaxPagesLimit:
		return fmt.Sprintf("Plan.MaxPages is %d: it must be 0 to %d", p.MaxPages, MaxPagesLimit)
	case p.MaxRows < 0:
		return fmt.Sprintf("Plan.MaxRows is %d: it must not be negative", p.MaxRows)
	case p.Prefetch < 0 || p.Prefetch > MaxPrefetch:
		return fmt.Sprintf("Plan.Prefetch is %d: it must be 0 to %d", p.Prefetch, MaxPrefetch)
	case p.Drift > ReportDrift:
		return fmt.Sprintf("Plan.Drift is %d: it must be FailOnDrift or ReportDrift", p.Drift)
	case p.Fetch == nil:
		return "Plan.Fetch is nil: it must be set"
	case p.Identity == nil:
		return "Plan.Identity is nil: it must be set"
	case p.Cursor != "" && p.QueryHash == [32]byte{}:
		return "Plan.Cursor is set without Plan.QueryHash: a cursor belongs to one query"
	}
	return ""
}
