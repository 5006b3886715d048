package report

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/billrecon/billrecon/recon"
)

// openDifferences is a section as a daily job has it.
func openDifferences() Section {
	return Section{
		Title:   "未结差错",
		Note:    "从第一天<算>起",
		Columns: []Column{{ID: "id", Name: "编号", Kind: Label}, {ID: "age", Name: "天数", Kind: Count}, {ID: "explanation", Name: "说明", Kind: Text}, {Name: "差额", Kind: Amount}},
		Lines: []Line{
			{Status: recon.StatusException, Cells: []string{"a1-1", "3", "<b>少收|1 元</b>", "-1234.50"}},
			{Cells: []string{"b2-1", "", "=1+1", ""}},
		},
	}
}

// TestSectionsOfTheCaller: they stand in each form, behind the list and before the figures, and what is written in them runs nowhere.
func TestSectionsOfTheCaller(t *testing.T) {
	own := openDifferences()
	r := shop().report(t, Options{Sections: []Section{own}})

	page := text(t, r.HTML)
	require.Regexp(t, `(?s)id="list".*<h2>未结差错</h2>\n<p>从第一天&lt;算&gt;起</p>.*&lt;b&gt;少收\|1 元&lt;/b&gt;.*-1,234\.50.*<h2>按支付方式</h2>`, page)
	require.Regexp(t, `(?s)## 差异明细.*## 未结差错\n\n从第一天\\<算\\>起\n\n\|.*少收\\\|1 元.*-1,234\.50.*## 按支付方式`, text(t, r.Markdown))

	var document struct {
		Sections []struct {
			Title   string
			Note    string
			Columns []struct{ ID, Name, Kind string }
			Lines   []struct {
				Status int
				Cells  []string
			}
		}
	}
	require.NoError(t, json.Unmarshal([]byte(text(t, r.JSON)), &document))
	require.Len(t, document.Sections, 1)
	got := document.Sections[0]
	require.Equal(t, own.Title, got.Title)
	require.Equal(t, own.Note, got.Note)
	require.Equal(t, "amount", got.Columns[3].Kind)
	require.Equal(t, own.Lines[0].Cells, got.Lines[0].Cells)
	require.Equal(t, int(recon.StatusException), got.Lines[0].Status)
	require.Equal(t, own.Lines[1].Cells, got.Lines[1].Cells)

	require.Equal(t, text(t, shop().report(t, Options{}).CSV), text(t, r.CSV), "CSV is the list alone")
	require.NotContains(t, text(t, shop().report(t, Options{}).JSON), `"sections"`)

	var titles []string
	for _, s := range r.Sections() {
		if s.Own {
			titles = append(titles, s.Title)
		}
	}
	require.Equal(t, []string{"未结差错"}, titles)
	require.False(t, own.Own, "the caller's section is not changed")
}
