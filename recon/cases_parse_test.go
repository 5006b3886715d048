package recon_test

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/shopspring/decimal"

	"github.com/billrecon/billrecon/recon"
)

// The form of testdata/cases/*.txt is told in testdata/cases/README.md.

// textCase is one case: one or more runs, each with the pool of the one before.
type textCase struct {
	file, name, reason string
	line               int
	bills, orders      []recon.Record // of all runs; row n of the text is element n−1
	runs               []textRun
}

// textRun is one run. Its rows are those from firstBill and firstOrder up to the next run's.
type textRun struct {
	firstBill, firstOrder int
	rules                 recon.Rules
	expected              []expectation
	pool                  *expectation // the rows expected in the pool; nil when the case does not say
	gone                  expectation  // the held orders that fresh ones replace
	failure               string       // the field of an expected error
}

// expectation is an expect line: the rows of a group by their numbers, and what is found.
type expectation struct {
	line           int
	outcome        string
	bills, orders  []int
	difference     string
	excess         string
	by             string
	found, notFind []string
}

// parseCases reads one file.
func parseCases(file, text string) ([]*textCase, error) {
	var cases []*textCase
	for i, line := range strings.Split(text, "\n") {
		words, err := splitWords(line)
		if err == nil && len(words) > 0 {
			if words[0] == "case" {
				cases = append(cases, &textCase{file: file, line: i + 1, name: strings.Join(words[1:], " "), runs: []textRun{{}}})
			} else if len(cases) == 0 {
				err = errors.New("the first line must be a case line")
			} else {
				err = cases[len(cases)-1].add(words, i+1)
			}
		}
		if err != nil {
			return nil, fmt.Errorf("%s:%d: %w", file, i+1, err)
		}
	}
	return cases, nil
}

// splitWords splits at spaces; a part in double quotes keeps its spaces; # starts a comment.
func splitWords(line string) ([]string, error) {
	var words []string
	var word strings.Builder
	started, quoted := false, false
	flush := func() {
		if started {
			words = append(words, word.String())
		}
		word.Reset()
		started = false
	}
	for _, c := range line {
		switch {
		case c == '"':
			quoted, started = !quoted, true
		case quoted:
			word.WriteRune(c)
		case c == '#':
			flush()
			return words, nil
		case c == ' ' || c == '\t' || c == '\r':
			flush()
		default:
			started = true
			word.WriteRune(c)
		}
	}
	flush()
	if quoted {
		return nil, errors.New("a quote is not closed")
	}
	return words, nil
}

func (c *textCase) add(words []string, line int) error {
	run := &c.runs[len(c.runs)-1]
	switch words[0] {
	case "reason":
		c.reason = strings.Join(words[1:], " ")
	case "run":
		c.runs = append(c.runs, textRun{firstBill: len(c.bills), firstOrder: len(c.orders), rules: run.rules})
	case "rules":
		return eachPart(words[1:], func(name, value string) error { return setRule(&run.rules, name, value) })
	case "bill":
		return addRow(&c.bills, words[1:])
	case "order":
		return addRow(&c.orders, words[1:])
	case "expect":
		e, err := parseExpectation(words[1:], line)
		run.expected = append(run.expected, e)
		return err
	case "pool":
		e, err := parseExpectation(words, line)
		run.pool = &e
		return err
	case "gone":
		e, err := parseExpectation(words, line)
		run.gone = e
		return err
	case "error":
		run.failure = strings.Join(words[1:], " ")
	default:
		return fmt.Errorf("unknown word %q", words[0])
	}
	return nil
}

// eachPart calls set with name and value of each name=value word; a bare word has an empty value.
func eachPart(words []string, set func(name, value string) error) error {
	for _, word := range words {
		name, value, _ := strings.Cut(word, "=")
		if err := set(name, value); err != nil {
			return fmt.Errorf("%s: %w", word, err)
		}
	}
	return nil
}

func setRule(r *recon.Rules, name, value string) (err error) {
	switch name {
	case "until":
		r.BillsUntil, err = parseUntil(value)
	case "replace-held":
		r.ReplaceHeld = true
	case "hold":
		r.Hold, err = strconv.Atoi(value)
	case "cut":
		var t time.Time
		t, err = time.Parse("15:04", value)
		r.CutOff = time.Duration(t.Hour())*time.Hour + time.Duration(t.Minute())*time.Minute
	case "zone":
		r.Location, err = time.LoadLocation(value)
	case "tolerance":
		r.AmountTolerance.Absolute, err = decimal.NewFromString(value)
	case "tolerance-ppm":
		r.AmountTolerance.PPM, err = strconv.ParseInt(value, 10, 64)
	case "tolerance-cap":
		err = setOptional(&r.AmountTolerance.Cap, value)
	case "fee-tolerance":
		r.FeeTolerance.Absolute, err = decimal.NewFromString(value)
	case "income-tolerance":
		r.IncomeTolerance.Absolute, err = decimal.NewFromString(value)
	case "fee-ppm":
		r.Fees = &recon.FeeSchedule{}
		r.Fees.RatePPM, err = strconv.ParseInt(value, 10, 64)
	case "fee-fixed", "fee-per":
		err = setFees(r, name, value)
	case "before", "after":
		err = setWindow(r, name, value)
	case "steps":
		r.SubsetSteps, err = strconv.Atoi(value)
	case "declared-rows":
		var n int64
		n, err = strconv.ParseInt(value, 10, 64)
		r.Control = control(r.Control)
		r.Control.Count = &n
	case "declared-sum":
		r.Control = control(r.Control)
		err = setOptional(&r.Control.Amount, value)
	case "declared-fee":
		r.Control = control(r.Control)
		err = setOptional(&r.Control.Fee, value)
	default:
		err = errors.New("unknown rule")
	}
	return err
}

// setFees changes the schedule that fee-ppm began.
func setFees(r *recon.Rules, name, value string) (err error) {
	if r.Fees == nil {
		return errors.New("stands after fee-ppm")
	}
	if name == "fee-fixed" {
		r.Fees.Fixed, err = decimal.NewFromString(value)
		return err
	}
	r.Fees.Per, err = wordIn(value, map[string]recon.FeePer{"payment": recon.PerPayment, "order": recon.PerOrder, "group": recon.PerGroup})
	return err
}

// control copies what is declared, because later runs start from the rules of earlier ones.
func control(c *recon.ControlTotals) *recon.ControlTotals {
	if c == nil {
		return &recon.ControlTotals{}
	}
	copied := *c
	return &copied
}

func setWindow(r *recon.Rules, name, value string) error {
	window := recon.AmountTime{}
	if r.AmountTime != nil {
		window = *r.AmountTime
	}
	d, err := time.ParseDuration(value)
	if name == "before" {
		window.Before = d
	} else {
		window.After = d
	}
	r.AmountTime = &window
	return err
}

func setOptional(d *decimal.NullDecimal, value string) error {
	v, err := decimal.NewFromString(value)
	*d = decimal.NewNullDecimal(v)
	return err
}

// addRow reads "KEY AMOUNT name=value…"; the key "-" is the empty one.
func addRow(rows *[]recon.Record, words []string) error {
	if len(words) < 2 {
		return errors.New("a row needs a key and an amount")
	}
	var r recon.Record
	if words[0] != "-" {
		r.Key = words[0]
	}
	amount, err := decimal.NewFromString(words[1])
	if err != nil {
		return err
	}
	r.Amount = amount
	if amount.IsNegative() {
		r.Kind = recon.Refund
	}
	err = eachPart(words[2:], func(name, value string) error { return setField(&r, name, value) })
	*rows = append(*rows, r)
	return err
}

func setField(r *recon.Record, name, value string) (err error) {
	switch name {
	case "fee":
		err = setOptional(&r.Fee, value)
	case "income":
		err = setOptional(&r.Income, value)
	case "unit":
		r.Unit = value
	case "kind":
		r.Kind, err = wordIn(value, map[string]recon.Kind{"payment": recon.Payment, "refund": recon.Refund, "reversal": recon.Reversal})
	case "state":
		r.State, err = wordIn(value, map[string]recon.State{
			"succeeded": recon.Succeeded, "pending": recon.Pending, "closed": recon.Closed,
			"failed": recon.Failed, "refunded": recon.Refunded, "unknown": recon.Unknown,
		})
	case "time":
		r.Time, err = parseTime(value)
	case "alt":
		keys := strings.Split(value, ",")
		if len(keys) > len(r.AltKeys) {
			return errors.New("more alternative keys than a row has")
		}
		copy(r.AltKeys[:], keys)
	case "manual":
		r.Manual = true
	default:
		err = errors.New("unknown column")
	}
	return err
}

func wordIn[T any](word string, words map[string]T) (T, error) {
	v, ok := words[word]
	if !ok {
		return v, errors.New("unknown word")
	}
	return v, nil
}

// parseUntil reads "none", "all" (later than every row), or a time.
func parseUntil(value string) (time.Time, error) {
	switch value {
	case "none":
		return time.Time{}, nil
	case "all":
		return proven, nil
	}
	return parseTime(value)
}

// parseTime reads a date, or a date and a time, at UTC+8 unless a zone is given. The date d1 is the first of November 2026, and so on.
func parseTime(value string) (time.Time, error) {
	if day, clock, _ := strings.Cut(value, "T"); strings.HasPrefix(day, "d") {
		n, err := strconv.Atoi(day[1:])
		if err != nil {
			return time.Time{}, err
		}
		return parseTime(strings.TrimSuffix(time.Date(2026, 11, n, 0, 0, 0, 0, time.UTC).Format(time.DateOnly)+"T"+clock, "T"))
	}
	for _, layout := range []string{"2006-01-02", "2006-01-02T15:04", "2006-01-02T15:04:05"} {
		if t, err := time.ParseInLocation(layout, value, time.FixedZone("UTC+8", 8*3600)); err == nil {
			return t, nil
		}
	}
	return time.Parse(time.RFC3339, value)
}

func parseExpectation(words []string, line int) (expectation, error) {
	if len(words) == 0 {
		return expectation{}, errors.New("an outcome is missing")
	}
	e := expectation{line: line, outcome: words[0]}
	return e, eachPart(words[1:], func(name, value string) (err error) {
		switch name {
		case "bills":
			e.bills, err = numbers(value)
		case "orders":
			e.orders, err = numbers(value)
		case "difference":
			e.difference = value
		case "excess":
			e.excess = value
		case "by":
			e.by = value
		case "found":
			e.found = strings.Split(value, ",")
		case "not-found":
			e.notFind = strings.Split(value, ",")
		default:
			err = errors.New("unknown expectation")
		}
		return err
	})
}

// numbers reads "1,2" as the elements 0 and 1.
func numbers(value string) ([]int, error) {
	var out []int
	for word := range strings.SplitSeq(value, ",") {
		n, err := strconv.Atoi(word)
		if err != nil {
			return nil, err
		}
		out = append(out, n-1)
	}
	return out, nil
}
