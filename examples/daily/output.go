package main

import (
	"fmt"
	"io"
	"path/filepath"
	"strings"
	"time"

	"github.com/billrecon/billrecon/recon"
	"github.com/billrecon/billrecon/recon/report"
)

// reportForms are the forms of a report and the ends of their file names.
func reportForms(r *report.Report) []struct {
	end   string
	write func(io.Writer) error
} {
	return []struct {
		end   string
		write func(io.Writer) error
	}{{"csv", r.CSV}, {"json", r.JSON}, {"md", r.Markdown}, {"html", r.HTML}}
}

// writeReports writes every form, each of them whole or not at all. The bytes depend on the rows alone, not on the hour.
func writeReports(d disk, o options, r *report.Report) error {
	for _, form := range reportForms(r) {
		if err := d.replace(reportPath(o, form.end), 0o640, form.write); err != nil {
			return err
		}
	}
	return nil
}

func reportPath(o options, end string) string {
	return filepath.Join(o.reports, o.shop+"-"+o.provider.name+"-"+o.day.Format(time.DateOnly)+"."+end)
}

// printedExceptions is how many explanations a mail of cron should hold; the reports have them all.
const printedExceptions = 20

func (r *dayRun) print(w io.Writer) {
	o := r.options
	fmt.Fprintf(w, "%s, %s: %d bill rows, %d orders (%d of other days left out), %s\n",
		o.day.Format(time.DateOnly), o.account(), len(r.bills), len(r.orders), r.left, r.poolText())
	fmt.Fprintln(w, r.statuses())
	left := int64(0)
	for g := range r.result.Differences() {
		if g.Status() != recon.StatusException {
			continue
		}
		if left++; left <= printedExceptions {
			fmt.Fprintln(w, "  "+g.Explain(o.language))
		}
	}
	if left > printedExceptions {
		fmt.Fprintf(w, "  … and %d more, see the reports\n", left-printedExceptions)
	}
	fmt.Fprintf(w, "reports: %s and .json, .md, .html; digest %s\n", reportPath(o, "csv"), r.result.Digest())
}

// statuses counts the groups of each status, in the report's language.
func (r *dayRun) statuses() string {
	var words []string
	for _, s := range r.report.Overview().Statuses {
		word := s.Status.Chinese()
		if r.options.language == recon.English {
			word = s.Status.String()
		}
		words = append(words, fmt.Sprintf("%s %d", word, s.Groups))
	}
	return strings.Join(words, ", ")
}
