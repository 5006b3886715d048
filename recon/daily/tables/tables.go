// Package tables makes tables for the report of a day out of what a daily job knows of all days: the differences that are still open,
// with their age and what was decided, and what each day came to.
package tables

import (
	"context"
	"strconv"
	"strings"
	"time"

	"github.com/billrecon/billrecon/recon"
	"github.com/billrecon/billrecon/recon/daily"
	"github.com/billrecon/billrecon/recon/internal/exact"
	"github.com/billrecon/billrecon/recon/internal/words"
	"github.com/billrecon/billrecon/recon/report"
)

// Of are both tables as report.Options takes them, up to the day of the result. It reads the job's Store.
func Of(ctx context.Context, day *daily.Result, lang recon.Language) ([]report.Section, error) {
	open, err := day.Open(ctx)
	if err != nil {
		return nil, err
	}
	return []report.Section{Open(open, day.Match.Rules().Zone(), lang), Days(day.Days(), lang)}, nil
}

// Open lists the differences that somebody has to see to still, in the order given. The times of decisions are shown in a zone.
func Open(all []daily.Followed, zone *time.Location, lang recon.Language) report.Section {
	s := report.Section{Title: say(lang, "未结差错（各日）", "Open differences of all days"), Columns: []report.Column{
		{ID: "status", Name: say(lang, "状态", "Status"), Kind: report.Label},
		{ID: "first", Name: say(lang, "首见账单日", "First seen"), Kind: report.Date},
		{ID: "age", Name: say(lang, "已过天数", "Days old"), Kind: report.Count},
		{ID: "outcome", Name: say(lang, "结果", "Outcome"), Kind: report.Label},
		{ID: "key", Name: say(lang, "单号", "Key"), Kind: report.Text},
		{ID: "explanation", Name: say(lang, "说明", "Explanation"), Kind: report.Text},
		{ID: "decisions", Name: say(lang, "处理记录", "Decisions"), Kind: report.Text},
		{ID: "id", Name: say(lang, "编号", "ID"), Kind: report.Text},
	}}
	for _, f := range all {
		if !f.IsOpen() {
			continue
		}
		status := recon.StatusException
		if f.Waiting {
			status = recon.StatusDoubtful
		}
		s.Lines = append(s.Lines, report.Line{Status: status, Cells: []string{
			say(lang, status.Chinese(), status.String()), f.First.String(), strconv.Itoa(f.Age),
			say(lang, f.Outcome.Chinese(), f.Outcome.String()), f.Key, f.Text, decisions(f.Decisions, zone, lang), f.ID,
		}})
	}
	return s
}

// decisions are what was decided, the newest first: when, what, who, the amount and the note.
func decisions(all []daily.Decision, zone *time.Location, lang recon.Language) string {
	texts := make([]string, len(all))
	for i, d := range all {
		parts := []string{d.When.In(zone).Format("2006-01-02 15:04"), say(lang, d.Action.Chinese(), string(d.Action)), d.Who}
		if d.Amount.Valid {
			parts = append(parts, exact.Money(d.Amount.Decimal))
		}
		if d.Note != "" {
			parts = append(parts, d.Note)
		}
		texts[len(all)-1-i] = strings.Join(parts, " ")
	}
	return strings.Join(texts, say(lang, "；", "; "))
}

// Days has a line for each day, and one more for each further unit, with amounts only. Rows that wait count on each day they wait, which
// its note says.
func Days(days []daily.Head, lang recon.Language) report.Section {
	s := report.Section{Title: say(lang, "各日合计", "Totals per day"), Note: say(lang,
		"留给次日的行在等待的每一天都计入当天的笔数和金额，所以各日相加不等于全月；全月的数字以全月一起对账的报告为准。",
		"A row that waits is in the counts and amounts of each day it waits, so the days do not add up to a month: reconcile the month as one run for its figures.",
	), Columns: []report.Column{
		{ID: "day", Name: say(lang, "账单日", "Bill day"), Kind: report.Date},
		{ID: "bills", Name: say(lang, "账单笔数", "Bill rows"), Kind: report.Count},
		{ID: "orders", Name: say(lang, "订单笔数", "Orders"), Kind: report.Count},
		{ID: "exceptions", Name: say(lang, "异常组数", "Exceptions"), Kind: report.Count},
		{ID: "held", Name: say(lang, "留给次日笔数", "Rows that wait"), Kind: report.Count},
		{ID: "unit", Name: say(lang, "单位", "Unit"), Kind: report.Text},
		{ID: "bill_amount", Name: say(lang, "账单金额", "Bill amount"), Kind: report.Amount},
		{ID: "order_amount", Name: say(lang, "订单金额", "Order amount"), Kind: report.Amount},
		{ID: "difference", Name: say(lang, "差额", "Difference"), Kind: report.Amount},
		{ID: "absolute", Name: say(lang, "差额绝对值", "Without signs"), Kind: report.Amount},
	}}
	for _, h := range days {
		count := func(n int64) string { return strconv.FormatInt(n, 10) }
		first := []string{h.Day.String(), count(h.Summary.Bills.Count), count(h.Summary.Orders.Count), count(h.Exceptions()), strconv.Itoa(h.Held)}
		units := h.Summary.Units
		if len(units) == 0 {
			s.Lines = append(s.Lines, report.Line{Cells: append(first, "", "", "", "", "")})
		}
		for i, u := range units {
			if i > 0 {
				first = []string{h.Day.String(), "", "", "", ""}
			}
			s.Lines = append(s.Lines, report.Line{Cells: append(first, u.Unit, exact.Money(u.Bills), exact.Money(u.Orders),
				exact.Money(u.Difference), exact.Money(u.Absolute))})
		}
	}
	return s
}

func say(lang recon.Language, zh, en string) string {
	return words.Text[recon.Language]{zh, en}.In(lang)
}
