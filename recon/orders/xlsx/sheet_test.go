package xlsx

import (
	"archive/zip"
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"github.com/xuri/excelize/v2"

	"github.com/billrecon/billrecon/recon/orders"
)

const someRows = `<worksheet><sheetData><row r="2"><c r="A2" t="s"><v>1</v></c><c r="C2"><f>1+2</f><v>3</v></c><c t="b"><v>1</v></c>` +
	`<c t="b"><v>0</v></c></row>` +
	`<x:row xmlns:x="x"><x:c t="inlineStr"><x:is><x:t>in</x:t><x:rPh><x:t>spoken</x:t></x:rPh></x:is></x:c><x:c t="str"><x:v>text</x:v></x:c>` +
	`<x:c t="e"><x:v>#N/A</x:v></x:c><x:c s="1"><x:v>46348.5</x:v></x:c><x:c><x:f>A1</x:f></x:c><x:c><x:v>x</x:v></x:c></x:row></sheetData></worksheet>`

func someSheet() *sheet {
	s := &sheet{dates: []bool{false, true}}
	s.texts.add([]byte("zero"))
	s.texts.add([]byte("one"))
	return s
}

func read(s *sheet, part string) (rows []string, numbers []int, err error) {
	err = s.rows(context.Background(), strings.NewReader(part), func(line orders.Line) bool {
		rows, numbers = append(rows, string(bytes.Join(line.Cells, []byte("|")))), append(numbers, line.Number)
		return true
	})
	return rows, numbers, err
}

func TestSheetXML(t *testing.T) {
	s := someSheet()
	rows, numbers, err := read(s, someRows)
	require.NoError(t, err)
	assert.Equal(t, []string{"one||3|TRUE|FALSE", "in|text|#N/A|2026-11-22 12:00:00||x"}, rows)
	assert.Equal(t, []int{2, 3}, numbers)
	for i := range len(someRows) - len("</sheetData></worksheet>") {
		_, _, err = read(s, someRows[:i])
		assert.Error(t, err, "a part that is cut off is refused: %d", i)
	}
	for _, part := range []string{`<row><c t="s"><v>2</v></c></row>`, `<row><c t="s"><v>-1</v></c></row>`,
		`<row><c t="s"><v>x</v></c></row>`, `<row><c r="?1"><v>2</v></c></row>`,
		`<row><c r="B1"/><c r="A1"><v>2</v></c></row>`, `<row><c r="XFE1"/></row>`, `<row><c><v>1</v></row>`} {
		_, _, err = read(s, part)
		assert.ErrorContains(t, err, "row 1", part)
	}
}

func TestInArchive(t *testing.T) {
	l := links{}
	assert.Empty(t, l.part("rId1", ""))
	assert.Empty(t, l.part("", "sharedStrings"))
	for target, want := range map[string]string{"worksheets/sheet1.xml": "xl/worksheets/sheet1.xml",
		"/xl/worksheets/sheet1.xml": "xl/worksheets/sheet1.xml", "../a.xml": "a.xml"} {
		assert.Equal(t, want, inArchive(target))
	}
}

// TestDamagedArchives: a workbook that lacks a part, or whose part is cut off, is refused.
func TestDamagedArchives(t *testing.T) {
	f := excelize.NewFile()
	defer f.Close()
	require.NoError(t, f.SetSheetRow("Sheet1", "A1", &[]any{"订单号", "金额", "时间"}))
	require.NoError(t, f.SetSheetRow("Sheet1", "A2", &[]any{"A", "1", "2026-11-22"}))
	whole, err := f.WriteToBuffer()
	require.NoError(t, err)
	archive, err := zip.NewReader(bytes.NewReader(whole.Bytes()), int64(whole.Len()))
	require.NoError(t, err)
	for _, part := range []string{"xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/_rels/workbook.xml.rels"} {
		for _, keep := range []int{-1, 60, 130} { // none, or so many bytes
			path := filepath.Join(t.TempDir(), "x.xlsx")
			var changed bytes.Buffer
			w := zip.NewWriter(&changed)
			for _, file := range archive.File {
				in, err := file.Open()
				require.NoError(t, err)
				var text bytes.Buffer
				_, err = text.ReadFrom(in)
				require.NoError(t, err)
				if file.Name == part && keep < 0 {
					continue
				} else if file.Name == part {
					text.Truncate(keep)
				}
				out, err := w.Create(file.Name)
				require.NoError(t, err)
				_, err = out.Write(text.Bytes())
				require.NoError(t, err)
			}
			require.NoError(t, w.Close())
			require.NoError(t, os.WriteFile(path, changed.Bytes(), 0o600))
			rows, _, err := File(path, Options{}).Collect(context.Background())
			require.Error(t, err, "%s %d", part, keep)
			assert.Nil(t, rows)
		}
	}
}

// FuzzSheet: any XML is read or refused.
func FuzzSheet(f *testing.F) {
	f.Add(someRows)
	f.Add(`<row r="-3"><c r="XFD1"><v>1e400</v></c></row>`)
	f.Fuzz(func(t *testing.T, part string) {
		s := someSheet()
		rows, numbers, _ := read(s, part)
		again, sameNumbers, _ := read(s, part)
		assert.Equal(t, rows, again)
		assert.Equal(t, numbers, sameNumbers)
	})
}
