package eshouhou

import (
	"errors"
	"fmt"
	"io"
	"log/slog"
	"strconv"
	"strings"
)

// ErrNoStatement means that the provider answered and the work order has no statement (a ResultValue of null).
var ErrNoStatement = errors.New("no statement")

// StatementError is the error of one work order among several, as [Client.Statements] and [Client.CollectStatements] report it.
type StatementError struct {
	// WorkOrderID is the id that was asked for. It is no secret, and the text shows it quoted.
	WorkOrderID string
	// Err says what went wrong: an [*Error], [ErrNoStatement] among its kinds.
	Err error
}

// Error is one line: the id and what went wrong with it.
func (e *StatementError) Error() string {
	return fmt.Sprintf("%s: work order %q: %s", provider, e.WorkOrderID, strings.TrimPrefix(e.Err.Error(), provider+": "))
}

// Unwrap is Err.
func (e *StatementError) Unwrap() error { return e.Err }

// String is Error.
func (e *StatementError) String() string { return e.Error() }

// GoString is Error.
func (e *StatementError) GoString() string { return e.Error() }

// Format prints Error for every verb, quoted for %q.
func (e *StatementError) Format(f fmt.State, verb rune) { printText(f, verb, e.Error()) }

// LogValue is the id and the fields of Err.
func (e *StatementError) LogValue() slog.Value {
	return slog.GroupValue(slog.String("work_order", e.WorkOrderID), slog.Any("error", e.Err))
}

// printText writes one text for every verb, quoted for %q.
func printText(f fmt.State, verb rune, text string) {
	if verb == 'q' {
		text = strconv.Quote(text)
	}
	_, _ = io.WriteString(f, text)
}
