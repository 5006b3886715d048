package contract_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

var update = flag.Bool("update", false, "rewrite docs/faults.md")

// report is what TestFaults saw, in the order of the first run.
type report struct {
	providers []string
	ops       map[string][]string // of a provider
	faults    map[string][]string // of a provider
	cells     map[[3]string]string
}

func (r *report) add(provider, op, fault, cell string) {
	if r.cells == nil {
		r.ops, r.faults, r.cells = map[string][]string{}, map[string][]string{}, map[[3]string]string{}
	}
	r.providers = keep(r.providers, provider)
	r.ops[provider] = keep(r.ops[provider], op)
	r.faults[provider] = keep(r.faults[provider], fault)
	r.cells[[3]string{provider, op, fault}] = cell
}

func keep(list []string, name string) []string {
	for _, have := range list {
		if have == name {
			return list
		}
	}
	return append(list, name)
}

const head = `# What every fault becomes

Written by the contract suite: ` + "`go test ./internal/contract -run TestFaults -update`" + `. A stale file fails the tests.

Each operation is called once with the default retry policy (4 attempts), and one place of it (the second of three pages, one
of five work orders, the only reply) fails for as long as it is tried. A cell says

    the error's kind · requests sent · rows that came

"ok" is a nil error with every row of the operation, and "ok (rows missing: …)" one that lacks rows, with the reason why nothing
there can see it. "as it came" is a single page that lacks rows or has others: a page alone proves nothing. "reported" is a nil error under which an Audit or
the page value itself says that something is not as it should be. "its code" and "its HTTP status" are errors that no sentinel names: the provider documents no
meaning, so the error carries the code or the status. "–" is a fault that cannot happen there. Under every one of these faults the
suite also checks that no goroutine and no connection is left, that no request follows the end of the call, that nothing waits past the
caller's deadline, that a failed run claims nothing, and that no secret and no personal data is in an error, a log or a printed value.
`

func (r *report) String() string {
	var b strings.Builder
	b.WriteString(head + requestTable())
	for _, p := range r.providers {
		fmt.Fprintf(&b, "\n## %s\n\n| fault |", p)
		for _, o := range r.ops[p] {
			fmt.Fprintf(&b, " %s |", o)
		}
		b.WriteString("\n|---|" + strings.Repeat("---|", len(r.ops[p])) + "\n")
		for _, f := range r.faults[p] {
			b.WriteString("| " + f + " |")
			for _, o := range r.ops[p] {
				b.WriteString(" " + r.cells[[3]string{p, o, f}] + " |")
			}
			b.WriteByte('\n')
		}
	}
	return b.String()
}

// whole reports whether no -run filter left a cell out.
func (r *report) whole() bool {
	for _, p := range providers() {
		if p.invented {
			continue
		}
		for _, o := range p.ops {
			for _, f := range allFaults(p) {
				if r.cells[[3]string{p.name, o.name, f.name}] == "" {
					return false
				}
			}
		}
	}
	return true
}

// compare wants docs/faults.md to say what was seen, or writes it.
func (r *report) compare(t *testing.T) {
	t.Helper()
	if !r.whole() {
		t.Log("docs/faults.md was not compared: some runs were left out or failed")
		return
	}
	file := filepath.Join("..", "..", "docs", "faults.md")
	if *update {
		require.NoError(t, os.MkdirAll(filepath.Dir(file), 0o755))
		require.NoError(t, os.WriteFile(file, []byte(r.String()), 0o644))
		return
	}
	have, err := os.ReadFile(file)
	require.NoError(t, err)
	if diff := firstDifference(string(have), r.String()); diff != "" {
		assert.Fail(t, "docs/faults.md is stale: run with -update", "%s", diff)
	}
}

// firstDifference shows the first line that is not the same.
func firstDifference(have, want string) string {
	h, w := strings.Split(have, "\n"), strings.Split(want, "\n")
	for i := range max(len(h), len(w)) {
		var a, b string
		if i < len(h) {
			a = h[i]
		}
		if i < len(w) {
			b = w[i]
		}
		if a != b {
			return fmt.Sprintf("line %d\nfile: %s\nseen: %s", i+1, a, b)
		}
	}
	return ""
}
