package snippets

import (
	"io/fs"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// top is the repository, seen from here.
const top = "../.."

var (
	anyBlock = regexp.MustCompile("(?s)```.*?```")
	heading  = regexp.MustCompile(`(?m)^(#+) (.*)$`)
	link     = regexp.MustCompile(`\]\(([^)]+)\)`)
	codeSpan = regexp.MustCompile("`[^`\n]+`")
	comment  = regexp.MustCompile(`(?m) +# .*$`)
)

// documents are the Markdown files of the repository.
func documents(t *testing.T) (names []string) {
	t.Helper()
	require.NoError(t, filepath.WalkDir(top, func(name string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if entry.IsDir() && name != top && strings.HasPrefix(entry.Name(), ".") && entry.Name() != ".github" {
			return fs.SkipDir
		}
		if strings.HasSuffix(name, ".md") {
			relative, err := filepath.Rel(top, name)
			names = append(names, filepath.ToSlash(relative))
			return err
		}
		return nil
	}))
	require.Contains(t, names, "README.md")
	return names
}

// prose is a document without its blocks of code.
func prose(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(top, name))
	require.NoError(t, err)
	return anyBlock.ReplaceAllString(string(text), "")
}

// anchors are the fragments that a document's headings can be reached by, as GitHub makes them.
func anchors(text string) (found []string) {
	for _, match := range heading.FindAllStringSubmatch(text, -1) {
		found = append(found, strings.Map(func(r rune) rune {
			switch {
			case r == ' ':
				return '-'
			case r == '-' || r == '_' || unicode.IsLetter(r) || unicode.IsNumber(r):
				return unicode.ToLower(r)
			}
			return -1
		}, match[2]))
	}
	return found
}

func TestAnchors(t *testing.T) {
	assert.Equal(t, []string{"two-commands", "whats-readtwice-for", "冲正与退款"}, anchors("# Two commands\n## What's `ReadTwice` for?\ntext\n### 冲正与退款？\n"))
}

func TestLinksLeadSomewhere(t *testing.T) {
	checked := 0
	for _, name := range documents(t) {
		for _, match := range link.FindAllStringSubmatch(codeSpan.ReplaceAllString(prose(t, name), ""), -1) {
			target, err := url.Parse(match[1])
			if !assert.NoError(t, err, name) {
				continue
			}
			checked++
			if target.Scheme != "" {
				assert.True(t, target.Scheme == "https" && strings.Contains(target.Host, "."), "%s: %s", name, match[1])
				continue
			}
			file := name
			if target.Path != "" {
				file = path.Join(path.Dir(name), target.Path)
			}
			_, err = os.Stat(filepath.Join(top, file))
			if !assert.NoError(t, err, name) || target.Fragment == "" {
				continue
			}
			assert.Contains(t, anchors(prose(t, file)), target.Fragment, "%s: %s", name, match[1])
		}
	}
	assert.Greater(t, checked, 50)
}

// levels are the depths of the headings, in order.
func levels(text string) (found []string) {
	for _, match := range heading.FindAllStringSubmatch(text, -1) {
		found = append(found, match[1])
	}
	return found
}

// names are the code spans, each once, without those that hold a translated word.
func names(text string) []string {
	spans := slices.DeleteFunc(codeSpan.FindAllString(text, -1), func(span string) bool { return strings.Contains(span, "<") })
	slices.Sort(spans)
	return slices.Compact(spans)
}

// targets are where a document leads to, whatever the language of the page there, in any order: sentences are built otherwise. A
// section of a page that all has in both languages is named by its place among the headings.
func targets(t *testing.T, all []string, name string) (found []string) {
	t.Helper()
	both := strings.NewReplacer(".zh-CN.md", ".md", ".en.png", ".png")
	for _, match := range link.FindAllStringSubmatch(prose(t, name), -1) {
		file, section, _ := strings.Cut(match[1], "#")
		page := path.Join(path.Dir(name), file)
		if section != "" && slices.Contains(all, chineseOf(both.Replace(page))) {
			section = strconv.Itoa(slices.Index(anchors(prose(t, page)), section))
		}
		found = append(found, both.Replace(file)+"#"+section)
	}
	slices.Sort(found)
	return found
}

// chineseOf is the name that the Chinese version of an English document has.
func chineseOf(english string) string { return strings.TrimSuffix(english, ".md") + ".zh-CN.md" }

// A Chinese page leads to the English version of another only where there is no Chinese one; it leads to its own at its top.
func TestChineseLeadsToChinese(t *testing.T) {
	all, checked := documents(t), 0
	for _, name := range all {
		own, found := strings.CutSuffix(name, ".zh-CN.md")
		if !found {
			continue
		}
		for _, match := range link.FindAllStringSubmatch(prose(t, name), -1) {
			file, _, _ := strings.Cut(match[1], "#")
			if page := path.Join(path.Dir(name), file); page != own+".md" {
				checked++
				assert.NotContains(t, all, chineseOf(page), "%s: %s stands in Chinese too", name, page)
			}
		}
	}
	assert.Greater(t, checked, 30)
}

func TestLanguagesKeepInStep(t *testing.T) {
	all, pairs := documents(t), 0
	for _, chinese := range all {
		english, found := strings.CutSuffix(chinese, ".zh-CN.md")
		if !found {
			continue
		}
		pairs++
		english += ".md"
		require.Contains(t, all, english)
		first, second := prose(t, english), prose(t, chinese)
		assert.Equal(t, levels(first), levels(second), "%s: the same sections", chinese)
		assert.Equal(t, targets(t, all, english), targets(t, all, chinese), "%s: the same links", chinese)
		assert.Equal(t, names(first), names(second), "%s: the same names of the code", chinese)
		assert.Equal(t, snippetsOf(t, english), snippetsOf(t, chinese), "%s: the same snippets", chinese)
		assert.Equal(t, blocksOf(t, english), blocksOf(t, chinese), "%s: the same blocks, comments aside", chinese)
	}
	assert.Equal(t, 9, pairs, "the README, a guide for each provider, operations, modelling, questions and reports")
}

// snippetsOf are the names of a document's snippets.
func snippetsOf(t *testing.T, name string) (found []string) {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(top, name))
	require.NoError(t, err)
	for _, match := range block.FindAllStringSubmatch(string(text), -1) {
		found = append(found, match[1])
	}
	return found
}

// blocksOf are a document's blocks of code and files, without comments that begin with #, which are translated.
func blocksOf(t *testing.T, name string) (found []string) {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(top, name))
	require.NoError(t, err)
	for _, match := range anyBlock.FindAllString(string(text), -1) {
		found = append(found, comment.ReplaceAllString(match, ""))
	}
	return found
}

func TestGuidesSayWhatIsNotKnown(t *testing.T) {
	for _, provider := range []string{"fubei", "settlement", "eshouhou", "console"} {
		for name, section := range map[string]string{"docs/" + provider + ".md": "what-nobody-knows", "docs/" + provider + ".zh-CN.md": "没有公开的事项"} {
			text := prose(t, name)
			assert.Contains(t, anchors(text), section, name)
			assert.Contains(t, text, "examples/doctor", name)
		}
	}
}

// testName is the name of a test as documents give it; with … it is how several names begin.
var testName = regexp.MustCompile("`((?:Test|Fuzz|Benchmark)[A-Z][A-Za-z0-9]*)(…?)`")

// A page that says which test proves what names tests that there are.
func TestNamedTestsExist(t *testing.T) {
	var functions strings.Builder
	require.NoError(t, filepath.WalkDir(top, func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || !strings.HasSuffix(name, "_test.go") {
			return err
		}
		source, err := os.ReadFile(name)
		functions.Write(source)
		return err
	}))
	checked := 0
	for _, name := range documents(t) {
		for _, match := range testName.FindAllStringSubmatch(prose(t, name), -1) {
			checked++
			begins := "\nfunc " + match[1]
			if match[2] == "" {
				begins += "("
			}
			assert.True(t, strings.Contains(functions.String(), begins), "%s: there is no %s", name, match[0])
		}
	}
	assert.Greater(t, checked, 50)
}

func TestReadmesAreShort(t *testing.T) {
	for _, name := range []string{"README.md", "README.zh-CN.md"} {
		text, err := os.ReadFile(filepath.Join(top, name))
		require.NoError(t, err)
		assert.LessOrEqual(t, strings.Count(string(text), "\n"), 150, name)
	}
}
