package report

import "errors"

// ErrInvalid matches every *Error: what was given to New cannot be reported.
var ErrInvalid = errors.New("report: invalid")

// Error names what New refused and the rule it breaks, never its value.
type Error struct {
	// Field is where, such as "Options.Title".
	Field string
	// Rule is what is asked of it.
	Rule string
}

// Error is one line: the field and the rule.
func (e *Error) Error() string { return "report: " + e.Field + ": " + e.Rule }

// Unwrap is ErrInvalid.
func (e *Error) Unwrap() error { return ErrInvalid }
