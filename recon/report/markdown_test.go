package report

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/billrecon/billrecon/recon"
)

func TestMarkdownText(t *testing.T) {
	for _, c := range []struct{ reason, text, want string }{
		{"plain", "A-1 账单 12.00", "A-1 账单 12.00"},
		{"a bar ends a cell", "a|b", `a\|b`},
		{"a backslash before a bar", `a\|b`, `a\\\|b`},
		{"emphasis", "*a* _b_ ~c~ `d`", "\\*a\\* \\_b\\_ \\~c\\~ \\`d\\`"},
		{"HTML", "<b>", `\<b\>`},
		{"an entity", "&lt;", `\&lt;`},
		{"a link", "![x](y)", `\!\[x\](y)`},
		{"a bare address", "https://evil.example", `https\://evil.example`},
		{"a bare www address", "www.evil.example", `www\.evil.example`},
		{"a mail address and a mention", "a@b", `a\@b`},
		{"line ends", "a\r\nb", "a␍␊b"},
	} {
		require.Equal(t, c.want, markdownText(c.text), c.reason)
	}
}

// cellsOf splits a table line at the bars that are not escaped.
func cellsOf(line string) int {
	line = strings.ReplaceAll(line, `\\`, "")
	return strings.Count(strings.ReplaceAll(line, `\|`, ""), "|") - 1
}

func TestMarkdownTablesKeepTheirShape(t *testing.T) {
	for _, in := range []run{shop(), extreme()} {
		for _, lang := range []recon.Language{recon.Chinese, recon.English} {
			cells, tables := 0, 0
			for _, line := range strings.Split(text(t, in.report(t, Options{Language: lang}).Markdown), "\n") {
				if !strings.HasPrefix(line, "|") {
					cells = 0
					continue
				}
				if cells == 0 {
					cells = cellsOf(line)
					tables++
				}
				require.Equal(t, cells, cellsOf(line), line)
			}
			require.GreaterOrEqual(t, tables, 6)
		}
	}
}

func TestMarkdownOfUnits(t *testing.T) {
	out := text(t, shop().report(t, Options{}).Markdown)
	require.Contains(t, out, "| 9.90 / 0 次 | 0.00 / 3 次 | +9.90 / -3 次 |")
	require.Contains(t, out, "1,043.70", "amounts are grouped")
}

func TestListThatIsCutSaysSo(t *testing.T) {
	for _, c := range []struct {
		reason string
		limit  int
		rows   int
		note   string
	}{
		{"cut", 3, 3, "17 groups; the first 3 are listed here."},
		{"exactly all", 17, 17, "Groups: 17."},
		{"no limit", -1, 17, "Groups: 17."},
		{"the default", 0, 17, "Groups: 17."},
	} {
		r := shop().report(t, Options{Language: recon.English, Limit: c.limit})
		out := text(t, r.Markdown)
		require.Contains(t, out, c.note, c.reason)
		_, list, _ := strings.Cut(out, "## Differences\n")
		list, _, _ = strings.Cut(list, "\n## ")
		require.Equal(t, c.rows+2, strings.Count(list, "\n|"), c.reason)
		page := text(t, r.HTML)
		require.Contains(t, page, c.note, c.reason)
		require.Equal(t, c.rows, strings.Count(page, `<td class="key">`), c.reason)
		csv := text(t, r.CSV)
		require.Equal(t, 17+1+1, strings.Count(csv, "\r\n"), "CSV lists all, and one group has two units")
	}
}
