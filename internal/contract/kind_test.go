package contract_test

import (
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/billrecon/billrecon"
	"github.com/billrecon/billrecon/eshouhou"
)

// kinds are the sentinels that every provider package has, and those of a package's own.
var kinds = []struct {
	name string
	err  error
}{
	{"ErrInvalidRequest", billrecon.ErrInvalidRequest},
	{"ErrPeriodOpen", billrecon.ErrPeriodOpen},
	{"ErrAuth", billrecon.ErrAuth},
	{"ErrRateLimited", billrecon.ErrRateLimited},
	{"ErrUnavailable", billrecon.ErrUnavailable},
	{"ErrMalformedResponse", billrecon.ErrMalformedResponse},
	{"ErrResponseTooLarge", billrecon.ErrResponseTooLarge},
	{"ErrPageDrift", billrecon.ErrPageDrift},
	{"ErrPageLoop", billrecon.ErrPageLoop},
	{"ErrIncomplete", billrecon.ErrIncomplete},
	{"ErrNoStatement", eshouhou.ErrNoStatement},
}

// kindOf names what the error is, for tables: its sentinels, else its code, else its HTTP status.
func kindOf(err error) string {
	var names []string
	for _, k := range kinds {
		if errors.Is(err, k.err) {
			names = append(names, k.name)
		}
	}
	var e *billrecon.Error
	switch {
	case errors.Is(err, context.Canceled):
		names = append(names, "Canceled")
	case errors.Is(err, context.DeadlineExceeded) && len(names) == 0:
		names = append(names, "DeadlineExceeded")
	}
	if len(names) == 0 && errors.As(err, &e) {
		switch {
		case e.Code != "":
			names = append(names, "its code")
		case e.HTTPStatus != 0:
			names = append(names, "its HTTP status")
		}
	}
	return strings.Join(names, "+")
}

// requireTyped wants an error of the one type, on one line that starts with the provider.
func requireTyped(t *testing.T, provider string, err error) {
	t.Helper()
	var e *billrecon.Error
	if !assert.True(t, errors.As(err, &e), "not an *Error: %v", err) {
		return
	}
	assert.NotContains(t, err.Error(), "\n")
	assert.Contains(t, err.Error(), provider+": ")
	assert.NotContains(t, err.Error(), "%!", "a text that was not formatted")
}
