package report_test

import (
	"fmt"

	"github.com/billrecon/billrecon/recon/report"
)

// The cell as it was before EscapeCell.
func ExampleUnescapeCell() {
	fmt.Println(report.EscapeCell("=1+1"), report.UnescapeCell(report.EscapeCell("=1+1")))
	// Output: '=1+1 =1+1
}

// Control characters are shown and not printed.
func ExampleVisible() {
	fmt.Println(report.Visible("A\x00B\x1b[31m"))
	// Output: A␀B␛[31m
}
