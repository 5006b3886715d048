// Package fakefile names the files that example programs write from made-up data, so that nobody takes one for a provider's bill.
package fakefile

import (
	"path/filepath"
	"strings"
)

// Mark is the first column of a table of made-up rows, and stands in every one of them.
const Mark = "fake"

// Name returns the name of a file of made-up rows: "out/bill.csv" becomes "out/bill.fake.csv". A base name that says fake already
// stays, and so does "", which is no file.
func Name(name string) string {
	if name == "" || strings.Contains(filepath.Base(name), Mark) {
		return name
	}
	ext := filepath.Ext(name)
	return strings.TrimSuffix(name, ext) + "." + Mark + ext
}

// Row returns the cells of a row with Mark before them.
func Row(cells []string) []string { return append([]string{Mark}, cells...) }
