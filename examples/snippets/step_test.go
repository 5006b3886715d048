package snippets

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

var (
	anyBlock = regexp.MustCompile("(?s)```.*?```")
	heading  = regexp.MustCompile(`(?m)^#+ `)
	link     = regexp.MustCompile(`\]\(([^)]+)\)`)
	codeSpan = regexp.MustCompile("`[^`\n]+`")
	tableRow = regexp.MustCompile(`(?m)^\|(.*)\|$`)
	figures  = regexp.MustCompile(`[0-9][0-9.–]*`)
	provider = regexp.MustCompile("(?m)^\\| `([a-z/]+)` \\|")
)

// prose is a README without its blocks of code.
func prose(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("..", "..", name))
	require.NoError(t, err)
	return anyBlock.ReplaceAllString(string(text), "")
}

// links are the targets, but that of the other README.
func links(text string) []string {
	var targets []string
	for _, match := range link.FindAllStringSubmatch(text, -1) {
		if !strings.HasPrefix(match[1], "README") {
			targets = append(targets, match[1])
		}
	}
	return targets
}

// names are the code spans, each once, without those that hold a translated word.
func names(text string) []string {
	spans := slices.DeleteFunc(codeSpan.FindAllString(text, -1), func(span string) bool { return strings.Contains(span, "<") })
	slices.Sort(spans)
	return slices.Compact(spans)
}

// lastFigures are the numbers in the last cell of every row of a table.
func lastFigures(text string) [][]string {
	var found [][]string
	for _, row := range tableRow.FindAllStringSubmatch(text, -1) {
		cells := strings.Split(row[1], "|")
		found = append(found, figures.FindAllString(cells[len(cells)-1], -1))
	}
	return found
}

func TestReadmesKeepInStep(t *testing.T) {
	english, chinese := prose(t, "README.md"), prose(t, "README.zh-CN.md")
	assert.Equal(t, heading.FindAllString(english, -1), heading.FindAllString(chinese, -1), "the same sections")
	pictures := strings.NewReplacer(".en.png", ".png") // a picture of a page is in the language of its README
	assert.Equal(t, links(pictures.Replace(english)), links(chinese), "the same links")
	assert.Equal(t, names(english), names(chinese), "the same names of the code")
	assert.Equal(t, lastFigures(english), lastFigures(chinese), "the same figures")
}

func TestReadmeLinksLeadSomewhere(t *testing.T) {
	for _, target := range links(prose(t, "README.md")) {
		_, err := os.Stat(filepath.Join("..", "..", target))
		assert.NoError(t, err)
	}
}

func TestReadmesSayWhatIsNotKnownOfEveryProvider(t *testing.T) {
	for name, section := range map[string]string{"README.md": "## What nobody knows\n", "README.zh-CN.md": "## 没有人知道的事\n"} {
		_, after, found := strings.Cut(prose(t, name), section)
		require.True(t, found, name)
		text, _, _ := strings.Cut(after, "\n## ")
		var rows []string
		for _, match := range provider.FindAllStringSubmatch(text, -1) {
			rows = append(rows, match[1])
		}
		assert.Equal(t, []string{"fubei", "settlement", "eshouhou", "recon/console"}, rows, name)
	}
}
