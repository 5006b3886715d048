package xlsx

import "github.com/xuri/excelize/v2"

// paperA4 is Excel's number of the paper size.
const paperA4 = 9

// sheet opens a sheet for writing, made if it is not there. It prints on A4, across, as wide as the page.
// The layout must come first: the stream writer writes it before the rows.
func (b *book) sheet(name string) (*excelize.StreamWriter, error) {
	if _, err := b.file.NewSheet(name); err != nil {
		return nil, err
	}
	orientation, size, wide, high, fit := "landscape", paperA4, 1, 0, true
	if err := b.file.SetSheetProps(name, &excelize.SheetPropsOptions{FitToPage: &fit}); err != nil {
		return nil, err
	}
	layout := excelize.PageLayoutOptions{Orientation: &orientation, Size: &size, FitToWidth: &wide, FitToHeight: &high}
	if err := b.file.SetPageLayout(name, &layout); err != nil {
		return nil, err
	}
	return b.file.NewStreamWriter(name)
}
