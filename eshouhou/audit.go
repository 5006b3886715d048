package eshouhou

import (
	"fmt"

	"github.com/billrecon/billrecon/internal/wire"
)

// Audit says what [Client.CollectStatements] did and what came of it.
type Audit struct {
	// Asked is the number of ids that were taken from the sequence: Rows, Missing and Failed add up to it.
	Asked int64
	// Rows is the number of statements that came.
	Rows int64
	// Missing are the ids that have no statement, in the order asked for.
	Missing []string
	// Failed are the ids that failed in any other way, in the order asked for.
	Failed []string
	// Duplicates is the number of statements that came before for another id.
	Duplicates int64
	// Retries is the number of attempts that failed before the statements came, those for tokens aside.
	Retries int
	// Unknown adds up Statement.Unknown over all statements; nil when there was nothing.
	Unknown map[string]int64
	// Complete says that every id gave a statement, of its own work order, that came for no other id.
	Complete bool
	// Findings are sentences about what was noticed, without contents of statements.
	Findings []string
}

// odd counts what Audit.Findings tells beside its other fields.
type odd struct{ others, totals int64 }

// note adds one statement.
func (a *Audit) note(st *Statement, o *odd) {
	a.Rows++
	(*wire.Unknown)(&a.Unknown).Merge(st.Unknown)
	if st.ofAnother() {
		o.others++
	}
	if st.totalDiffers() {
		o.totals++
	}
}

// finish words the findings and draws the conclusion.
func (a *Audit) finish(o odd, ended error) {
	for _, finding := range []struct {
		count int64
		text  string
	}{
		{int64(len(a.Missing)), "work orders without a statement: %d"},
		{int64(len(a.Failed)), "work orders that failed: %d"},
		{o.others, "statements of another work order than the one asked for: %d"},
		{a.Duplicates, "statements that came for another id before: %d"},
		{o.totals, "statements whose total is not the sum of its parts: %d"},
	} {
		if finding.count > 0 {
			a.Findings = append(a.Findings, fmt.Sprintf(finding.text, finding.count))
		}
	}
	if ended != nil {
		a.Findings = append(a.Findings, "the run ended before all work orders were asked for")
	}
	a.Complete = ended == nil && a.Rows == a.Asked && o.others == 0 && a.Duplicates == 0
}
