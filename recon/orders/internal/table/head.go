// Package table finds the columns that a caller wants in the head of an exported table, and tells its rows from the lines around them.
// It knows no orders.
package table

import (
	"fmt"
	"slices"
	"strings"

	"github.com/billrecon/billrecon/recon/orders/internal/form"
)

// None as a Column's Own says that the column is not taken.
const None = "-"

// Column is one that a caller wants.
type Column struct {
	Field string // what the caller calls it
	Own   string // its name when the usual ones are not meant
	// Usual are its usual names as form.PlainName gives them, separated by spaces. The names of the first group go first: columns of the
	// others are taken where its cell is empty.
	Usual  []string
	Needed bool // the head must have it
	Marks  bool // a head has it
	Loose  bool // the first of several that may be it is taken
}

// Head is where a table has its columns.
type Head struct {
	Line    int      // 0: there is none
	Names   []string // of all columns, as they stand there, without what form.Clean takes off
	At      [][]int  // for each Column those to try, in order
	unnamed bool     // a column has no name
}

// Find makes a Head of a line that has every column that Marks one; ok says so. rule is what it breaks all the same.
func Find(line int, cells [][]byte, columns []Column) (h Head, ok bool, rule string) {
	h = Head{Line: line, At: make([][]int, len(columns))}
	var plain []string
	for _, cell := range cells {
		h.Names, plain = append(h.Names, string(form.Clean(cell))), append(plain, form.PlainName(cell))
	}
	for i, c := range columns {
		found := c.in(plain)
		if len(found) == 0 && c.Marks {
			return Head{}, false, ""
		}
		if len(found) == 0 && (c.Needed || c.Own != "") && c.Own != None && rule == "" {
			rule = "there is no column for " + c.String() + "; Options.Columns takes another name"
		}
		for _, group := range found {
			if len(group) > 1 && !c.Loose && rule == "" {
				rule = h.ambiguous(group, c.Field)
			}
			h.At[i] = append(h.At[i], group[0])
		}
	}
	h.unnamed = slices.Contains(h.Names, "")
	return h, true, rule
}

// in gives the columns that may be c, group by group, of columns with these plain names.
func (c Column) in(names []string) (groups [][]int) {
	usual := c.Usual
	if c.Own == None {
		return nil
	} else if c.Own != "" {
		usual = []string{form.PlainName([]byte(c.Own))}
	}
	for _, group := range usual {
		var found []int
		wanted := strings.Fields(group)
		for i, name := range names {
			if slices.Contains(wanted, name) {
				found = append(found, i)
			}
		}
		if len(found) > 0 {
			groups = append(groups, found)
		}
	}
	return groups
}

// String is the field, with the names that would be taken for it.
func (c Column) String() string {
	if c.Own != "" {
		return fmt.Sprintf("%s, which Options.Columns calls %q", c.Field, c.Own)
	}
	return c.Field + " (" + strings.Join(c.Usual, " ") + ")"
}

func (h *Head) ambiguous(columns []int, field string) string {
	var names []string
	for _, i := range columns {
		names = append(names, fmt.Sprintf("%q (column %d)", h.Names[i], i+1))
	}
	return strings.Join(names, " and ") + " may all be the " + field + ": name the right one in Options.Columns." + field
}
