package eshouhou

import (
	"bytes"
	"errors"
	"fmt"
	"log/slog"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/billrecon/billrecon/internal/transport"
)

func failureOf(id string) *StatementError {
	return &StatementError{WorkOrderID: id, Err: transport.Errorf(provider+": Statements", ErrNoStatement, "the work order has none")}
}

func TestStatementError(t *testing.T) {
	err := failureOf("w\n1")
	const want = `eshouhou: work order "w\n1": Statements: no statement: the work order has none`
	assert.EqualError(t, err, want)
	assert.ErrorIs(t, err, ErrNoStatement)
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
	assert.Contains(t, log.String(), `err.error.kind="no statement"`)
}
