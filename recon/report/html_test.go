package report

import (
	"crypto/sha256"
	"encoding/base64"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"golang.org/x/net/html"

	"github.com/billrecon/billrecon/recon"
)

// parse reads a page as a browser does.
func parse(t require.TestingT, page string) *html.Node {
	root, err := html.Parse(strings.NewReader(page))
	require.NoError(t, err)
	return root
}

// elements are all elements of a name, in the order of the page; all of them for "".
func elements(root *html.Node, name string) []*html.Node {
	var list []*html.Node
	for n := range root.Descendants() {
		if n.Type == html.ElementNode && (name == "" || n.Data == name) {
			list = append(list, n)
		}
	}
	return list
}

func attribute(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

func content(n *html.Node) string {
	var b strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			b.WriteString(d.Data)
		}
	}
	return b.String()
}

// skeleton is the page without its texts: what a key could never change.
func skeleton(root *html.Node) string {
	var b strings.Builder
	for _, n := range elements(root, "") {
		b.WriteString(n.Data)
		for _, a := range n.Attr {
			b.WriteString(" " + a.Key)
		}
		b.WriteByte('\n')
	}
	return b.String()
}

func TestPageHasAllRows(t *testing.T) {
	for name, in := range map[string]run{"shop": shop(), "extreme": extreme(), "empty": {}} {
		for _, lang := range []recon.Language{recon.Chinese, recon.English} {
			r := in.report(t, Options{Language: lang, Matched: true, Nearest: 2})
			root := parse(t, text(t, r.HTML))
			require.Equal(t, languageTag(lang), attribute(elements(root, "html")[0], "lang"))
			require.Equal(t, r.Title(), content(elements(root, "title")[0]))
			var rows []*html.Node
			for _, table := range elements(root, "table") {
				if attribute(table, "id") == "list" {
					rows = elements(table, "tr")[1:]
				}
			}
			for row := range r.list() {
				require.NotEmpty(t, rows, name)
				cells := elements(rows[0], "td")
				rows = rows[1:]
				require.Len(t, cells, len(pageColumns))
				require.Equal(t, visible(row.Key)+visible(r.sourceText(row)), content(cells[2]))
				require.Contains(t, content(cells[3]), visible(row.channel))
				require.True(t, row.time.IsZero() || strings.HasPrefix(content(cells[3]), r.timeText(row.time)))
				require.Contains(t, content(cells[8]), row.todo)
				require.Contains(t, content(cells[8]), visible(row.explanation))
				for _, s := range row.nearest {
					require.Contains(t, content(cells[8]), s.Explain(lang))
				}
				for _, n := range row.Nets {
					require.Contains(t, content(cells[6]), drift(n.Unit, n.Difference()))
				}
			}
			require.Empty(t, rows, name)
		}
	}
}

func TestPageNeedsNothingElse(t *testing.T) {
	page := text(t, extreme().report(t, Options{Matched: true, Nearest: 2}).HTML)
	root := parse(t, page)
	for _, n := range elements(root, "") {
		require.NotContains(t, []string{"link", "img", "iframe", "object", "embed", "base", "form", "a", "video", "audio", "source", "use", "image", "foreignobject"}, strings.ToLower(n.Data))
		for _, a := range n.Attr {
			key := strings.ToLower(a.Key)
			require.NotContains(t, []string{"src", "href", "style", "srcset", "action", "xlink:href"}, key, n.Data)
			require.False(t, strings.HasPrefix(key, "on"), "%s has %s", n.Data, key)
		}
	}
	require.Len(t, elements(root, "script"), 1)
	require.Len(t, elements(root, "style"), 1)
	require.NotContains(t, styleSheet, "url(")
	require.NotContains(t, styleSheet, "@import")
}

// TestPolicyNamesTheBlocks hashes what a browser hashes: the text of the two elements.
func TestPolicyNamesTheBlocks(t *testing.T) {
	root := parse(t, text(t, run{}.report(t, Options{}).HTML))
	var policy string
	for _, meta := range elements(root, "meta") {
		if attribute(meta, "http-equiv") == "Content-Security-Policy" {
			policy = attribute(meta, "content")
		}
	}
	for _, name := range []string{"script", "style"} {
		digest := sha256.Sum256([]byte(content(elements(root, name)[0])))
		require.Contains(t, policy, name+"-src 'sha256-"+base64.StdEncoding.EncodeToString(digest[:])+"'")
	}
	require.Contains(t, policy, "default-src 'none'")
	require.NotContains(t, policy, "unsafe")
}

// attacks are texts that would become markup if anything forgot to escape them.
var attacks = []string{
	"<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "' onmouseover='alert(1)", "</title></desc></svg></style></script><b>",
	"<!--", "]]>", "&#60;b&#62;", "&lt;", "<svg/onload=alert(1)>", "\x00<b>", "\u2028<b>", "\xff<b>", "</textarea><plaintext>", "{{.}}", "${x}",
}

// attacked has a text in every place that a caller's or a provider's text can reach.
func attacked(text string) run {
	order := recon.Record{Key: "o" + text, AltKeys: recon.AltKeys{"k" + text}, Amount: dec("1"), Unit: "u" + text, Time: noon(1)}
	bill := recon.Record{Key: "b" + text, AltKeys: recon.AltKeys{"", "k" + text}, Amount: dec("2"), Unit: "u" + text, Time: noon(2)}
	pair := recon.Record{Key: "p" + text, Amount: dec("1"), Unit: "v" + text, Time: noon(1)}
	other := pair
	other.Unit = "w" + text
	return run{[]recon.Record{bill, pair}, []recon.Record{order, other}, recon.Rules{BillsUntil: proven}}
}

func TestAttacksStayText(t *testing.T) {
	plain := skeleton(parse(t, text(t, attacked("x").report(t, Options{Title: "x", Nearest: 2}).HTML)))
	for _, attack := range attacks {
		o := Options{Title: attack, Nearest: 2}
		if !isLine(attack, longestTitle) {
			o.Title = "x"
		}
		require.Equal(t, plain, skeleton(parse(t, text(t, attacked(attack).report(t, o).HTML))), "%q changes the page", attack)
	}
}

func FuzzHTML(f *testing.F) {
	for _, attack := range attacks {
		f.Add(attack)
	}
	plain := skeleton(parse(f, text(f, attacked("x").report(f, Options{Title: "x"}).HTML)))
	f.Fuzz(func(t *testing.T, attack string) {
		page := text(t, attacked(attack).report(t, Options{Title: "x"}).HTML)
		root := parse(t, page)
		if got := skeleton(root); got != plain {
			t.Fatalf("%q changes the page:\n%s", attack, got)
		}
		if !strings.Contains(content(root), visible("b"+attack)) {
			t.Fatalf("%q is not on the page", attack)
		}
		if i := strings.IndexFunc(page, func(r rune) bool { return r == '\r' || r == 0 || r == '\u202e' }); i >= 0 {
			t.Fatalf("%q leaves %q on the page", attack, page[i])
		}
	})
}

func TestStatusesHaveColours(t *testing.T) {
	for s := recon.StatusReconciled; s <= recon.StatusDoubtful; s++ {
		require.Contains(t, styleSheet, ".tag."+statusClass(s)+",")
		require.Contains(t, styleSheet, "svg ."+strings.TrimPrefix(statusClass(s), "s-")+"{")
	}
	require.Empty(t, statusClass(0))
	require.Empty(t, statusClass(6))
}

func TestIdentifiersAreUnique(t *testing.T) {
	root := parse(t, text(t, shop().report(t, Options{}).HTML))
	var ids []string
	for _, n := range elements(root, "") {
		if id := attribute(n, "id"); id != "" {
			require.False(t, slices.Contains(ids, id), id)
			ids = append(ids, id)
		}
	}
	for _, svg := range elements(root, "svg") {
		for _, id := range strings.Fields(attribute(svg, "aria-labelledby")) {
			require.Contains(t, ids, id)
		}
		require.Equal(t, "img", attribute(svg, "role"))
	}
	require.Len(t, elements(root, "svg"), 5, "three charts for each of two units, but 次 moved under one status alone")
}

func TestCardsShowEveryUnit(t *testing.T) {
	for _, c := range []struct {
		lang recon.Language
		want string
	}{
		{recon.Chinese, "差额 +86.18 / +2 次"},
		{recon.English, "difference +86.18 / +2 次"},
	} {
		root := parse(t, text(t, shop().report(t, Options{Language: c.lang}).HTML))
		var shown []string
		for _, small := range elements(root, "small") {
			shown = append(shown, content(small))
		}
		require.Contains(t, shown, c.want, "a difference in another unit than CNY must not be left out")
	}
}

// TestCardsAreAlike: each has a number with its unit, the status, a difference, and what the status means.
func TestCardsAreAlike(t *testing.T) {
	for _, c := range []struct {
		lang recon.Language
		want []string
	}{
		{recon.Chinese, []string{"0 组 已对账差额 0.00两边一致", "0 组 未对账差额 0.00未付款，或由人工处理", "1 组 异常差额 +5.00需要核对处理", "0 组 已冲正差额 0.00收款已全额退回", "0 组 存疑差额 0.00下次再对，或人工确认"}},
		{recon.English, []string{
			"0 groups Reconcileddifference 0.00both sides agree", "0 groups Unreconcileddifference 0.00unpaid, or left to a person", "1 group Exceptiondifference +5.00to be looked into",
			"0 groups Reverseddifference 0.00paid and given back", "0 groups Doubtfuldifference 0.00waits, or needs a decision",
		}},
	} {
		in := run{bills: []recon.Record{{Key: "A", Amount: dec("5"), Time: noon(1)}}, rules: recon.Rules{BillsUntil: noon(9)}}
		var shown []string
		for _, li := range elements(parse(t, text(t, in.report(t, Options{Language: c.lang}).HTML)), "li") {
			shown = append(shown, content(li))
		}
		require.Equal(t, c.want, shown)
	}
}

func TestCardsAreShort(t *testing.T) {
	var units []recon.UnitSummary
	for _, unit := range []string{"CNY", "a", "b"} {
		units = append(units, recon.UnitSummary{Unit: unit, Difference: dec("-1")})
	}
	require.Equal(t, "difference -1.00 / -1 a / -1 b", cardDifference(recon.English, units))
	require.Equal(t, "difference -1.00 / -1 a / -1 b / …", cardDifference(recon.English, append(units, recon.UnitSummary{Unit: "c"})))
	require.Equal(t, "difference 0.00", cardDifference(recon.English, nil), "nothing moved: the cards are alike")
}
