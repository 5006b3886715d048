package main

import (
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/billrecon/billrecon/fubei"
	"github.com/billrecon/billrecon/recon"
	"github.com/billrecon/billrecon/recon/orders"
	"github.com/billrecon/billrecon/recon/report"
)

// TestGallery writes the sample month's report in every form, where GALLERY names a folder: docs/gallery/make.sh draws the pictures
// of the documentation from them. Otherwise it only shows that they can be made.
func TestGallery(t *testing.T) {
	folder := os.Getenv("GALLERY")
	if folder == "" {
		folder = t.TempDir()
	}
	o, err := parseOptions(nil, func(string) string { return "" }, io.Discard)
	require.NoError(t, err)
	bills, err := readBills(sampleBills)
	require.NoError(t, err)
	shop, _, err := ordersOf(o).Collect(t.Context())
	require.NoError(t, err)
	result, err := recon.Match(bills, fubei.Bill.Record, shop, orders.RecordOf, rules(o, clock("2016-12-01 00:00:00")))
	require.NoError(t, err)
	for _, lang := range []recon.Language{recon.Chinese, recon.English} {
		r, err := report.New(result, report.Options{Language: lang})
		require.NoError(t, err)
		name := map[recon.Language]string{recon.Chinese: "report", recon.English: "report.en"}[lang]
		for ending, form := range map[string]func(io.Writer) error{"html": r.HTML, "csv": r.CSV, "json": r.JSON, "md": r.Markdown} {
			f, err := os.Create(filepath.Join(folder, name+"."+ending))
			require.NoError(t, err)
			require.NoError(t, form(f))
			require.NoError(t, f.Close())
		}
	}
	writeRecords(t, filepath.Join(folder, "bills.json"), bills, fubei.Bill.Record)
	writeRecords(t, filepath.Join(folder, "orders.json"), shop, orders.RecordOf)
}

// writeRecords keeps what recon sees of the rows: the XLSX module draws its workbook from that.
func writeRecords[R any](t *testing.T, path string, rows []R, record func(R) recon.Record) {
	t.Helper()
	records := make([]recon.Record, len(rows))
	for i, row := range rows {
		records[i] = record(row)
	}
	data, err := json.Marshal(records)
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(path, data, 0o600))
}
