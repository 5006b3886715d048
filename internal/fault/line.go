package fault

import (
	"fmt"
	"strconv"
	"strings"
)

// Error returns one line: provider, operation, HTTP status, codes, message, detail, cause and the number of attempts, as far
// as they are known.
func (f *Fault) Error() string {
	line := strings.Join(f.parts(), ": ")
	if f.Note != "" {
		line += "; " + f.Note
	}
	return line + f.effort()
}

// effort words the attempts. Two calls of which a client makes one, as after a refused token, can have more of them than the
// policy gives to each.
func (f *Fault) effort() string {
	switch {
	case f.Attempts == 0 || f.MaxAttempts == 0:
		return ""
	case f.Attempts > f.MaxAttempts:
		return fmt.Sprintf(" (after %d attempts)", f.Attempts)
	}
	return fmt.Sprintf(" (attempt %d of %d)", f.Attempts, f.MaxAttempts)
}

func (f *Fault) parts() []string {
	where := filled(f.Provider, f.Op, f.Via)
	what := filled(f.status(), f.codes(), f.Message, f.Detail, f.Cause.String())
	if len(what) == 0 {
		what = []string{f.fallback()}
	}
	return append(where, what...)
}

// filled are the texts that are not empty.
func filled(texts ...string) []string {
	var kept []string
	for _, text := range texts {
		if text != "" {
			kept = append(kept, text)
		}
	}
	return kept
}

// status is empty for 2xx, which says nothing about a failure.
func (f *Fault) status() string {
	if f.HTTPStatus == 0 || f.HTTPStatus/100 == 2 {
		return ""
	}
	return "HTTP " + strconv.Itoa(f.HTTPStatus)
}

func (f *Fault) codes() string {
	switch {
	case f.Code == "" && f.SubCode == "":
		return ""
	case f.SubCode == "":
		return "code " + f.Code
	case f.Code == "":
		return "sub code " + f.SubCode
	}
	return "code " + f.Code + ", sub code " + f.SubCode
}

func (f *Fault) fallback() string {
	switch {
	case f.Kind != nil:
		return f.Kind.Error()
	case f.Context != nil:
		return f.Context.Error()
	}
	return "the provider reported a failure"
}
