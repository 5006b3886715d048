package xlsx

import (
	"encoding/json"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/shopspring/decimal"

	"github.com/billrecon/billrecon/recon"
	"github.com/billrecon/billrecon/recon/report"
)

// TestGallery writes the workbook of the rows that examples/quickstart left in the folder GALLERY: see docs/gallery/make.sh.
func TestGallery(t *testing.T) {
	folder := os.Getenv("GALLERY")
	if folder == "" {
		t.Skip("GALLERY names no folder")
	}
	rules := recon.Rules{ // those of examples/quickstart
		BillsUntil: time.Date(2016, 11, 30, 16, 0, 0, 0, time.UTC), Hold: 1,
		Fees: &recon.FeeSchedule{RatePPM: 3800}, FeeTolerance: recon.Tolerance{Absolute: decimal.New(1, -2)},
	}
	result, err := recon.Match(records(t, folder, "bills.json"), same, records(t, folder, "orders.json"), same, rules)
	if err != nil {
		t.Fatal(err)
	}
	r, err := report.New(result, report.Options{})
	if err != nil {
		t.Fatal(err)
	}
	f, err := os.Create(filepath.Join(folder, "report.xlsx"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if err := Write(f, r); err != nil {
		t.Fatal(err)
	}
}

func records(t *testing.T, folder, name string) []recon.Record {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(folder, name))
	if err != nil {
		t.Fatal(err)
	}
	var list []recon.Record
	if err := json.Unmarshal(data, &list); err != nil {
		t.Fatal(err)
	}
	return list
}
