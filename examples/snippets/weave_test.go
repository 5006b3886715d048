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

var update = flag.Bool("update", false, "weave the snippets into the README files")

var (
	region = regexp.MustCompile(`(?s)[ \t]*// \[([a-z-]+)\]\n(.*?)[ \t]*// \[/([a-z-]+)\]\n`)
	block  = regexp.MustCompile("(?s)<!-- snippet: ([a-z-]+) -->\n```go\n(.*?)```\n")
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

func TestReadmesHoldTheSnippets(t *testing.T) {
	snippets := regions(t)
	for _, name := range []string{"README.md", "README.zh-CN.md"} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join("..", "..", name)
			text, err := os.ReadFile(path)
			require.NoError(t, err)
			used := map[string]bool{}
			woven := block.ReplaceAllStringFunc(string(text), func(found string) string {
				snippet := block.FindStringSubmatch(found)[1]
				require.Contains(t, snippets, snippet)
				used[snippet] = true
				return "<!-- snippet: " + snippet + " -->\n```go\n" + snippets[snippet] + "```\n"
			})
			if *update {
				require.NoError(t, os.WriteFile(path, []byte(woven), 0o644))
				text = []byte(woven)
			}
			assert.Equal(t, woven, string(text), "go test ./examples/snippets -update weaves them in")
			assert.Len(t, fence.FindAllString(woven, -1), len(used), "every Go block is a snippet")
			assert.Len(t, used, len(snippets), "every snippet is in the README")
		})
	}
}
