package main

import (
	"strings"

	"github.com/shopspring/decimal"

	"github.com/billrecon/billrecon/recon"
	"github.com/billrecon/billrecon/recon/report"
)

// figures is a table of the report: what rows come to by channel, by shop or by day.
type figures struct {
	Title string
	Long  bool // folded up at first
	Head  []cell
	Lines [][]cell
}

type cell struct {
	Text   string
	Number bool
}

// longTable is how many lines a table has that is folded up.
const longTable = 12

// moneyIn are the report's figures in a language: those that add up to the whole.
func (a *app) moneyIn(language recon.Language) (all []figures, err error) {
	r, err := report.New(a.result, report.Options{Language: language})
	if err != nil {
		return nil, err
	}
	for _, s := range r.Sections() {
		if !s.Figures {
			continue
		}
		f := figures{Title: s.Title, Long: len(s.Lines) > longTable}
		for _, c := range s.Columns {
			f.Head = append(f.Head, cell{c.Name, c.Kind == report.Amount || c.Kind == report.Count})
		}
		for _, line := range s.Lines {
			var cells []cell
			for i, text := range line.Cells {
				if s.Columns[i].Kind == report.Amount || s.Columns[i].Kind == report.Count {
					text = grouped(text)
				}
				cells = append(cells, cell{text, f.Head[i].Number})
			}
			f.Lines = append(f.Lines, cells)
		}
		all = append(all, f)
	}
	return all, nil
}

// yuan is an amount as people read it: 1,234.50.
func yuan(d decimal.Decimal) string { return grouped(d.StringFixed(2)) }

// grouped puts commas into the whole part of a number.
func grouped(number string) string {
	sign := ""
	if rest, negative := strings.CutPrefix(number, "-"); negative {
		sign, number = "-", rest
	}
	whole, rest, _ := strings.Cut(number, ".")
	if strings.Trim(whole, "0123456789") != "" {
		return sign + number // an exponent, or no number
	}
	for i := len(whole) - 3; i > 0; i -= 3 {
		whole = whole[:i] + "," + whole[i:]
	}
	if rest != "" {
		whole += "." + rest
	}
	return sign + whole
}
