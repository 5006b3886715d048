package report

import (
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"fmt"
	"html"
	"io"
	"strings"

	"github.com/billrecon/billrecon/recon"
)

//go:embed report.css
var styleSheet string

//go:embed report.js
var script string

// HTML writes one page that needs nothing else: style, drawings and the script that sorts and filters are in it. It reads fully
// without the script, and prints on A4. It lists groups up to Options.Limit.
//
// Everything that a caller or a provider wrote is escaped, and what is invisible in it is shown as U+FFFD. Should an escape ever
// be missing, the page's own policy (CSP) still lets nothing load, and no script or style run but the two whose hashes it names.
func (r *Report) HTML(w io.Writer) error {
	out := newWriter(w)
	p := page{out: out, report: r, lang: r.options.Language}
	p.head()
	p.raw("<main>\n")
	p.cards()
	p.tables(p.report.firstSections())
	p.list()
	p.rest()
	p.raw("</main>\n<script>" + script + "</script>\n</body>\n</html>\n")
	return out.Flush()
}

// page writes HTML. Only raw writes markup; text escapes.
type page struct {
	out    *writer
	report *Report
	lang   recon.Language
}

func (p page) raw(markup string) { p.out.WriteString(markup) }

func (p page) text(text string) { p.out.WriteString(escaped(text)) }

// escaped is a text for an element or a quoted attribute.
func escaped(text string) string { return html.EscapeString(visible(text)) }

// contentPolicy allows the two inline blocks by what they are, and nothing else.
func contentPolicy() string {
	return fmt.Sprintf("default-src 'none'; style-src '%s'; script-src '%s'; base-uri 'none'; form-action 'none'", hashOf(styleSheet), hashOf(script))
}

func hashOf(block string) string {
	digest := sha256.Sum256([]byte(block))
	return "sha256-" + base64.StdEncoding.EncodeToString(digest[:])
}

func (p page) head() {
	p.raw("<!DOCTYPE html>\n<html lang=\"" + languageTag(p.lang) + "\">\n<head>\n<meta charset=\"utf-8\">\n")
	p.raw("<meta http-equiv=\"Content-Security-Policy\" content=\"" + contentPolicy() + "\">\n")
	p.raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"referrer\" content=\"no-referrer\">\n<title>")
	p.text(p.report.options.Title)
	p.raw("</title>\n<style>" + styleSheet + "</style>\n</head>\n<body>\n<header>\n<h1>")
	p.text(p.report.options.Title)
	p.raw("</h1>\n<p>")
	p.text(p.report.Period())
	p.raw("</p>\n</header>\n")
}

// statusClass is the class that colours a status; an empty one for none.
func statusClass(s recon.Status) string {
	if s < recon.StatusReconciled || s > recon.StatusDoubtful {
		return ""
	}
	return "s-" + s.String()
}

// lines joins escaped parts of a cell.
func lines(parts []string) string {
	safe := make([]string, len(parts))
	for i, part := range parts {
		safe[i] = escaped(part)
	}
	return strings.Join(safe, "<br>")
}
