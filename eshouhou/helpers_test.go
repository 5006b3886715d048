package eshouhou_test

import (
	"context"
	"errors"
	"iter"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/billrecon/billrecon/billtest"
	"github.com/billrecon/billrecon/eshouhou"
	"github.com/billrecon/billrecon/eshouhou/eshouhoutest"
)

// setup makes a gateway with n statements and a client that reaches it in memory.
func setup(t testing.TB, n int, faults billtest.Script, change ...func(*eshouhou.Config)) (*eshouhou.Client, *eshouhoutest.Gateway) {
	t.Helper()
	gw := eshouhoutest.New(t, eshouhoutest.Options{Statements: eshouhoutest.Statements(n), Faults: faults})
	return client(t, gw, change...), gw
}

func client(t testing.TB, gw *eshouhoutest.Gateway, change ...func(*eshouhou.Config)) *eshouhou.Client {
	t.Helper()
	cfg := gw.Config()
	for _, f := range change {
		f(&cfg)
	}
	c, err := eshouhou.New(cfg)
	require.NoError(t, err)
	return c
}

// ids are the ids of n statements, as a sequence.
func ids(n int) iter.Seq[string] { return slices.Values(eshouhoutest.IDs(n)) }

// got is one step of Statements in words: the id, and "ok" or what kind of failure.
type got struct{ id, what string }

// walk ranges over all of seq.
func walk(seq iter.Seq2[*eshouhou.Statement, error]) []got {
	var steps []got
	for st, err := range seq {
		steps = append(steps, stepOf(st, err))
	}
	return steps
}

func stepOf(st *eshouhou.Statement, err error) got {
	var failed *eshouhou.StatementError
	switch {
	case err == nil && st != nil:
		return got{st.WorkOrderID, "ok"}
	case err == nil || st != nil:
		return got{"", "neither a statement nor an error alone"}
	case !errors.As(err, &failed):
		return got{"", kindOf(err)}
	}
	return got{failed.WorkOrderID, kindOf(err)}
}

// kindOf names the sentinel of an error.
func kindOf(err error) string {
	for _, kind := range []struct {
		err  error
		name string
	}{
		{context.Canceled, "canceled"},
		{eshouhou.ErrInvalidRequest, "invalid"}, {eshouhou.ErrAuth, "auth"}, {eshouhou.ErrRateLimited, "rate"},
		{eshouhou.ErrUnavailable, "unavailable"}, {eshouhou.ErrMalformedResponse, "malformed"},
		{eshouhou.ErrResponseTooLarge, "large"}, {eshouhou.ErrIncomplete, "incomplete"}, {eshouhou.ErrNoStatement, "none"},
	} {
		if errors.Is(err, kind.err) {
			return kind.name
		}
	}
	return "other"
}

// allOK are the steps of a run without a failure.
func allOK(n int) []got {
	var steps []got
	for _, id := range eshouhoutest.IDs(n) {
		steps = append(steps, got{id, "ok"})
	}
	return steps
}

// statementRequests is how many requests were for a statement.
func statementRequests(gw *eshouhoutest.Gateway) int { return gw.Count() - gw.TokenRequests() }
