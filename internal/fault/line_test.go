package fault

import (
	"context"
	"errors"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestLine(t *testing.T) {
	kind := errors.New("authentication failed")
	tests := []struct {
		reason string
		fault  Fault
		want   string
	}{
		{"nothing known", Fault{}, "the provider reported a failure"},
		{"only a kind", Fault{Kind: kind}, "authentication failed"},
		{"only a context", Fault{Context: context.Canceled}, "context canceled"},
		{"provider, operation and kind", Fault{Provider: "fubei", Op: "BillPage", Kind: kind}, "fubei: BillPage: authentication failed"},
		{"a status 2xx tells nothing", Fault{Op: "BillPage", HTTPStatus: 200, Kind: kind}, "BillPage: authentication failed"},
		{"any other status does", Fault{Op: "BillPage", HTTPStatus: 302, Kind: kind}, "BillPage: HTTP 302"},
		{"a code alone", Fault{Op: "A", Code: "7"}, "A: code 7"},
		{"a sub code alone", Fault{Op: "A", SubCode: "7"}, "A: sub code 7"},
		{"all of it", Fault{Provider: "p", Op: "A", Via: "Token", HTTPStatus: 500, Code: "1", SubCode: "2", Message: "m",
			Detail: "d", Cause: Hide(errors.New("c")), Note: "n", Attempts: 2, MaxAttempts: 4},
			"p: A: Token: HTTP 500: code 1, sub code 2: m: d: c; n (attempt 2 of 4)"},
		{"attempts of two calls can be more than the policy gives to one", Fault{Op: "A", Code: "7", Attempts: 8, MaxAttempts: 4}, "A: code 7 (after 8 attempts)"},
		{"attempts without a bound are not printed", Fault{Op: "A", Code: "7", Attempts: 2}, "A: code 7"},
	}
	for _, tt := range tests {
		require.Equal(t, tt.want, tt.fault.Error(), tt.reason)
	}
}
