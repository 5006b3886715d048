package report

import (
	"strconv"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/billrecon/billrecon/recon"
)

const (
	longestTitle   = 200
	longestNote    = 400
	mostNearest    = 10
	defaultNearest = 1
	defaultLimit   = 10_000
)

// Options say how a report looks. The zero Options are a report in Chinese of all differences.
type Options struct {
	// Language is that of words and explanations. The zero value is recon.Chinese.
	Language recon.Language
	// Title heads the report. Empty means 对账报告 or "Reconciliation report". One line of at most 200 characters.
	Title string
	// Matched lists the groups that agree as well. They are always counted.
	Matched bool
	// Nearest is how many near misses are shown for a one-sided group: 0 means 1, negative none, at most 10.
	Nearest int
	// Limit is how many groups HTML and Markdown list: 0 means 10 000, negative all. A list that is cut says so.
	// The other forms list all.
	Limit int
	// BillColumns and OrderColumns are the caller's own, such as the file and the line that a row came from: see Own. They are the last
	// columns of CSV, stand in the JSON, and are the source of a row on every page; without them that is the row's number.
	BillColumns, OrderColumns []OwnColumn
	// Sections are tables of the caller's own: every form has them, but for CSV. Their cells are text;
	// those of kind Amount must be decimal numbers, those of kind Count whole numbers, or empty. XLSX gives each a sheet, on which a
	// column whose ID is "explanation" or "decisions" is wide, and the cell of one whose ID is "status" has the colour of the line's.
	Sections []Section
	// Machine writes CSV for programs: the columns are named by their IDs, there is no byte order mark, and no apostrophe protects a
	// text from a spreadsheet. Do not open such a file in one.
	Machine bool
	// Created is printed as the time the report was made, in its own zone. Zero prints none, and equal input gives equal bytes.
	Created time.Time
}

// check refuses options that cannot be meant.
func (o Options) check() error {
	switch {
	case o.Language > recon.English:
		return &Error{"Options.Language", "it must be recon.Chinese or recon.English"}
	case !isLine(o.Title, longestTitle):
		return &Error{"Options.Title", "it must be one line of UTF-8 with at most " + strconv.Itoa(longestTitle) + " visible characters"}
	case o.Nearest > mostNearest:
		return &Error{"Options.Nearest", "it must be at most " + strconv.Itoa(mostNearest)}
	}
	return checkSections(o.Sections)
}

// isLine reports whether a text is one line of at most so many visible characters.
func isLine(text string, most int) bool {
	if !utf8.ValidString(text) || utf8.RuneCountInString(text) > most {
		return false
	}
	for _, r := range text {
		if !unicode.IsGraphic(r) {
			return false
		}
	}
	return true
}

// withDefaults fills in what the zero values mean.
func (o Options) withDefaults() Options {
	if o.Title == "" {
		o.Title = phrase{"对账报告", "Reconciliation report"}.In(o.Language)
	}
	if o.Nearest == 0 {
		o.Nearest = defaultNearest
	}
	o.Nearest = max(o.Nearest, 0)
	if o.Limit == 0 {
		o.Limit = defaultLimit
	}
	return o
}
