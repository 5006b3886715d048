package eshouhou

import (
	"context"
	"errors"
	"fmt"
	"iter"

	"github.com/billrecon/billrecon/internal/wire"
)

// CollectStatements returns the statements of all ids, in the order of the ids, an Audit of what came, and one error for
// all ids that have no statement or failed: a [*StatementsError]. Those ids are left out of the statements, which are then a
// part only and must not be reconciled as if they were all; the Audit names what is missing.
//
// When the only failures are of kind [ErrNoStatement], Audit.Failed is empty and the statements are all that there are. With
// a nil error look at Audit.Complete: the provider may have answered with statements of other work orders.
func (c *Client) CollectStatements(ctx context.Context, workOrderIDs iter.Seq[string]) ([]Statement, Audit, error) {
	const op = "CollectStatements"
	if err := c.forAll(ctx, workOrderIDs); err != nil {
		return nil, Audit{}, err
	}
	got := collection{asked: map[string]string{}}
	c.run(ctx, op, workOrderIDs, got.add)
	return got.finish(op)
}

// collection is what CollectStatements has so far.
type collection struct {
	statements []Statement
	audit      Audit
	odd        odd
	failures   []*StatementError
	ended      error             // why the rest was not asked for
	asked      map[string]string // the ID of each statement → the id that it was asked for with
}

// add books one result. It always wants the next one.
func (c *collection) add(r result) bool {
	c.audit.Retries += max(r.attempts-1, 0)
	failed, ok := r.err.(*StatementError)
	switch {
	case ok:
		c.fail(failed)
	case r.err != nil:
		c.ended = r.err
	default:
		c.keep(r.st)
	}
	return true
}

func (c *collection) fail(failed *StatementError) {
	c.audit.Asked++
	c.failures = append(c.failures, failed)
	if errors.Is(failed, ErrNoStatement) {
		c.audit.Missing = append(c.audit.Missing, failed.WorkOrderID)
		return
	}
	c.audit.Failed = append(c.audit.Failed, failed.WorkOrderID)
}

func (c *collection) keep(st *Statement) {
	c.audit.Asked++
	c.audit.note(st, &c.odd)
	c.statements = append(c.statements, *st)
	before, twice := c.asked[st.ID]
	if !twice {
		c.asked[st.ID] = st.AskedFor
	}
	if twice && before != st.AskedFor {
		c.audit.Duplicates++
	}
}

func (c *collection) finish(op string) ([]Statement, Audit, error) {
	c.audit.finish(c.odd, c.ended)
	if len(c.failures) == 0 && c.ended == nil {
		return c.statements, c.audit, nil
	}
	return c.statements, c.audit, &StatementsError{Op: op, Asked: c.audit.Asked, Failures: c.failures, Ended: c.ended}
}

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
