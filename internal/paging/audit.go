package paging

import "github.com/billrecon/billrecon"

// The words of a run, under their names in package billrecon.
type (
	Audit       = billrecon.Audit
	Cursor      = billrecon.Cursor
	DriftPolicy = billrecon.DriftPolicy
)

// What happens when the result set moves, under their names in package billrecon.
const (
	FailOnDrift = billrecon.FailOnDrift
	ReportDrift = billrecon.ReportDrift
)
