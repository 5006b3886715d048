package wire

import (
	"errors"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// member reads one value of a document {"v":…} with read, to its end, and answers the error.
func member(t *testing.T, value string, read func(*Reader)) error {
	t.Helper()
	r := NewReader([]byte(`{"v":` + value + `}`))
	require.True(t, r.Object())
	require.True(t, r.Next())
	require.Equal(t, "v", string(r.Name()))
	read(r)
	r.Next()
	r.End()
	return r.Err()
}

// rule is the rule of an error of this package, whose path must be path. "" is no error.
func rule(t *testing.T, err error, path string) string {
	t.Helper()
	if err == nil {
		return ""
	}
	var field *FieldError
	require.True(t, errors.As(err, &field), "every error is a *FieldError")
	require.Equal(t, path, field.Path)
	require.NotContains(t, field.Error(), "\n")
	return field.Rule
}

// fieldError is err as what it must be.
func fieldError(t *testing.T, err error) *FieldError {
	t.Helper()
	var field *FieldError
	require.True(t, errors.As(err, &field), "%v is no *FieldError", err)
	return field
}

// skipAll checks a whole document.
func skipAll(doc string) error {
	r := NewReader([]byte(doc))
	r.Skip()
	r.End()
	return r.Err()
}

// readAll reads every value and name of a document, so that its text is checked too.
func readAll(r *Reader) {
	switch r.Kind() {
	case Object:
		for ok := r.Object(); ok && r.Next(); {
			_ = r.Name()
			readAll(r)
		}
	case Array:
		for ok := r.Array(); ok && r.Next(); {
			readAll(r)
		}
	case Bool:
		r.Bool()
	default:
		r.Text()
	}
}

func nested(depth int) string {
	return strings.Repeat("[", depth) + strings.Repeat("]", depth)
}
