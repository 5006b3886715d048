package contract_test

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestAProviderIsSmall counts what the invented provider takes, with its fake and its adapter to this suite. Who needs more than
// that for one provider copies something that is shared, or should be.
func TestAProviderIsSmall(t *testing.T) {
	const most = 900
	files, err := filepath.Glob("acme/*.go")
	require.NoError(t, err)
	fake, err := filepath.Glob("acme/acmetest/*.go")
	require.NoError(t, err)
	files = slices.DeleteFunc(append(files, fake...), func(name string) bool { return strings.HasSuffix(name, "_test.go") })
	files = append(files, "acme_test.go")
	require.Greater(t, len(files), 5)
	lines := 0
	for _, file := range files {
		text, err := os.ReadFile(file)
		require.NoError(t, err)
		lines += bytes.Count(text, []byte("\n"))
	}
	t.Logf("%d lines in %d files", lines, len(files))
	assert.LessOrEqual(t, lines, most)
}
