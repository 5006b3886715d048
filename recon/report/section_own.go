package report

import (
	"fmt"
	"slices"
	"strings"

	"github.com/billrecon/billrecon/recon"
	"github.com/billrecon/billrecon/recon/internal/exact"
)

// ownSections are the caller's.
func (r *Report) ownSections() []Section {
	own := slices.Clone(r.options.Sections)
	for i := range own {
		own[i].Own, own[i].Figures = true, false
	}
	return own
}

// checkSections refuses a section of the caller's that is no table.
func checkSections(sections []Section) error {
	for i, s := range sections {
		field := fmt.Sprintf("Options.Sections[%d]", i)
		if s.Title == "" || !isLine(s.Title, longestTitle) {
			return &Error{field + ".Title", fmt.Sprintf("it must be one line of UTF-8 with 1 to %d visible characters", longestTitle)}
		}
		if !isLine(s.Note, longestNote) {
			return &Error{field + ".Note", fmt.Sprintf("it must be one line of UTF-8 with at most %d visible characters", longestNote)}
		}
		if len(s.Columns) == 0 {
			return &Error{field + ".Columns", "there must be one at least"}
		}
		for _, c := range s.Columns {
			if c.Kind > Time {
				return &Error{field + ".Columns", "a kind must be one of this package's"}
			}
		}
		for n, line := range s.Lines {
			if err := checkLine(s.Columns, line); err != "" {
				return &Error{fmt.Sprintf("%s.Lines[%d]", field, n), err}
			}
		}
	}
	return nil
}

func checkLine(columns []Column, line Line) (rule string) {
	if len(line.Cells) != len(columns) {
		return "it must have one cell for each column"
	}
	if line.Status > recon.StatusDoubtful {
		return "its status must be one of recon's, or zero"
	}
	for i, text := range line.Cells {
		if text == "" {
			continue
		}
		switch columns[i].Kind {
		case Amount:
			if _, ok := exact.ParseTotal(text); !ok {
				return "a cell of kind Amount must be a decimal number"
			}
		case Count:
			if strings.Trim(text, "0123456789") != "" {
				return "a cell of kind Count must be a whole number"
			}
		}
	}
	return ""
}

// sections are the caller's own in the JSON; there is no such member where there are none.
func (o *object) sections(own []Section) {
	if len(own) == 0 {
		return
	}
	o.array("sections", len(own), func(i int) {
		s := own[i]
		o.text("title", s.Title)
		o.some("note", s.Note)
		o.array("columns", len(s.Columns), func(i int) {
			o.some("id", s.Columns[i].ID)
			o.text("name", s.Columns[i].Name)
			o.text("kind", kindNames[s.Columns[i].Kind])
		})
		o.array("lines", len(s.Lines), func(i int) {
			if status := s.Lines[i].Status; status != 0 {
				o.integer("status", int64(status))
			}
			o.list("cells", s.Lines[i].Cells)
		})
	})
}

// kindNames are the kinds in the JSON.
var kindNames = [...]string{Text: "text", Label: "label", Count: "count", Amount: "amount", Date: "date", Time: "time"}
