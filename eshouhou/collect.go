package eshouhou

import (
	"context"
	"fmt"
	"iter"

	"github.com/billrecon/billrecon/internal/wire"
)

// CollectStatements returns the statements of all ids, in the order of the ids, and an Audit of what came. An id without a statement
// is data: it is in Audit.NoStatement, and no error. The error is nil unless an id failed or the context ended before all were
// asked for: a [*StatementsError], which never is [ErrNoStatement]. The failed ids, each with its error, are in Audit.Failed too;
// what came through for the others is returned beside it, each statement with its id in AskedFor. Those statements are a part
// only and must not be reconciled as if they were all.
//
// With a nil error look at Audit.Complete: the provider may have answered with statements of other work orders. No ids are no
// error and no request.
//
// A statement belongs to no period, and the provider has no list of them: Audit has no Until. The caller states to recon how far
// the bills are known, and vouches for two things by that: the ids are those of all work orders up to that moment, and their
// statements were made by then. A statement can be made, or change its state, on any later day: ask again for the ids that wait.
func (c *Client) CollectStatements(ctx context.Context, workOrderIDs iter.Seq[string]) ([]Statement, Audit, error) {
	const op = "CollectStatements"
	if err := c.forAll(ctx, workOrderIDs); err != nil {
		return nil, Audit{}, err
	}
	got := collection{asked: map[string]string{}}
	c.run(ctx, op, workOrderIDs, got.add)
	got.audit.finish(got.odd, got.ended)
	return got.statements, got.audit, got.failure(op)
}

// Audit says what [Client.CollectStatements] did and what came of it. It is not [billrecon.Audit]: work orders are asked for one by
// one, so there are no pages, and no period.
type Audit struct {
	// Complete reports whether the provider answered for every id: with a statement of that work order which came for no other
	// id, or by saying that there is none.
	Complete bool
	// Asked is the number of ids that were taken from the sequence: the sum of Rows, NoStatement and Failed.
	Asked int64
	// Rows is the number of statements that came.
	Rows int64
	// NoStatement are the ids that have no statement, in the order asked for.
	NoStatement []string
	// Failed are the ids that failed, each with its error, in the order asked for.
	Failed []*StatementError
	// Duplicates is the number of statements that came before for another id.
	Duplicates int64
	// Retries is the number of attempts that failed before the statements came, those for tokens aside.
	Retries int
	// Unknown adds up Statement.Unknown over all statements; nil when there was nothing.
	Unknown map[string]int64
	// Findings are sentences about what was noticed, without contents of statements.
	Findings []string
}

// odd counts what Audit.Findings says beside its other fields.
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
		{int64(len(a.NoStatement)), "work orders without a statement: %d"},
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
	a.Complete = ended == nil && len(a.Failed) == 0 && o.others == 0 && a.Duplicates == 0
}

// collection is what CollectStatements has so far.
type collection struct {
	statements []Statement
	audit      Audit
	odd        odd
	ended      error             // why the rest was not asked for
	asked      map[string]string // the ID of each statement → the id that it was asked for with
}

// add books one result. It always wants the next one.
func (c *collection) add(r result) bool {
	failed, ofID := r.err.(*StatementError)
	if r.err != nil && !ofID {
		c.ended = r.err
		return true
	}
	c.audit.Asked++
	c.audit.Retries += max(r.attempts-1, 0)
	switch {
	case r.none:
		c.audit.NoStatement = append(c.audit.NoStatement, failed.WorkOrderID)
	case ofID:
		c.audit.Failed = append(c.audit.Failed, failed)
	default:
		c.keep(r.st)
	}
	return true
}

func (c *collection) keep(st *Statement) {
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

// failure returns the error of the run, nil when every id was answered.
func (c *collection) failure(op string) error {
	if len(c.audit.Failed) == 0 && c.ended == nil {
		return nil
	}
	return &StatementsError{
		Op: op, Asked: c.audit.Asked, NoStatement: int64(len(c.audit.NoStatement)), Failures: c.audit.Failed, Ended: c.ended,
	}
}
