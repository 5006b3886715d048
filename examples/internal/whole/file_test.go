package whole

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "report.md")
	write := func(text string, failed error) error {
		return File(path, func(w io.Writer) error { _, err := io.WriteString(w, text); return errors.Join(err, failed) })
	}
	require.NoError(t, write("old", nil))
	broken := errors.New("broken")
	require.ErrorIs(t, write("half", broken), broken)
	text, err := os.ReadFile(path)
	require.NoError(t, err)
	assert.Equal(t, "old", string(text))
	require.NoError(t, write("new", nil))
	left, err := os.ReadDir(filepath.Dir(path))
	require.NoError(t, err)
	assert.Len(t, left, 1, "nothing else is left")
	assert.Error(t, File(filepath.Join(path, "x"), func(io.Writer) error { return nil }))
}
