package recon

import (
	"encoding/json"
	"errors"
	"strconv"

	"github.com/billrecon/billrecon/recon/internal/exact"
)

// The kinds of refusal, for errors.Is.
var (
	// ErrInvalidRules: the Rules, or the Pool in them, contradict themselves.
	ErrInvalidRules = errors.New("recon: invalid rules")
	// ErrInvalidRecord: a row cannot be computed with, or the record func is nil.
	ErrInvalidRecord = errors.New("recon: invalid record")
	// ErrControlTotals: the bills are not what the provider declared; nothing was matched.
	ErrControlTotals = errors.New("recon: control totals differ")
	// ErrProof: Result.Verify found the result to be of other rows, or damaged.
	ErrProof = errors.New("recon: the proof does not hold")
)

// Error names the field that was refused and the rule it breaks, never its value.
type Error struct {
	// Field is where, such as "Rules.Hold", "bills[17].Amount" or "Rules.Control.Count".
	Field string
	// Rule is what is asked of it.
	Rule string
	kind error
}

// Error is one line: the field and the rule.
func (e *Error) Error() string { return "recon: " + e.Field + ": " + e.Rule }

// Unwrap is one of the Err values.
func (e *Error) Unwrap() error { return e.kind }

// badRules, badRecord, badControl and badProof are the refusals, one for each kind.
func badRules(field, rule string) error { return &Error{field, rule, ErrInvalidRules} }

func badRecord(field, rule string) error { return &Error{field, rule, ErrInvalidRecord} }

func badControl(field, rule string) error { return &Error{field, rule, ErrControlTotals} }

func badProof(field, rule string) error { return &Error{field, rule, ErrProof} }

// What is asked of every amount, and of a size.
const (
	inBounds    = "it must have " + exact.Bounds
	notNegative = "it must be zero or positive, with " + exact.Bounds
)

// rowAt is a row in the field of an error.
func rowAt(rows string, i int) string { return rows + "[" + strconv.Itoa(i) + "]" }

// inRules puts "Rules." before the field of an error about something that came in through Rules.
func inRules(err error) error {
	own, ok := errors.AsType[*Error](err)
	if !ok {
		return err
	}
	return &Error{Field: "Rules." + own.Field, Rule: own.Rule, kind: own.kind}
}

// shapeError replaces an error of package json, whose text can repeat a value, by one that names the field.
// An error of this package passes.
func shapeError(field string, err error) error {
	if own, ok := errors.AsType[*Error](err); ok {
		return own
	}
	if kind, ok := errors.AsType[*json.UnmarshalTypeError](err); ok && kind.Field != "" {
		return badRecord(field+"."+kind.Field, "it has the wrong JSON type")
	}
	return badRecord(field, "it is not the JSON that this package writes")
}
