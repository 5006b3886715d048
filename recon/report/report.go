package report

import (
	"time"

	"github.com/billrecon/billrecon/recon"
)

// Report is a proven result, ready to be written in several forms. It refers to the slices that were matched, which must not change
// while it is in use. It is safe for concurrent use, and keeps nothing of what it writes.
type Report struct {
	rows     rowSource
	rules    recon.Rules
	zone     *time.Location // of the bill day
	options  Options
	overview Overview
}

// New proves the result, unless that was done before, and adds up the overview. Rows and rules are those of the result.
//
// Errors match ErrInvalid (the options, or no result), or recon.ErrProof: the rows have changed since, or the result is damaged.
func New[B, O any](result *recon.Result[B, O], options Options) (*Report, error) {
	if err := options.check(); err != nil {
		return nil, err
	}
	if result == nil {
		return nil, &Error{"result", "it must not be nil"}
	}
	bills, err := ownFuncs[B]("Options.BillColumns", options.BillColumns)
	if err != nil {
		return nil, err
	}
	orders, err := ownFuncs[O]("Options.OrderColumns", options.OrderColumns)
	if err != nil {
		return nil, err
	}
	if err := result.Proven(); err != nil {
		return nil, err
	}
	rules := result.Rules()
	rows := &source[B, O]{result: result, pool: rules.Pool, bills: bills, orders: orders}
	r := &Report{rows: rows, rules: rules, zone: rules.Zone(), options: options.withDefaults()}
	r.overview = r.newOverview(result.Summary(), result.Statistics(), result.Pool)
	return r, nil
}

// Title is Options.Title, or the title that it stands for.
func (r *Report) Title() string { return r.options.Title }

// Period is the first and the last bill day of all rows, in words: what stands under the title.
func (r *Report) Period() string {
	return period(r.options.Language, r.overview.First, r.overview.Last)
}

// Language is Options.Language.
func (r *Report) Language() recon.Language { return r.options.Language }

// Overview is what the groups add up to.
func (r *Report) Overview() Overview { return r.overview }
