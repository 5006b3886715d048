package contract_test

import "iter"

// Why an operation cannot see a fault.
const (
	oneReading = "one reading cannot see it"
	noReading  = "neither one reading nor two can see it"
	asTold     = "TrustShortPage believes a short page"
)

// readTwice is o with Config.ReadTwice: left is the requests behind the one that is hit, those of the second reading included.
func (o op) readTwice(left int) op {
	o.name, o.twice, o.left = o.name+", ReadTwice", true, left
	blind := map[string]string{}
	for fault, why := range o.blind {
		if why == noReading {
			blind[fault] = why
		}
	}
	o.blind = blind
	return o
}

// fingerprints are the rows in short.
func fingerprints[T any](rows []T, row func(T) string) []string {
	out := make([]string, 0, len(rows))
	for _, r := range rows {
		out = append(out, row(r))
	}
	return out
}

// rangeOver takes an iterator to its end. An error with which it goes on is kept, the first one.
func rangeOver[T any](seq iter.Seq2[T, error], fingerprint func(T) string, row func()) outcome {
	out := outcome{rows: []string{}}
	for r, err := range seq {
		row()
		switch {
		case err == nil:
			out.rows = append(out.rows, fingerprint(r))
		case out.err == nil:
			out.err = err
		}
	}
	return out
}

// printed is a sequence of fingerprints.
func printed[T any](seq iter.Seq2[T, error], fingerprint func(T) string) iter.Seq2[string, error] {
	return func(yield func(string, error) bool) {
		for r, err := range seq {
			text := ""
			if err == nil {
				text = fingerprint(r)
			}
			if !yield(text, err) {
				return
			}
		}
	}
}

// anys are the rows one by one: a slice of them is marshalled by a JSON log, which is how a program stores rows, not how it
// logs them.
func anys[T any](rows []T) []any {
	out := make([]any, len(rows))
	for i, r := range rows {
		out[i] = r
	}
	return out
}
