package report

import (
	"bytes"
	"compress/zlib"
	"encoding/base64"
	"image"
	"image/png"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/require"

	"github.com/billrecon/billrecon/recon"
)

// TestBrowser looks at the page in a real browser, one for all.
func TestBrowser(t *testing.T) {
	b := startBrowser(t)
	for _, c := range []struct {
		name string
		test func(*testing.T, *browser)
	}{
		{"runs the page as it is", browserRunsThePageAsItIs},
		{"policy stops other scripts", browserPolicyStopsOtherScripts},
		{"sorts exactly", browserSortsExactly},
		{"filters", browserFilters},
		{"reads the page without scripts", browserReadsThePageWithoutScripts},
		{"draws every status", browserDrawsEveryStatus},
		{"does not scroll sideways", browserDoesNotScrollSideways},
		{"prints on a4", browserPrintsOnA4},
		{"prints the heads of the list on every page", browserPrintsTheHeads},
	} {
		t.Run(c.name, func(t *testing.T) {
			outer := b.t
			b.t = t
			defer func() { b.t = outer }()
			c.test(t, b)
		})
	}
}

// differences are the texts of that column of the list, row by row, as they stand.
const differences = `[...document.querySelectorAll('#list tbody tr')].map(r => r.cells[6].firstChild.textContent)`

func browserRunsThePageAsItIs(t *testing.T, b *browser) {
	for name, in := range map[string]run{"shop": shop(), "extreme": extreme(), "empty": {}} {
		b.load(text(t, in.report(t, Options{Matched: true, Nearest: 2}).HTML))
		var buttons int
		b.eval(`document.querySelectorAll('#list th button').length`, &buttons)
		if name != "empty" {
			require.Equal(t, len(pageColumns), buttons, "%s: the script must run under the page's own policy", name)
		}
		require.Zero(t, b.saw("Log.entryAdded"), "%s: the browser complains: %s", name, b.logged())
		require.Zero(t, b.saw("Runtime.exceptionThrown"), name)
		require.Zero(t, b.saw("Page.javascriptDialogOpening"), name)
		require.Equal(t, 1, b.saw("Network.requestWillBeSent"), "%s: the page asks for something else", name)
		var background string
		b.eval(`getComputedStyle(document.querySelector('th')).backgroundColor`, &background)
		require.Equal(t, "rgb(245, 247, 249)", background, "%s: the style must be in force", name)
	}
}

func (b *browser) logged() string {
	for _, e := range b.events {
		if e.Method == "Log.entryAdded" {
			return string(e.Params)
		}
	}
	return ""
}

func browserPolicyStopsOtherScripts(t *testing.T, b *browser) {
	page := text(t, shop().report(t, Options{}).HTML)
	evil := `<script>window.evil = 1</script><b id="on" onclick="window.evil = 2">x</b><img src="https://evil.example/x.png">`
	b.load(strings.Replace(page, "<main>", "<main>"+evil, 1))
	var kind string
	b.eval(`document.getElementById('on').click(), typeof window.evil`, &kind)
	require.Equal(t, "undefined", kind, "an escape that was forgotten must not run")
	require.NotZero(t, b.saw("Log.entryAdded"), "the browser must have refused it")
	var ours int
	b.eval(`document.querySelectorAll('#list th button').length`, &ours)
	require.Equal(t, len(pageColumns), ours)
}

func browserSortsExactly(t *testing.T, b *browser) {
	for name, in := range map[string]run{"shop": shop(), "extreme": extreme(), "month": month(2000)} {
		r := in.report(t, Options{Matched: name != "month"})
		var want []decimal.Decimal
		for row := range r.list() {
			want = append(want, row.Nets[0].Difference())
		}
		slices.SortFunc(want, decimal.Decimal.Cmp)
		b.load(text(t, r.HTML))
		requireOrder(t, b, want, "ascending", name)
		slices.Reverse(want)
		requireOrder(t, b, want, "descending", name)
	}
}

// requireOrder clicks on the differences and compares their order with the exact one.
func requireOrder(t *testing.T, b *browser, want []decimal.Decimal, direction, name string) {
	t.Helper()
	var sorted string
	b.eval(`document.querySelectorAll('#list th')[6].querySelector('button').click(), document.querySelectorAll('#list th')[6].getAttribute('aria-sort')`, &sorted)
	require.Equal(t, direction, sorted)
	var got []string
	b.eval(differences, &got)
	require.Len(t, got, len(want))
	for i := range want {
		number, _, _ := strings.Cut(strings.ReplaceAll(got[i], ",", ""), " ")
		require.True(t, dec(number).Equal(want[i]), "%s, %s, row %d: %s, want %s", name, direction, i+1, got[i], want[i])
	}
}

func browserFilters(t *testing.T, b *browser) {
	b.load(text(t, shop().report(t, Options{Language: recon.English}).HTML))
	const visibleRows = `[...document.querySelectorAll('#list tbody tr')].filter(r => !r.hidden).length`
	for _, c := range []struct {
		reason, status, find string
		want                 int
	}{
		{"nothing", "", "", 17},
		{"a status", "Doubtful", "", 2},
		{"a key in other case", "", "a00", 6},
		{"both", "Exception", "a00", 5},
		{"no row", "", "no such key", 0},
	} {
		var got int
		b.eval(`(() => { const s = document.querySelector('.tools select'), i = document.querySelector('.tools input');
			s.value = '`+c.status+`'; i.value = '`+c.find+`'; i.dispatchEvent(new Event('input')); return `+visibleRows+` })()`, &got)
		require.Equal(t, c.want, got, c.reason)
	}
}

func browserReadsThePageWithoutScripts(t *testing.T, b *browser) {
	b.call("Emulation.setScriptExecutionDisabled", map[string]any{"value": true}, nil)
	r := shop().report(t, Options{})
	b.load(text(t, r.HTML))
	var document struct {
		Root struct{ NodeID int }
	}
	b.call("DOM.getDocument", nil, &document)
	for selector, want := range map[string]int{"#list tbody tr": 17, "#list th button": 0, ".tools": 0, "svg": 5, "script": 1} {
		var found struct{ NodeIDs []int }
		b.call("DOM.querySelectorAll", map[string]any{"nodeId": document.Root.NodeID, "selector": selector}, &found)
		require.Len(t, found.NodeIDs, want, selector)
	}
	require.Greater(t, shades(screenshot(t, b, "noscript")), 20)
	b.call("Emulation.setScriptExecutionDisabled", map[string]any{"value": false}, nil)
}

func browserDrawsEveryStatus(t *testing.T, b *browser) {
	for _, lang := range []recon.Language{recon.Chinese, recon.English} {
		b.load(text(t, shop().report(t, Options{Language: lang, Matched: true}).HTML))
		picture := screenshot(t, b, languageTag(lang))
		seen := map[[3]uint32]bool{}
		for y := range picture.Bounds().Dy() {
			for x := range picture.Bounds().Dx() {
				r, g, bl, _ := picture.At(x, y).RGBA()
				seen[[3]uint32{r >> 8, g >> 8, bl >> 8}] = true
			}
		}
		for status, colour := range map[string][3]uint32{
			"reconciled": {0x1a, 0x7f, 0x4b}, "unreconciled": {0x6b, 0x74, 0x80}, "exception": {0xc6, 0x28, 0x28}, "reversed": {0x1f, 0x5f, 0xbf}, "doubtful": {0x9a, 0x62, 0x00},
		} {
			require.True(t, seen[colour], "%s is nowhere on the page", status)
		}
	}
}

func browserDoesNotScrollSideways(t *testing.T, b *browser) {
	for name, in := range map[string]run{"shop": shop(), "extreme": extreme()} {
		b.load(text(t, in.report(t, Options{Nearest: 2}).HTML))
		for _, width := range []int{1280, 800, 390} {
			b.call("Emulation.setDeviceMetricsOverride", map[string]any{"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": false}, nil)
			var scroll int
			b.eval(`document.documentElement.scrollWidth`, &scroll)
			require.LessOrEqual(t, scroll, width, "%s at %d pixels: only tables may scroll", name, width)
		}
	}
	b.call("Emulation.clearDeviceMetricsOverride", nil, nil)
}

var mediaBox = regexp.MustCompile(`/MediaBox ?\[ ?0 0 ([0-9.]+) ([0-9.]+) ?\]`)

func browserPrintsOnA4(t *testing.T, b *browser) {
	b.load(text(t, shop().report(t, Options{}).HTML))
	pdf := b.print()
	require.True(t, bytes.HasPrefix(pdf, []byte("%PDF-")))
	keep(t, "report.pdf", pdf)
	pages := mediaBox.FindAllSubmatch(pdf, -1)
	require.NotEmpty(t, pages)
	require.Less(t, len(pages), 9, "a small report must not take more")
	for _, page := range pages {
		width, height := dec(string(page[1])), dec(string(page[2]))
		require.True(t, width.Sub(dec("595.28")).Abs().LessThan(dec("1.5")) && height.Sub(dec("841.89")).Abs().LessThan(dec("1.5")), "%s × %s points", width, height)
	}
}

// print is the page as PDF.
func (b *browser) print() []byte {
	var printed struct{ Data string }
	b.call("Page.printToPDF", map[string]any{"preferCSSPageSize": true, "printBackground": true}, &printed)
	pdf, err := base64.StdEncoding.DecodeString(printed.Data)
	require.NoError(b.t, err)
	return pdf
}

// browserPrintsTheHeads: a browser repeats the words of a table's head on every page, and leaves out the buttons that the script
// makes of them. With and without the script the paper must say the same.
func browserPrintsTheHeads(t *testing.T, b *browser) {
	page := text(t, month(40).report(t, Options{Matched: true}).HTML)
	b.load(page)
	with := b.print()
	b.load(strings.Replace(page, "<script>", "<script type=\"text/plain\">", 1))
	without := b.print()
	require.Greater(t, len(mediaBox.FindAll(with, -1)), 2, "the list must go over several pages")
	require.Equal(t, textsShown(t, without), textsShown(t, with))
}

var (
	pdfStream = regexp.MustCompile(`(?s)/Filter /FlateDecode.{0,80}?>> stream\n(.*?)\nendstream`)
	shownText = regexp.MustCompile(`T[jJ]\b`)
)

// textsShown counts the pieces of text that a PDF draws.
func textsShown(t *testing.T, pdf []byte) int {
	t.Helper()
	shown := 0
	for _, stream := range pdfStream.FindAllSubmatch(pdf, -1) {
		unpacked, err := zlib.NewReader(bytes.NewReader(stream[1]))
		if err != nil {
			continue
		}
		content, _ := io.ReadAll(unpacked)
		if bytes.Contains(content, []byte("BT\n")) {
			shown += len(shownText.FindAll(content, -1))
		}
	}
	require.NotZero(t, shown)
	return shown
}

// screenshot is the whole page.
func screenshot(t *testing.T, b *browser, name string) image.Image {
	t.Helper()
	var shot struct{ Data string }
	b.call("Page.captureScreenshot", map[string]any{"captureBeyondViewport": true, "format": "png"}, &shot)
	data, err := base64.StdEncoding.DecodeString(shot.Data)
	require.NoError(t, err)
	keep(t, name+".png", data)
	picture, err := png.Decode(bytes.NewReader(data))
	require.NoError(t, err)
	return picture
}

// keep leaves a file for looking at, where REPORT_PICTURES names a folder.
func keep(t *testing.T, name string, data []byte) {
	t.Helper()
	if folder := os.Getenv("REPORT_PICTURES"); folder != "" {
		require.NoError(t, os.MkdirAll(folder, 0o755))
		require.NoError(t, os.WriteFile(filepath.Join(folder, name), data, 0o644))
	}
}

// shades counts different colours: a page that failed to draw has one.
func shades(picture image.Image) int {
	seen := map[[3]uint32]bool{}
	for y := range picture.Bounds().Dy() {
		for x := range picture.Bounds().Dx() {
			r, g, b, _ := picture.At(x, y).RGBA()
			seen[[3]uint32{r, g, b}] = true
		}
	}
	return len(seen)
}
