package snippets

import (
	"flag"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

var update = flag.Bool("update", false, "weave the snippets into the documents")

var (
	region = regexp.MustCompile(`(?s)[ \t]*// \[([a-z-]+)\]\n(.*?)[ \t]*// \[/([a-z-]+)\]\n`)
	block  = regexp.MustCompile("(?s)<!-- snippet: ([a-z./-]+) -->\n```go\n(.*?)```\n")
	fence  = regexp.MustCompile("(?m)^```go$")
)

// regions are the snippets of this folder by name, without their common indentation.
func regions(t *testing.T) map[string]string {
	t.Helper()
	files, err := filepath.Glob("*_test.go")
	require.NoError(t, err)
	found := map[string]string{}
	for _, name := range files {
		source, err := os.ReadFile(name)
		require.NoError(t, err)
		if name == "weave_test.go" {
			continue
		}
		for _, match := range region.FindAllStringSubmatch(string(source), -1) {
			require.Equal(t, match[1], match[3], "a region ends with its own name")
			require.NotContains(t, found, match[1], "a name stands once")
			found[match[1]] = dedent(match[2])
		}
	}
	return found
}

// dedent takes the indentation of the first line off every line.
func dedent(text string) string {
	indent := text[:len(text)-len(strings.TrimLeft(text, "\t"))]
	lines := strings.Split(text, "\n")
	for i := range lines {
		lines[i] = strings.TrimPrefix(lines[i], indent)
	}
	return strings.Join(lines, "\n")
}

// program is a file of the repository as the documents show it: from its package clause on.
func program(t *testing.T, name string) string {
	t.Helper()
	source, err := os.ReadFile(filepath.Join(top, name))
	require.NoError(t, err)
	_, code, found := strings.Cut("\n"+string(source), "\npackage ")
	require.True(t, found)
	return "package " + code
}

// illustrations are pages whose blocks of Go show a shape, with … in them, or a defect of somebody else's.
var illustrations = map[string]bool{"docs/attacks.md": true, "docs/report.md": true, "docs/report.zh-CN.md": true, "docs/scale.md": true, "examples/consumer/README.md": true}

func TestDocumentsHoldTheSnippets(t *testing.T) {
	snippets, used := regions(t), map[string]bool{}
	for _, name := range documents(t) {
		path := filepath.Join(top, name)
		text, err := os.ReadFile(path)
		require.NoError(t, err)
		blocks := 0
		woven := block.ReplaceAllStringFunc(string(text), func(found string) string {
			blocks++
			snippet := block.FindStringSubmatch(found)[1]
			code := snippets[snippet]
			if strings.HasSuffix(snippet, ".go") {
				code = program(t, snippet)
			}
			require.NotEmpty(t, code, "%s: no snippet %s", name, snippet)
			used[snippet] = true
			return "<!-- snippet: " + snippet + " -->\n```go\n" + strings.TrimRight(code, "\n") + "\n```\n"
		})
		if *update && woven != string(text) {
			require.NoError(t, os.WriteFile(path, []byte(woven), 0o644))
			text = []byte(woven)
		}
		assert.Equal(t, woven, string(text), "%s: go test ./examples/snippets -update weaves them in", name)
		if !illustrations[name] {
			assert.Len(t, fence.FindAllString(woven, -1), blocks, "%s: every Go block is a snippet", name)
		}
	}
	for name := range snippets {
		assert.True(t, used[name], "%s is in no document", name)
	}
}

// The README's program is what somebody with three minutes reads.
func TestTheProgramIsShort(t *testing.T) {
	code := program(t, "examples/first/main.go")
	_, body, _ := strings.Cut(code, "func main")
	lines := strings.Count(body, "\n")
	assert.LessOrEqual(t, lines, 25, "fetching and reconciling, imports aside")
}
