package report

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/billrecon/billrecon/recon"
)

func TestOptionsCheck(t *testing.T) {
	for _, c := range []struct {
		reason  string
		options Options
		field   string // empty: accepted
	}{
		{"the zero options", Options{}, ""},
		{"a Chinese title of 200 characters", Options{Title: strings.Repeat("账", 200)}, ""},
		{"a longer title", Options{Title: strings.Repeat("账", 201)}, "Options.Title"},
		{"a title of two lines", Options{Title: "a\nb"}, "Options.Title"},
		{"a title that turns the line around", Options{Title: "a\u202eb"}, "Options.Title"},
		{"a title that is not UTF-8", Options{Title: "a\xff"}, "Options.Title"},
		{"an unknown language", Options{Language: 2}, "Options.Language"},
		{"ten near misses", Options{Nearest: 10}, ""},
		{"no near misses", Options{Nearest: -1}, ""},
		{"eleven near misses", Options{Nearest: 11}, "Options.Nearest"},
		{"no limit", Options{Limit: -1}, ""},
		{"a section", ownSections(Section{Title: "未结差错", Columns: []Column{{Name: "笔数", Kind: Count}}, Lines: []Line{{Cells: []string{"3"}}, {Cells: []string{""}}}}), ""},
		{"a section without a title", ownSections(Section{Columns: []Column{{Name: "a"}}}), "Options.Sections[0].Title"},
		{"a note of two lines", ownSections(Section{Title: "a", Note: "b\nc", Columns: []Column{{Name: "a"}}}), "Options.Sections[0].Note"},
		{"a section without columns", ownSections(Section{Title: "a"}), "Options.Sections[0].Columns"},
		{"a kind that is none", ownSections(Section{Title: "a", Columns: []Column{{Name: "a", Kind: 6}}}), "Options.Sections[0].Columns"},
		{"a cell too few", ownSections(Section{Title: "a", Columns: []Column{{Name: "a"}}, Lines: []Line{{Cells: []string{"x"}}, {}}}), "Options.Sections[0].Lines[1]"},
		{"a status that is none", ownSections(Section{Title: "a", Columns: []Column{{Name: "a"}}, Lines: []Line{{Status: 6, Cells: []string{"x"}}}}), "Options.Sections[0].Lines[0]"},
		{"an amount that is none", ownSections(Section{Title: "a", Columns: []Column{{Name: "a", Kind: Amount}}, Lines: []Line{{Cells: []string{"12元"}}}}), "Options.Sections[0].Lines[0]"},
		{"a count with a fraction", ownSections(Section{Title: "a", Columns: []Column{{Name: "a", Kind: Count}}, Lines: []Line{{Cells: []string{"1.5"}}}}), "Options.Sections[0].Lines[0]"},
	} {
		err := c.options.check()
		if c.field == "" {
			require.NoError(t, err, c.reason)
			continue
		}
		var e *Error
		require.ErrorAs(t, err, &e, c.reason)
		require.Equal(t, c.field, e.Field, c.reason)
		require.ErrorIs(t, err, ErrInvalid, c.reason)
	}
}

func ownSections(s Section) Options { return Options{Sections: []Section{s}} }

func TestErrorDoesNotRepeatTheValue(t *testing.T) {
	err := Options{Title: "fictional\nsecret"}.check()
	require.NotContains(t, err.Error(), "fictional")
	require.NotContains(t, err.Error(), "\n")
}

func TestDefaults(t *testing.T) {
	require.Equal(t, Options{Title: "对账报告", Nearest: 1, Limit: 10_000}, Options{}.withDefaults())
	require.Equal(t, Options{Language: recon.English, Title: "Reconciliation report", Nearest: 0, Limit: -1},
		Options{Language: recon.English, Nearest: -5, Limit: -1}.withDefaults())
}
