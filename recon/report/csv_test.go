package report

import (
	"encoding/csv"
	"io"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/billrecon/billrecon/recon"
	"github.com/billrecon/billrecon/recon/internal/exact"
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
			require.Equal(t, strings.Map(shown, strings.ToValidUTF8(cell, "\uFFFD")), got, columns[i].Name)
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
			case Time:
				require.Empty(t, strings.Trim(cell, "0123456789- :"))
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
	total := map[string]exact.Sum{}
	for line := range r.Lines() {
		key := line.Cells[at["Unit"]]
		s := total[key]
		s.Add(dec(line.Cells[at["Difference (bill − order)"]]))
		total[key] = s
		require.Equal(t, nameOf(recon.English, line.Status), line.Cells[at["Status"]])
	}
	for _, u := range r.Overview().Total.Units {
		s := total[u.Unit]
		require.True(t, s.Decimal().Equal(u.Difference), u.Unit)
	}
}

// TestCSVForMachines: the texts are as they are, under names that depend on no language.
func TestCSVForMachines(t *testing.T) {
	in := run{rules: recon.Rules{BillsUntil: proven}}
	keys := []string{"MAR1", "1-2", "TRUE", "1E5", "2.01611E+19", "20161122000000000001", "0012", "=1+1", "a\x00\x1bb", "it's"}
	for _, key := range keys {
		in.orders = append(in.orders, paid(key, "1", 1))
	}
	for _, lang := range []recon.Language{recon.Chinese, recon.English} {
		out := text(t, in.report(t, Options{Machine: true, Language: lang, Nearest: -1}).CSV)
		rows := readCSV(out)
		require.Equal(t, []string{"number", "status", "outcome", "key"}, rows[0][:4])
		for i, key := range keys {
			require.Equal(t, strings.Map(shown, key), rows[i+1][3])
		}
		require.NotContains(t, out, "\x00", "a control character is shown, not written")
	}
}

func TestOwnColumns(t *testing.T) {
	in := run{
		bills:  []recon.Record{paid("A", "3", 1), paid("B", "1", 1), paid("A", "2", 1)},
		orders: []recon.Record{paid("A", "4", 1)},
		rules:  recon.Rules{BillsUntil: proven},
	}
	o := Options{
		BillColumns:  []OwnColumn{Own("文件, 行", func(r recon.Record) string { return "f.csv:" + r.Amount.String() })},
		OrderColumns: []OwnColumn{Own("备注", func(recon.Record) string { return "" }), Own("店", func(recon.Record) string { return "=东门" })},
	}
	r := in.report(t, o)
	requireCSV(t, r, text(t, r.CSV))
	rows := readCSV(text(t, r.CSV))
	n := len(listColumns)
	require.Equal(t, []string{"文件, 行", "备注", "店"}, rows[0][n:])
	require.Equal(t, []string{"f.csv:3 f.csv:2", "", "'=东门"}, rows[1][n:])
	require.Equal(t, "账单 f.csv:3 f.csv:2；订单 =东门", rows[1][n-1])
	g := decode(t, text(t, r.JSON)).Groups[0]
	require.Equal(t, []documentColumn{{"文件, 行", "f.csv:3 f.csv:2"}}, g.BillColumns)
	o.Machine = true
	require.True(t, strings.Contains(text(t, in.report(t, o).CSV), ",\"bill_column_1\",\"order_column_1\",\"order_column_2\"\r\n"))
}

func TestOwnColumnsAreChecked(t *testing.T) {
	in := shop()
	for _, c := range []struct {
		reason string
		column OwnColumn
	}{
		{"the zero column", OwnColumn{}},
		{"no func", Own[recon.Record]("a", nil)},
		{"another type", Own("a", func(string) string { return "" })},
		{"no name", Own("", func(recon.Record) string { return "" })},
		{"a name of two lines", Own("a\nb", func(recon.Record) string { return "" })},
	} {
		_, err := New(in.result(t), Options{OrderColumns: []OwnColumn{c.column}})
		var e *Error
		require.ErrorAs(t, err, &e, c.reason)
		require.Equal(t, "Options.OrderColumns[0]", e.Field, c.reason)
	}
	_, err := New(in.result(t), Options{BillColumns: make([]OwnColumn, mostOwn+1)})
	require.ErrorContains(t, err, "Options.BillColumns")
}

// TestListOrder: exceptions first, the largest difference first; what agrees comes last.
func TestListOrder(t *testing.T) {
	r := month(3000).report(t, Options{Matched: true})
	var last *row
	count := int64(0)
	for current := range r.list() {
		if last != nil {
			was, is := statusRanks[last.Status()], statusRanks[current.Status()]
			require.LessOrEqual(t, was, is)
			if was == is && current.Outcome != recon.Matched {
				require.True(t, stake(&last.Group).GreaterThanOrEqual(stake(&current.Group)))
			}
		}
		kept := *current
		last = &kept
		count++
	}
	require.Equal(t, r.Overview().Total.Groups, count, "no group is lost")
}

func TestRowNumbers(t *testing.T) {
	require.Equal(t, "", string(appendRowNumbers(nil, nil, nil, "P")))
	require.Equal(t, "1 3", string(appendRowNumbers(nil, []int{0, 2}, nil, "P")))
	require.Equal(t, "1 P1 P9", string(appendRowNumbers(nil, []int{0}, []int{0, 8}, "P")))
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
	require.Equal(t, "A008", first[3])
}

// BenchmarkMillionToCSV writes a million groups: all of a month that agrees but for some, and all of one in which nothing agrees.
func BenchmarkMillionToCSV(b *testing.B) {
	for name, in := range map[string]run{"agreeing": month(1_000_000), "differing": apart(1_000_000)} {
		b.Run(name, func(b *testing.B) {
			r := in.report(b, Options{Matched: true})
			b.ReportAllocs()
			for b.Loop() {
				if err := r.CSV(io.Discard); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(r.Overview().Total.Groups), "groups")
		})
		b.Run(name+" memory", func(b *testing.B) { memoryOfCSV(b, in) })
	}
}

// apart is a month in which every amount is off: n groups that differ.
func apart(n int) run {
	in := month(n)
	for i := range in.bills {
		in.bills[i].Amount = in.bills[i].Amount.Add(decimal.New(int64(1+i%5000), -2))
	}
	return in
}

// memoryOfCSV reports the memory in use while the groups are written, beyond what was there before.
func memoryOfCSV(b *testing.B, in run) {
	r := in.report(b, Options{Matched: true})
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	w := &peak{}
	for b.Loop() {
		if err := r.CSV(w); err != nil {
			b.Fatal(err)
		}
	}
	runtime.GC()
	runtime.ReadMemStats(&after)
	b.ReportMetric(0, "ns/op")
	b.ReportMetric(float64(w.live-min(w.live, before.HeapAlloc))/(1<<20), "MB-live-peak")
	b.ReportMetric(float64(int64(after.HeapAlloc)-int64(before.HeapAlloc))/(1<<20), "MB-kept")
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
