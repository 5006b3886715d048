package eshouhou

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/billrecon/billrecon/internal/transport"
)

func failureOf(id string) *StatementError {
	return &StatementError{WorkOrderID: id, Err: transport.Errorf(provider+": Statements", ErrUnavailable, "it is away")}
}

func TestStatementError(t *testing.T) {
	err := failureOf("w\n1")
	const want = `eshouhou: work order "w\n1": Statements: provider unavailable: it is away`
	assert.EqualError(t, err, want)
	assert.ErrorIs(t, err, ErrUnavailable)
	inner, ok := errors.AsType[*Error](error(err))
	assert.True(t, ok)
	assert.Same(t, err.Err, inner)
	for _, format := range []string{"%v", "%+v", "%#v", "%s", "%d"} {
		assert.Equal(t, want, fmt.Sprintf(format, err), format)
	}
	assert.Equal(t, want, err.String())
	assert.Equal(t, fmt.Sprintf("%q", want), fmt.Sprintf("%q", err))
	assert.Equal(t, want, err.GoString())
	var log bytes.Buffer
	slog.New(slog.NewTextHandler(&log, nil)).Info("x", "err", err)
	assert.Contains(t, log.String(), `err.work_order="w\n1"`)
	assert.Contains(t, log.String(), `err.error.kind="provider unavailable"`)
}

func TestStatementsError(t *testing.T) {
	ended := notAsked("CollectStatements", context.Canceled)
	var many []*StatementError
	for i := range mostNamed + 3 {
		many = append(many, failureOf(fmt.Sprint("w", i)))
	}
	for _, test := range []struct {
		reason string
		err    *StatementsError
		want   string
	}{
		{"one", &StatementsError{Op: "CollectStatements", Asked: 3, Failures: many[:1]},
			`eshouhou: CollectStatements: 1 of 3 work orders failed: "w0"; 2 came through, 0 of them without a statement; ` +
				`the first failure: Statements: provider unavailable: it is away`},
		{"two, in order", &StatementsError{Op: "CollectStatements", Asked: 3, NoStatement: 1, Failures: many[1:3]},
			`eshouhou: CollectStatements: 2 of 3 work orders failed: "w1", "w2"; 1 came through, 1 of them without a statement; ` +
				`the first failure: Statements: provider unavailable: it is away`},
		{"ended", &StatementsError{Op: "CollectStatements", Ended: ended},
			`eshouhou: CollectStatements: incomplete result: the remaining work orders were not asked for: context canceled`},
		{"both", &StatementsError{Op: "CollectStatements", Asked: 1, Failures: many[:1], Ended: ended},
			`eshouhou: CollectStatements: 1 of 1 work orders failed: "w0"; 0 came through, 0 of them without a statement; ` +
				`the first failure: Statements: provider unavailable: it is away: ` +
				`incomplete result: the remaining work orders were not asked for: context canceled`},
	} {
		t.Run(test.reason, func(t *testing.T) {
			assert.EqualError(t, test.err, test.want)
			for _, format := range []string{"%v", "%+v", "%#v", "%s", "%d"} {
				assert.Equal(t, test.want, fmt.Sprintf(format, test.err), format)
			}
			assert.Equal(t, test.want, test.err.String())
			assert.Equal(t, test.want, test.err.GoString())
			assert.Equal(t, test.want, test.err.LogValue().String())
			assert.Equal(t, len(test.err.Failures) > 0, errors.Is(test.err, ErrUnavailable))
			assert.NotErrorIs(t, test.err, ErrNoStatement)
			assert.Equal(t, test.err.Ended != nil, errors.Is(test.err, context.Canceled))
			assert.Equal(t, test.err.Ended != nil, errors.Is(test.err, ErrIncomplete))
		})
	}
	text := (&StatementsError{Op: "CollectStatements", Asked: 500, Failures: many}).Error()
	assert.Contains(t, text, `"w99", and 3 more; 397 came through, `)
	assert.Equal(t, mostNamed, strings.Count(text, `"w`))
}
