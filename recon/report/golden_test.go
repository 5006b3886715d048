package report

import (
	"flag"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/billrecon/billrecon/recon"
)

var update = flag.Bool("update", false, "write the golden files again")

// digests are package recon's: its own tests say what they are.
var digests = regexp.MustCompile(`\b[0-9a-f]{32}\b`)

// golden compares with a file of testdata, byte by byte but for the digests.
func golden(t *testing.T, name, got string) {
	t.Helper()
	got = digests.ReplaceAllString(got, "(digest)")
	path := filepath.Join("testdata", name)
	if *update {
		require.NoError(t, os.MkdirAll("testdata", 0o755))
		require.NoError(t, os.WriteFile(path, []byte(got), 0o644))
	}
	want, err := os.ReadFile(path)
	require.NoError(t, err, "go test ./recon/report -update writes it")
	require.Equal(t, string(want), got, "%s differs: look at the change, then go test ./recon/report -update", path)
}

// forms are all that a Report can write.
func forms(r *Report) map[string]func(io.Writer) error {
	return map[string]func(io.Writer) error{"csv": r.CSV, "json": r.JSON, "md": r.Markdown, "html": r.HTML}
}

func TestGolden(t *testing.T) {
	for _, c := range []struct {
		name    string
		in      run
		options Options
	}{
		{"shop.zh", shop(), Options{}},
		{"shop.en", shop(), Options{Language: recon.English, Title: "November <2026> & more", Matched: true, Nearest: 3, Created: noon(30)}},
		{"empty.zh", run{}, Options{}},
		{"cut.en", shop(), Options{Language: recon.English, Limit: 2, Nearest: -1}},
	} {
		r := c.in.report(t, c.options)
		for ending, form := range forms(r) {
			t.Run(c.name+"."+ending, func(t *testing.T) { golden(t, c.name+"."+ending, text(t, form)) })
		}
	}
}
