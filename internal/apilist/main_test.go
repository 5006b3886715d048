package main

import (
	"bytes"
	"flag"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

var update = flag.Bool("update", false, "rewrite the api folder")

var nested = flag.Bool("nested", false, "look at the nested modules too: compiling what they require takes minutes the first time")

// TestAPI fails when the exported API of this module, or with -nested of one that is nested in it, is not what the api folder says.
// The tests of this module must not fetch and compile what only another one needs; .ci/coverage looks at all of them.
func TestAPI(t *testing.T) {
	root := filepath.Join("..", "..")
	watch(t, root)
	all, err := modules(root)
	require.NoError(t, err)
	for _, m := range all {
		t.Run(m.at, func(t *testing.T) {
			if m.at != "." && !*nested {
				t.Skip("not compared: go run ./internal/apilist, which .ci/coverage does, looks at the nested modules too")
			}
			args := []string{"-module", root, "-only", m.at}
			if *update {
				args = append(args, "-update")
			}
			var out bytes.Buffer
			err := run(args, &out)
			require.NoError(t, err, "%s\nrun: go run ./internal/apilist -update", out.String())
		})
	}
}

// watch looks at every source file: go test repeats an old result unless a file that the test itself looked at has changed, and
// what go list reads does not count.
func watch(t *testing.T, root string) {
	t.Helper()
	require.NoError(t, filepath.WalkDir(root, func(name string, entry fs.DirEntry, err error) error {
		if ext := filepath.Ext(name); err != nil || ext != ".go" && ext != ".mod" {
			return err
		}
		_, err = os.Stat(name)
		return err
	}))
}

// sample is a module whose every kind of thing has a line.
var sample = map[string]string{
	"go.mod": "module example.com/sample\n\ngo 1.26\n",
	"sample.go": `package sample

import ("time"; "example.com/sample/sub")

const Limit = 100
const Wait time.Duration = 5
const hidden = 1

var Err error

type Kind int
const KindOne Kind = 1
func (Kind) String() string { return "" }

type Row struct { Name string; At time.Time; Sub sub.Part; secret string; sub.Part2 }
func (r Row) Value() string { return r.secret }
func (r *Row) Set(v string) {}
func (r *Row) unseen() {}

type Source interface { Get(n int) (string, error); sub.Closer }
type Set[K comparable, V any] map[K]V
func Map[K comparable, V any](s Set[K, V]) []V { return nil }

type Part = sub.Part
type When = time.Time
type Text = string
`,
	"sub/sub.go":       "package sub\n\ntype Part struct{}\ntype Part2 struct{}\nfunc (Part2) Promoted() {}\ntype Closer interface{ Close() }\n",
	"cmd/tool/main.go": "package main\n\nfunc main() {}\n",
}

const sampleAPI = `package example.com/sample

const KindOne Kind = 1
const Limit untyped int = 100
const Wait time.Duration = 5
func Map[K comparable, V any](s Set[K, V]) []V
method (*Row) Set(v string)
method (Kind) String() string
method (Row) Promoted()
method (Row) Value() string
type Kind int
type Part = sub.Part
type Row struct
type Row struct, At time.Time
type Row struct, Name string
type Row struct, Sub sub.Part
type Row struct, embedded sub.Part2
type Row struct, unexported fields
type Set[K comparable, V any] map[K]V
type Source interface
type Source interface, Get(n int) (string, error)
type Source interface, sub.Closer
type Text = string
type When = time.Time
var Err error
`

// moduleOf writes the files of a module into a folder.
func moduleOf(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		file := filepath.Join(dir, filepath.FromSlash(name))
		require.NoError(t, os.MkdirAll(filepath.Dir(file), 0o755))
		require.NoError(t, os.WriteFile(file, []byte(text), 0o644))
	}
	return dir
}

func TestSample(t *testing.T) {
	dir := moduleOf(t, sample)
	require.NoError(t, run([]string{"-module", dir, "-update"}, os.Stderr))
	files, err := read(filepath.Join(dir, "api"))
	require.NoError(t, err)
	assert.Equal(t, sampleAPI, files["sample.txt"])
	assert.Contains(t, files["sub.txt"], "method (Part2) Promoted()")
	assert.Len(t, files, 2, "neither the command nor the internal package has one")
	require.NoError(t, run([]string{"-module", dir}, os.Stderr), "what was just written is not stale")
}

func TestAChangeShows(t *testing.T) {
	dir := moduleOf(t, sample)
	require.NoError(t, run([]string{"-module", dir, "-update"}, os.Stderr))
	changed := strings.Replace(sample["sample.go"], "const Limit = 100", "const Limit = 200", 1)
	require.NoError(t, os.WriteFile(filepath.Join(dir, "sample.go"), []byte(changed), 0o644))
	var out bytes.Buffer
	require.ErrorIs(t, run([]string{"-module", dir}, &out), errStale)
	assert.Equal(t, "api/sample.txt:\n\t- const Limit untyped int = 100\n\t+ const Limit untyped int = 200\n", out.String())
}

func TestAPackageThatIsGoneShows(t *testing.T) {
	dir := moduleOf(t, sample)
	stale := filepath.Join(dir, "api", "old", "gone.txt")
	require.NoError(t, os.MkdirAll(filepath.Dir(stale), 0o755))
	require.NoError(t, os.WriteFile(stale, []byte("package gone\r\n"), 0o644))
	var out bytes.Buffer
	require.ErrorIs(t, run([]string{"-module", dir}, &out), errStale)
	assert.Contains(t, out.String(), "api/old/gone.txt:\n\t- package gone\n")
	require.NoError(t, run([]string{"-module", dir, "-update"}, &out))
	assert.NoFileExists(t, stale)
}

func TestWhatCannotBeRead(t *testing.T) {
	require.Error(t, run([]string{"-fictional"}, new(bytes.Buffer)), "a flag that is not known")
	require.Error(t, run([]string{"-module", filepath.Join(t.TempDir(), "nowhere")}, os.Stderr), "a folder that is not there")
	broken := moduleOf(t, map[string]string{"go.mod": sample["go.mod"], "sample.go": "package sample\n\nfunc Broken() { fictional }\n"})
	require.ErrorContains(t, run([]string{"-module", broken}, os.Stderr), "go list")
}
