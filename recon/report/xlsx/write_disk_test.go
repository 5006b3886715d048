package xlsx

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"github.com/billrecon/billrecon/recon"
	"github.com/billrecon/billrecon/recon/report"
)

var errDisk = errors.New("disk full")

// fullDisk takes so many bytes.
type fullDisk struct{ room int }

func (d *fullDisk) Write(p []byte) (int, error) {
	if len(p) > d.room {
		n := d.room
		d.room = 0
		return n, errDisk
	}
	d.room -= len(p)
	return len(p), nil
}

// TestWriteErrorIsReturned wherever the disk becomes full, near the end too.
func TestWriteErrorIsReturned(t *testing.T) {
	r := fixture(t, report.Options{})
	var whole bytes.Buffer
	if err := Write(&whole, r); err != nil {
		t.Fatal(err)
	}
	for _, room := range []int{0, 1, whole.Len() / 2, whole.Len() * 9 / 10} {
		if err := Write(&fullDisk{room}, r); !errors.Is(err, errDisk) {
			t.Errorf("room for %d bytes: error %v, want %v", room, err, errDisk)
		}
	}
}

// large is a report that excelize does not keep in memory: its rows have more than excelize.StreamChunkSize bytes.
func large(t *testing.T) *report.Report {
	t.Helper()
	key := strings.Repeat("单", 30_000)
	orders := make([]recon.Record, excelize.StreamChunkSize/len(key)+1)
	for i := range orders {
		orders[i] = paid(fmt.Sprint(i, key), "1") // a cell of each row has the key
	}
	return of(t, nil, orders, report.Options{})
}

// tempFolder is where temporary files go for the rest of a test, on every system.
func tempFolder(t *testing.T, folder string) {
	for _, name := range []string{"TMPDIR", "TMP", "TEMP"} {
		t.Setenv(name, folder)
	}
}

// TestTemporaryFilesAreRemoved, also when the workbook cannot be written.
func TestTemporaryFilesAreRemoved(t *testing.T) {
	r, folder := large(t), t.TempDir()
	tempFolder(t, folder)
	seen := 0
	for _, room := range []int{0, 1 << 30} {
		err := Write(&watching{fullDisk{room}, folder, &seen}, r)
		if errors.Is(err, errDisk) != (room == 0) || seen == 0 {
			t.Errorf("room for %d bytes: error %v, %d temporary files while writing", room, err, seen)
		}
		if left, err := os.ReadDir(folder); err != nil || len(left) > 0 {
			t.Errorf("room for %d bytes: %v are left (%v)", room, left, err)
		}
	}
}

// watching counts the files of a folder while it is written to.
type watching struct {
	fullDisk
	folder string
	seen   *int
}

func (w *watching) Write(p []byte) (int, error) {
	files, _ := os.ReadDir(w.folder)
	*w.seen = max(*w.seen, len(files))
	return w.fullDisk.Write(p)
}

// TestNoTemporaryFolder: excelize then keeps all rows in memory, and the workbook is whole.
func TestNoTemporaryFolder(t *testing.T) {
	r, out := large(t), bytes.Buffer{}
	tempFolder(t, filepath.Join(t.TempDir(), "absent"))
	if err := Write(&out, r); err != nil {
		t.Fatal(err)
	}
	files, err := zip.NewReader(bytes.NewReader(out.Bytes()), int64(out.Len()))
	if err != nil {
		t.Fatal(err)
	}
	sheet, err := fs.ReadFile(files, "xl/worksheets/sheet2.xml")
	if err != nil || len(sheet) < excelize.StreamChunkSize {
		t.Fatalf("the list has %d bytes (%v), too few to need a temporary file", len(sheet), err)
	}
	if got, want := bytes.Count(sheet, []byte("<row ")), len(lines(r))+2; got != want {
		t.Errorf("%d rows, want %d: head, groups and total", got, want)
	}
}
