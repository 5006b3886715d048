package main

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// nest is a module with others in it: one below it, one deeper in that, an example with a path of its own, and one that is test data.
var nest = map[string]string{
	"go.mod":                  "module example.com/sample\n\ngo 1.26\n",
	"sample.go":               "package sample\n\nconst Root = 1\n",
	"sub/go.mod":              "module example.com/sample/sub\n\ngo 1.26\n",
	"sub/sub.go":              "package sub\n\nconst Sub = 1\n",
	"sub/part/part.go":        "package part\n\nconst Part = 1\n",
	"sub/deep/go.mod":         "module example.com/sample/sub/deep\n\ngo 1.26\n",
	"sub/deep/deep.go":        "package deep\n\nconst Deep = 1\n",
	"subway/subway.go":        "package subway\n\nconst Subway = 1\n",
	"examples/seen/seen.go":   "package seen\n\nconst Seen = 1\n",
	"examples/one/go.mod":     "module example.com/one\n\ngo 1.26\n",
	"examples/one/one.go":     "package one\n\nconst One = 1\n",
	"examples/one/cmd/cmd.go": "package main\n\nfunc main() {}\n",
	"sub/testdata/two/go.mod": "module example.com/two\n",
	"_old/go.mod":             "module example.com/old\n",
}

func TestNestedModulesAreListed(t *testing.T) {
	dir := moduleOf(t, nest)
	require.NoError(t, run([]string{"-module", dir, "-update"}, os.Stderr))
	files, err := read(filepath.Join(dir, "api"))
	require.NoError(t, err)
	assert.Equal(t, map[string]string{
		"sample.txt":                         "package example.com/sample\n\nconst Root untyped int = 1\n",
		"subway.txt":                         "package example.com/sample/subway\n\nconst Subway untyped int = 1\n",
		"sub.txt":                            "package example.com/sample/sub\n\nconst Sub untyped int = 1\n",
		filepath.Join("sub", "part.txt"):     "package example.com/sample/sub/part\n\nconst Part untyped int = 1\n",
		filepath.Join("examples", "one.txt"): "package example.com/one\n\nconst One untyped int = 1\n",
		filepath.Join("sub", "deep.txt"):     "package example.com/sample/sub/deep\n\nconst Deep untyped int = 1\n",
	}, files)
	require.NoError(t, run([]string{"-module", dir}, os.Stderr), "what was just written is not stale")

	require.NoError(t, os.WriteFile(filepath.Join(dir, "sub", "deep", "deep.go"), []byte("package deep\n\nconst Deep = 2\n"), 0o644))
	var out bytes.Buffer
	require.ErrorIs(t, run([]string{"-module", dir}, &out), errStale)
	assert.Equal(t, "api/sub/deep.txt:\n\t- const Deep untyped int = 1\n\t+ const Deep untyped int = 2\n", out.String())
}

func TestOneModuleAlone(t *testing.T) {
	dir := moduleOf(t, nest)
	require.NoError(t, run([]string{"-module", dir, "-update"}, os.Stderr))
	for _, file := range []string{"sub.txt", "sub/deep.txt", "old.txt"} {
		require.NoError(t, os.WriteFile(filepath.Join(dir, "api", file), []byte("stale\n"), 0o644))
	}
	for _, test := range []struct{ only, stale string }{
		{".", "api/old.txt:\n\t- stale\n"},
		{"sub", "api/sub.txt:\n\t- stale\n\t+ package example.com/sample/sub\n\t+ const Sub untyped int = 1\n"},
		{"sub/deep", "api/sub/deep.txt:\n\t- stale\n\t+ package example.com/sample/sub/deep\n\t+ const Deep untyped int = 1\n"},
	} {
		var out bytes.Buffer
		require.ErrorIs(t, run([]string{"-module", dir, "-only", test.only}, &out), errStale)
		assert.Equal(t, test.stale, out.String())
	}
	require.NoError(t, run([]string{"-module", dir, "-only", "sub", "-update"}, os.Stderr))
	require.NoError(t, run([]string{"-module", dir, "-only", "sub"}, os.Stderr))
	assert.FileExists(t, filepath.Join(dir, "api", "old.txt"), "it is of the root")
	assert.ErrorContains(t, run([]string{"-module", dir, "-only", "nowhere"}, os.Stderr), "-only nowhere: there is no such module")
}

func TestModulesThatCannotBeRead(t *testing.T) {
	_, err := modules(moduleOf(t, map[string]string{"sub/go.mod": nest["sub/go.mod"]}))
	assert.ErrorContains(t, err, "there is no module in ")
	_, err = modules(moduleOf(t, map[string]string{"go.mod": "go 1.26\n"}))
	assert.ErrorContains(t, err, "has no module line")
}
