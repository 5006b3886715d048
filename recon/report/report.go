package report

import (
	"github.com/billrecon/billrecon/recon"
)

// Report is a proven result, ready to be written in several forms. It refers to the slices given to New, which must not change
// while it is in use. It is safe for concurrent use, and keeps nothing of what it writes.
type Report struct {
	rows     rowSource
	options  Options
	overview Overview
}

// New proves the result against its rows and adds up the overview. All arguments but the options are those of Match.
//
// Errors match ErrInvalid (the options, or an argument that cannot be one of Match), or recon.ErrProof: the result is of other
// rows, or damaged.
func New[B, O any](
	result *recon.Result[B, O],
	bills []B, billRecord func(B) recon.Record,
	orders []O, orderRecord func(O) recon.Record,
	options Options,
) (*Report, error) {
	if err := options.check(); err != nil {
		return nil, err
	}
	s := &source[B, O]{result: result, bills: bills, billRecord: billRecord, orders: orders, orderRecord: orderRecord, pool: options.Rules.Pool}
	if err := s.check(); err != nil {
		return nil, err
	}
	if err := result.Verify(bills, orders); err != nil {
		return nil, err
	}
	r := &Report{rows: s, options: options.withDefaults()}
	r.overview = r.newOverview(result.Summary(), result.Statistics(), result.Pool)
	return r, nil
}

// Title is Options.Title, or the title that it stands for.
func (r *Report) Title() string { return r.options.Title }

// Language is Options.Language.
func (r *Report) Language() recon.Language { return r.options.Language }

// Overview is what the groups add up to.
func (r *Report) Overview() Overview { return r.overview }
