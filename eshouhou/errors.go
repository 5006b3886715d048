package eshouhou

import (
	"errors"
	"fmt"
	"log/slog"
	"strconv"
	"strings"

	"github.com/billrecon/billrecon/internal/client"
)

// ErrNoStatement means that the provider replied and the work order has no statement (a ResultValue of null). It is the error of
// [Client.Statement] and [Client.Statements], and never of [Client.CollectStatements], which keeps such ids in Audit.NoStatement.
var ErrNoStatement = errors.New("no statement")

// StatementError is the error of one work order among several, as [Client.Statements] yields it and [Client.CollectStatements] keeps
// it in Audit.Failed.
type StatementError struct {
	// WorkOrderID is the id that was asked for. It is no secret, and the text shows it quoted.
	WorkOrderID string
	// Err says what went wrong: an [*Error]. Of Statements it can be of kind [ErrNoStatement].
	Err error
}

// Error returns one line: the id and what went wrong with it.
func (e *StatementError) Error() string {
	return fmt.Sprintf("%s: work order %q: %s", provider, e.WorkOrderID, strings.TrimPrefix(e.Err.Error(), provider+": "))
}

// Unwrap returns Err.
func (e *StatementError) Unwrap() error { return e.Err }

// String returns the text of Error.
func (e *StatementError) String() string { return e.Error() }

// GoString returns the text of Error.
func (e *StatementError) GoString() string { return e.Error() }

// Format prints Error for every verb, quoted for %q.
func (e *StatementError) Format(f fmt.State, verb rune) { client.Format(f, verb, e.Error()) }

// LogValue returns the id and the fields of Err.
func (e *StatementError) LogValue() slog.Value {
	return slog.GroupValue(slog.String("work_order", e.WorkOrderID), slog.Any("error", e.Err))
}

// mostNamed is how many ids the text of a StatementsError names, to keep it a line that a log takes.
const mostNamed = 100

// StatementsError is the error of [Client.CollectStatements]: all that went wrong. errors.Is and errors.As look into every
// part of it. A work order without a statement is not among them.
type StatementsError struct {
	// Op is the operation, "CollectStatements".
	Op string
	// Asked is how many ids were asked for.
	Asked int64
	// NoStatement is how many of them have no statement, which is no failure.
	NoStatement int64
	// Failures are the ids that failed, in the order asked for. The other Asked − len(Failures) came through.
	Failures []*StatementError
	// Ended says why the rest was not asked for, nil when all were: an [*Error] of kind [ErrIncomplete].
	Ended error
}

// Error returns one line: how many ids failed and the first 100 of them, how many came through, and what went wrong with the
// first that failed.
func (e *StatementsError) Error() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s: %s", provider, e.Op)
	if len(e.Failures) > 0 {
		fmt.Fprintf(&b, ": %d of %d work orders failed: %s", len(e.Failures), e.Asked, e.ids())
		fmt.Fprintf(&b, "; %d came through, %d of them without a statement", e.Asked-int64(len(e.Failures)), e.NoStatement)
		fmt.Fprintf(&b, "; the first failure: %s", e.cause(e.Failures[0].Err))
	}
	if e.Ended != nil {
		fmt.Fprintf(&b, ": %s", e.cause(e.Ended))
	}
	return b.String()
}

// cause leaves out what the line says already.
func (e *StatementsError) cause(err error) string {
	return strings.TrimPrefix(strings.TrimPrefix(err.Error(), provider+": "), e.Op+": ")
}

func (e *StatementsError) ids() string {
	var names []string
	for _, failure := range e.Failures[:min(len(e.Failures), mostNamed)] {
		names = append(names, strconv.Quote(failure.WorkOrderID))
	}
	if more := len(e.Failures) - mostNamed; more > 0 {
		names = append(names, fmt.Sprintf("and %d more", more))
	}
	return strings.Join(names, ", ")
}

// Unwrap returns every part.
func (e *StatementsError) Unwrap() []error {
	var parts []error
	for _, failure := range e.Failures {
		parts = append(parts, failure)
	}
	if e.Ended != nil {
		parts = append(parts, e.Ended)
	}
	return parts
}

// String returns the text of Error.
func (e *StatementsError) String() string { return e.Error() }

// GoString returns the text of Error.
func (e *StatementsError) GoString() string { return e.Error() }

// Format prints Error for every verb, quoted for %q.
func (e *StatementsError) Format(f fmt.State, verb rune) { client.Format(f, verb, e.Error()) }

// LogValue returns the text of Error.
func (e *StatementsError) LogValue() slog.Value { return slog.StringValue(e.Error()) }
