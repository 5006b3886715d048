package billrecon_test

import (
	"go/parser"
	"go/token"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// Every client imports this package: what it imports, all of them do.
func TestImportsAreTheStandardLibraryAndFault(t *testing.T) {
	const own = "github.com/billrecon/billrecon/internal/fault"
	for _, folder := range []string{".", "internal/fault"} {
		files, err := filepath.Glob(filepath.Join(folder, "*.go"))
		require.NoError(t, err)
		require.NotEmpty(t, files)
		for _, name := range files {
			if strings.HasSuffix(name, "_test.go") {
				continue
			}
			file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.ImportsOnly)
			require.NoError(t, err)
			for _, spec := range file.Imports {
				path, err := strconv.Unquote(spec.Path.Value)
				require.NoError(t, err)
				first, _, _ := strings.Cut(path, "/")
				require.True(t, folder == "." && path == own || !strings.Contains(first, "."), "%s imports %s", name, path)
			}
		}
	}
}
