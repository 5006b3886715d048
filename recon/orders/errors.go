package orders

import (
	"errors"
	"fmt"
	"slices"
	"strings"
)

// The kinds of refusal, for errors.Is.
var (
	ErrOptions   = errors.New("orders: invalid options")
	ErrHeader    = errors.New("orders: the columns are not clear")                           // absent, ambiguous, or in a head of several lines
	ErrLine      = errors.New("orders: a line is damaged")                                   // cells too many or too few, quotes, length
	ErrCell      = errors.New("orders: a cell cannot be read")                               // money, a time, a number
	ErrStatus    = errors.New("orders: unknown words of the status or the type")             // FileError.Words has them
	ErrPrecision = errors.New("orders: order numbers were turned into numbers, and rounded") // such as 2.01611E+19
	ErrNoOrders  = errors.New("orders: the file has no order")                               // it has a head, and nothing below it
	ErrNoneOfDay = errors.New("orders: the file has no order of the days asked for")         // it has some of other days
	ErrChanged   = errors.New("orders: the file changed while it was read")                  // between two readings
)

// Error is one thing that cannot be read: where it is and the rule it breaks. It quotes no cell but a word of the status or the type, cut to 20 characters.
type Error struct {
	File   string // as given to File, At or From
	Line   int    // as an editor counts, from 1; of a workbook the row; 0 is none
	Offset int64  // where the line starts, in bytes from the start of the file; of a workbook 0
	Column string // the column's name in the file, or the field of Options
	Rule   string
	kind   error
	word   string // the cell that Rule quotes, cut
	ends   bool   // what follows cannot be told into lines: the file cannot be read, whatever Options.Report says
}

// Error is one line: file, line, column and rule.
func (e *Error) Error() string {
	return "orders: " + strings.TrimSpace(e.File+e.place())
}

func (e *Error) place() string {
	text := ": " + e.Rule
	if e.Column != "" {
		text = " " + e.Column + text
	}
	if e.Line > 0 {
		text = fmt.Sprint(" line ", e.Line, text)
	}
	return text
}

// Unwrap is one of the Err values.
func (e *Error) Unwrap() error { return e.kind }

// FileError refuses a file because of its lines.
type FileError struct {
	File  string
	Bad   int      // how many lines cannot be read
	Lines []*Error // the first 20 of them
	Words []string // unknown words of the status and the type, the first 100, each cut to 20 characters
}

const maxErrors, maxWords = 20, 100

// Error is several lines: how many, the first ones, and the unknown words.
func (e *FileError) Error() string {
	text := fmt.Sprintf("orders: %s: %d lines cannot be read, so none was taken", e.File, e.Bad)
	for _, line := range e.Lines {
		text += "\n\t" + strings.TrimPrefix(line.place(), " ")
	}
	if more := e.Bad - len(e.Lines); more > 0 {
		text += fmt.Sprintf("\n\tand %d more", more)
	}
	if len(e.Words) > 0 {
		text += fmt.Sprintf("\n\tunknown words of the status or the type, which Options.Status and Options.Types can explain: %q", e.Words)
	}
	return text
}

// Unwrap is the Lines, and ErrStatus when there are Words.
func (e *FileError) Unwrap() []error {
	var all []error
	for _, line := range e.Lines {
		all = append(all, line)
	}
	if len(e.Words) > 0 {
		all = append(all, ErrStatus)
	}
	return all
}

// add takes in a line that cannot be read.
func (e *FileError) add(bad *Error) {
	if e.Bad++; len(e.Lines) < maxErrors {
		e.Lines = append(e.Lines, bad)
	}
	if bad.kind == ErrStatus && len(e.Words) < maxWords && !slices.Contains(e.Words, bad.word) {
		e.Words = append(e.Words, bad.word)
	}
}
