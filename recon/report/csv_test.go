package report

import (
	"encoding/csv"
	"io"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/billrecon/billrecon/recon"
)

// readCSV is a reader of RFC 4180 that, unlike encoding/csv, keeps every byte of a quoted cell.
func readCSV(text string) [][]string {
	var rows [][]string
	var row []string
	var cell strings.Builder
	quoted := false
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case quoted && c == '"' && i+1 < len(text) && text[i+1] == '"':
			cell.WriteByte(c)
			i++
		case c == '"':
			quoted = !quoted
		case quoted:
			cell.WriteByte(c)
		case c == ',':
			row = append(row, cell.String())
			cell.Reset()
		case c == '\r' && i+1 < len(text) && text[i+1] == '\n':
			rows = append(rows, append(row, cell.String()))
			row = nil
			cell.Reset()
			i++
		default:
			cell.WriteByte(c)
		}
	}
	return rows
}

// requireCSV compares a CSV file with the lines that it is made of, cell by cell.
func requireCSV(t require.TestingT, r *Report, text string) {
	rows := readCSV(strings.TrimPrefix(text, byteOrderMark))
	columns := r.Columns()
	names := make([]string, len(columns))
	for i, c := range columns {
		names[i] = c.Name
	}
	require.Equal(t, names, rows[0])
	rows = rows[1:]
	for line := range r.Lines() {
		require.NotEmpty(t, rows)
		require.Len(t, rows[0], len(columns))
		for i, cell := range line.Cells {
			got := rows[0][i]
			if columns[i].Kind == Text {
				got = UnescapeCell(got)
			}
			require.Equal(t, strings.ToValidUTF8(cell, "\uFFFD"), got, columns[i].Name)
		}
		rows = rows[1:]
	}
	require.Empty(t, rows)
}

func TestCSVReadsBackExactly(t *testing.T) {
	for name, in := range map[string]run{"shop": shop(), "extreme": extreme(), "empty": {}, "month": month(500)} {
		for _, lang := range []recon.Language{recon.Chinese, recon.English} {
			t.Run(name, func(t *testing.T) {
				r := in.report(t, Options{Language: lang, Matched: true, Nearest: 3})
				requireCSV(t, r, text(t, r.CSV))
			})
		}
	}
}

func TestCSVOfAnyKeyReadsBackExactly(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		keys := rapid.SliceOfN(rapid.OneOf(rapid.String(), rapid.Map(rapid.SliceOf(rapid.Byte()), func(b []byte) string { return string(b) })), 1, 8).Draw(rt, "keys")
		in := run{rules: recon.Rules{BillsUntil: proven}}
		for i, key := range keys {
			in.orders = append(in.orders, recon.Record{Key: key, Amount: dec("1"), Unit: keys[len(keys)-1-i]})
		}
		r := in.report(t, Options{})
		requireCSV(rt, r, text(t, r.CSV))
	})
}

func TestCSVIsReadByEncodingCSV(t *testing.T) {
	r := shop().report(t, Options{Matched: true})
	out := text(t, r.CSV)
	require.True(t, strings.HasPrefix(out, "\xef\xbb\xbf"), "Excel needs the mark to read Chinese")
	rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(out, byteOrderMark))).ReadAll()
	require.NoError(t, err, "all rows must have the same number of cells")
	require.Equal(t, "序号", rows[0][0])
	require.NotContains(t, strings.ReplaceAll(out, "\r\n", ""), "\n", "every line ends in CR LF")
}

func TestOnlyTextCellsCanHoldAnything(t *testing.T) {
	r := extreme().report(t, Options{Language: recon.English, Nearest: 3})
	columns := r.Columns()
	for line := range r.Lines() {
		for i, cell := range line.Cells {
			switch columns[i].Kind {
			case Count:
				require.Empty(t, strings.Trim(cell, "0123456789"))
			case Amount:
				require.Empty(t, strings.Trim(cell, "0123456789.-e"))
			case Date:
				require.Empty(t, strings.Trim(cell, "0123456789-"))
			case Label:
				require.False(t, runs(cell), cell)
			}
		}
	}
}

func TestLinesAddUp(t *testing.T) {
	in := shop()
	r := in.report(t, Options{Matched: true, Language: recon.English})
	at := map[string]int{}
	for i, c := range r.Columns() {
		at[c.Name] = i
	}
	total := map[string]sum{}
	for line := range r.Lines() {
		key := line.Cells[at["Unit"]]
		s := total[key]
		s.add(dec(line.Cells[at["Difference (bill − order)"]]))
		total[key] = s
		require.Equal(t, nameOf(recon.English, line.Status), line.Cells[at["Status"]])
	}
	for _, u := range r.Overview().Total.Units {
		s := total[u.Unit]
		require.True(t, s.total().Equal(u.Difference), u.Unit)
	}
}

func TestRowNumbers(t *testing.T) {
	require.Equal(t, "", rowNumbers(nil, nil))
	require.Equal(t, "1 3", rowNumbers([]int{0, 2}, nil))
	require.Equal(t, "1 P1 P9", rowNumbers([]int{0}, []int{0, 8}))
}

func TestExcessOfThePool(t *testing.T) {
	in := run{
		bills: []recon.Record{paid("A", "1", 3)},
		rules: recon.Rules{BillsUntil: proven, Pool: recon.Pool{Version: recon.PoolVersion, Orders: []recon.PoolRow{
			{ID: "a", Record: paid("A", "1", 3)}, {ID: "b", Record: paid("A", "1", 3)},
		}}},
	}
	for line := range in.report(t, Options{}).Lines() {
		require.Equal(t, "P2", line.Cells[20])
		require.Equal(t, "P2", line.Cells[21])
	}
}

func TestLinesCanBeKept(t *testing.T) {
	r := shop().report(t, Options{})
	var first []string
	for line := range r.Lines() {
		if first == nil {
			first = slices.Clone(line.Cells)
		}
	}
	require.Equal(t, "A003", first[3])
}

// BenchmarkMillionToCSV reports the memory in use while a million groups are written, beyond what was there before.
func BenchmarkMillionToCSV(b *testing.B) {
	in := month(1_000_000)
	r := in.report(b, Options{Matched: true})
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	w := &peak{}
	b.ResetTimer()
	b.ReportAllocs()
	for range b.N {
		if err := r.CSV(w); err != nil {
			b.Fatal(err)
		}
	}
	b.StopTimer()
	runtime.GC()
	runtime.ReadMemStats(&after)
	b.ReportMetric(float64(w.live-min(w.live, before.HeapAlloc))/(1<<20), "MB-live-peak")
	b.ReportMetric(float64(int64(after.HeapAlloc)-int64(before.HeapAlloc))/(1<<20), "MB-kept")
	b.ReportMetric(float64(r.Overview().Total.Groups), "groups")
	runtime.KeepAlive(in)
}

// peak collects now and then, and notes what is alive then.
type peak struct {
	writes int
	live   uint64
}

func (p *peak) Write(data []byte) (int, error) {
	if p.writes++; p.writes%500 == 0 {
		var m runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&m)
		p.live = max(p.live, m.HeapAlloc)
	}
	return len(data), nil
}

var _ io.Writer = (*peak)(nil)
