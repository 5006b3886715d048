package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/billrecon/billrecon/examples/internal/fakefile"
	"github.com/billrecon/billrecon/examples/internal/whole"
	"github.com/billrecon/billrecon/recon"
	"github.com/billrecon/billrecon/recon/daily"
	"github.com/billrecon/billrecon/recon/daily/tables"
	"github.com/billrecon/billrecon/recon/report"
)

// writer writes the reports of days, and keeps what is to be printed of them.
type writer struct {
	options
	texts map[recon.Day]string
	stale []recon.Day
}

// write is a daily.Report. The bytes of a report depend on the rows and on what was decided alone, not on the hour.
func (w *writer) write(ctx context.Context, r *daily.Result) (err error) {
	o := report.Options{Language: w.language(), Title: w.account() + " " + r.Head.Day.String()}
	if o.Sections, err = tables.Of(ctx, r, w.language()); err != nil {
		return err
	}
	if place := func(row daily.Row) string { return fmt.Sprintf("%s:%d", row.File, row.Line) }; w.query == "" {
		o.OrderColumns = []report.OwnColumn{report.Own(w.say("文件和行", "file and line"), place)}
	}
	if w.fake {
		o.BillColumns = []report.OwnColumn{report.Own("fake", func(daily.Row) string { return "fake" })}
	}
	written, err := report.New(r.Match, o)
	if err = errors.Join(err, os.MkdirAll(w.reports, 0o750)); err != nil {
		return err
	}
	path := filepath.Join(w.reports, w.shop+"-"+w.provider.Name+"-"+r.Head.Day.String())
	if w.fake {
		path = fakefile.Name(path)
	}
	for end, content := range map[string]func(io.Writer) error{".csv": written.CSV, ".json": written.JSON, ".md": written.Markdown, ".html": written.HTML} {
		if err := whole.File(path+end, content); err != nil {
			return err
		}
	}
	w.texts[r.Head.Day], w.stale = w.text(r, written, path), r.Stale
	return nil
}

// printed is how many explanations a mail of cron should hold; the reports have them all.
const printed = 20

// text is what is said of a day, in the report's language.
func (w *writer) text(r *daily.Result, written *report.Report, path string) string {
	var b strings.Builder
	line := func(zh, en string, values ...any) { fmt.Fprintf(&b, w.say(zh, en)+"\n", values...) }
	line("%s %s：账单 %d 行，订单 %d 行", "%s, %s: %d bill rows, %d order rows", r.Head.Day, w.account(), len(r.Match.Bills()), len(r.Match.Orders()))
	if out := r.LeftOut; out != (daily.LeftOut{}) {
		line("未参与的订单：此前已处理且无变化 %d 行，日期过早 %d 行，日期在后 %d 行", "orders left out: %d done before and the same, %d too early, %d of later days",
			out.Known, out.Earlier, out.Later)
	}
	var words, found []string
	for _, s := range written.Overview().Statuses {
		words = append(words, fmt.Sprintf("%s %d", w.say(s.Status.Chinese(), s.Status.String()), s.Groups))
	}
	doubtful, before := 0, r.Match.Rules().Pool
	for _, d := range r.Differences {
		if d.Waiting {
			doubtful += len(d.Rows)
		} else {
			found = append(found, d.Text)
		}
	}
	line("%s（组）", "%s (groups)", strings.Join(words, w.say("，", ", ")))
	line("前日留下 %d 行；留给次日 %d 行，其中存疑 %d 行，未付款 %d 行", "%d rows came from the day before; %d wait for the next: %d doubtful, %d unpaid",
		len(before.Bills)+len(before.Orders), r.Head.Held, doubtful, r.Head.Held-doubtful)
	for _, c := range r.Changed {
		line("  订单 %s 处理后又有变化：%s → %s", "  order %s was changed after it was done: %s → %s", c.Now.Record.Key, c.Was.StringFixed(2), c.Is.StringFixed(2))
	}
	for _, text := range found[:min(printed, len(found))] {
		line("  %s", "  %s", text)
	}
	if len(found) > printed {
		line("  … 另有 %d 项，见报表", "  … and %d more, see the reports", len(found)-printed)
	}
	line("报表 %s.csv、.json、.md、.html；结果指纹 %s", "reports: %s.csv, .json, .md, .html; digest %s", path, r.Match.Digest())
	return b.String()
}
