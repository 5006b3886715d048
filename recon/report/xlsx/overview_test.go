package xlsx

import (
	"errors"
	"testing"

	"github.com/xuri/excelize/v2"

	"github.com/billrecon/billrecon/recon"
	"github.com/billrecon/billrecon/recon/report"
)

func TestOverviewNeedsItsSheet(t *testing.T) {
	if err := emptyBook(t, excelize.NewFile()).overview("a/b"); !errors.Is(err, excelize.ErrSheetNameInvalid) {
		t.Errorf("error %v, want %v", err, excelize.ErrSheetNameInvalid)
	}
}

// TestOverviewHasThePeriod: the days stand under the title, as on the page.
func TestOverviewHasThePeriod(t *testing.T) {
	first, last := paid("A", "1"), paid("B", "2")
	first.Time = first.Time.AddDate(0, 0, -21)
	for lang, want := range map[recon.Language]string{recon.Chinese: "2026-11-01 至 2026-11-22", recon.English: "2026-11-01 to 2026-11-22"} {
		f := open(t, of(t, []recon.Record{first}, []recon.Record{last}, report.Options{Language: lang}), sheetRows)
		if got := raw(t, f, f.GetSheetList()[0])[1][0]; got != want {
			t.Errorf("under the title is %q, want %q", got, want)
		}
	}
}
