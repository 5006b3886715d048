package contract_test

import "iter"

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
