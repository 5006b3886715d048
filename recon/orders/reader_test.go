package orders_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"

	"github.com/billrecon/billrecon/recon"
	"github.com/billrecon/billrecon/recon/orders"
)

const head = "订单号,金额,时间,状态,退款金额,退款时间,姓名,手机号\n"

func of(text string, o orders.Options) *orders.Reader {
	return orders.At("x.csv", strings.NewReader(text), o)
}

func day(t *testing.T, text string) recon.Day {
	d, err := recon.ParseDay(text)
	require.NoError(t, err)
	return d
}

// keysOf are the order numbers of rows, those of refunds with a minus.
func keysOf(rows []orders.Row) (keys []string) {
	for _, row := range rows {
		if row.Record.Kind == recon.Refund {
			keys = append(keys, "-"+row.Record.Key)
			continue
		}
		keys = append(keys, row.Record.Key)
	}
	return keys
}

const threeDays = head +
	"A,1,2026-11-21 23:59:59,已支付,,,,\n" +
	"B,2,2026-11-22 00:00:00,已支付,,,,\n" +
	"C,3,2026-11-22 23:59:59,已退款,3,2026-11-23 00:00:00,,\n" +
	"D,4,2026-11-23 00:00:00,已支付,,,,\n" +
	"E,5,,待支付,,,,\n"

func TestDays(t *testing.T) {
	d21, d22, d23 := day(t, "2026-11-21"), day(t, "2026-11-22"), day(t, "2026-11-23")
	for _, c := range []struct {
		reason           string
		o                orders.Options
		want             string
		outside, undated int
	}{
		{"every day", orders.Options{}, "A B C -C D E", 0, 0},
		{"one day", orders.Options{Day: d22}, "B C", 3, 1},
		{"a refund is of the day it was made", orders.Options{Day: d23}, "-C D", 3, 1},
		{"both ends are included", orders.Options{From: d21, Through: d22}, "A B C", 2, 1},
		{"no first day", orders.Options{Through: d21}, "A", 4, 1},
		{"no last day", orders.Options{From: d23}, "-C D", 3, 1},
		{"days that end at 23:00", orders.Options{Day: d22, DayOf: recon.Rules{CutOff: 23 * time.Hour}.DayOf}, "A B", 3, 1},
	} {
		t.Run(c.reason, func(t *testing.T) {
			rows, summary, err := of(threeDays, c.o).Collect(context.Background())
			require.NoError(t, err)
			assert.Equal(t, strings.Fields(c.want), keysOf(rows))
			assert.Equal(t, c.outside, summary.Outside)
			assert.Equal(t, c.undated, summary.Undated)
			assert.Equal(t, len(rows), summary.Orders+summary.Refunds)
		})
	}
}

func TestNoOrders(t *testing.T) {
	_, _, err := of(threeDays, orders.Options{Day: day(t, "2026-11-25")}).Collect(context.Background())
	require.ErrorIs(t, err, orders.ErrNoneOfDay)
	_, _, err = of(head, orders.Options{}).Collect(context.Background())
	require.ErrorIs(t, err, orders.ErrNoOrders)
	assert.EqualError(t, err, "orders: x.csv: it has no order; Options.AllowNone takes that")
	for _, text := range []string{threeDays, head} {
		rows, _, err := of(text, orders.Options{Day: day(t, "2026-11-25"), AllowNone: true}).Collect(context.Background())
		require.NoError(t, err)
		assert.Empty(t, rows)
	}
	_, err = of("", orders.Options{AllowNone: true}).Check(context.Background())
	require.ErrorIs(t, err, orders.ErrHeader, "an empty file has no head, and is no day without sales")
}

func TestKeep(t *testing.T) {
	o := orders.Options{Keep: func(row orders.Row) bool { return row.Record.Key != "B" }}
	reader := of(threeDays, o)
	rows, summary, err := reader.Collect(context.Background())
	require.NoError(t, err)
	assert.Equal(t, []string{"A", "C", "-C", "D", "E"}, keysOf(rows))
	assert.Equal(t, 1, summary.Dropped)
	checked, err := reader.Check(context.Background())
	require.NoError(t, err)
	assert.Equal(t, summary, checked)
	_, err = of(threeDays, orders.Options{Keep: func(orders.Row) bool { return false }}).Check(context.Background())
	assert.NoError(t, err, "a day whose rows are all dropped is a day")
}

const badLines = head +
	"A,1,2026-11-22,已支付,,,,\n" +
	"B,x,2026-11-22,已支付,,,张三,13800000000\n" +
	"2.01611E+19,1,2026-11-22,已支付,,,张三,13800000000\n" +
	"D,1,2026-11-22,寄售,,,张三,13800000000\n" +
	"E,1,2026-11-22,寄售,,,张三,13800000000\n" +
	"F,1,2026-11-22,挂起,,,张三,13800000000\n" +
	"G,1,昨天,已支付,,,张三,13800000000\n" +
	"H,1,2026-11-22,已支付,,,张三\n" +
	"\"I\"张三,1,2026-11-22,已支付,,,张三,13800000000\n" +
	"J,1,2026-11-22,已支付,,,,\n"

// TestBadLines: all of them are told, with their places, and no row is given.
func TestBadLines(t *testing.T) {
	reader := of(badLines, orders.Options{})
	rows, _, err := reader.Collect(context.Background())
	assert.Nil(t, rows)
	var refused *orders.FileError
	require.ErrorAs(t, err, &refused)
	assert.Equal(t, 8, refused.Bad)
	assert.Equal(t, []string{"寄售", "挂起"}, refused.Words)
	var lines []int
	for _, line := range refused.Lines {
		lines = append(lines, line.Line)
		assert.True(t, strings.HasPrefix(badLines[line.Offset:], strings.Split(badLines, "\n")[line.Line-1]), "the offset is that of the line")
		assert.NotContains(t, line.Error(), "张三")
		assert.NotContains(t, line.Error(), "13800000000")
	}
	assert.Equal(t, []int{3, 4, 5, 6, 7, 8, 9, 10}, lines)
	for _, kind := range []error{orders.ErrCell, orders.ErrPrecision, orders.ErrStatus, orders.ErrLine} {
		assert.ErrorIs(t, err, kind)
	}
	text := err.Error()
	for _, want := range []string{
		"orders: x.csv: 8 lines cannot be read, so none was taken",
		`line 3 金额: it must be an amount`, `it is "x"`, `line 4 订单号: the order number was turned into a number`, `unknown words`, `["寄售" "挂起"]`,
		`line 8 时间: it must be a date`,
	} {
		assert.Contains(t, text, want)
	}
	assert.NotContains(t, text, "张三")
	assert.NotContains(t, text, "13800000000")
	for row, err := range reader.Rows(context.Background()) {
		assert.Zero(t, row, "the first reading refuses the file")
		assert.ErrorAs(t, err, &refused)
	}
	one := refused.Lines[0]
	assert.Equal(t, "x.csv", one.File)
	assert.Contains(t, one.Error(), "orders: x.csv line 3 金额: ")
}

func TestManyBadLines(t *testing.T) {
	text := head
	for i := range 300 {
		text += fmt.Sprintf("A,1,2026-11-22,%s%d,,,,\n", strings.Repeat("长", 30), i)
	}
	_, err := of(text, orders.Options{}).Check(context.Background())
	var refused *orders.FileError
	require.ErrorAs(t, err, &refused)
	assert.Equal(t, 300, refused.Bad)
	assert.Len(t, refused.Lines, 20)
	assert.Equal(t, []string{strings.Repeat("长", 20) + "…"}, refused.Words)
	assert.ErrorContains(t, err, "and 280 more")
}

// TestReport: bad lines are told one by one, the others are taken, in one reading.
func TestReport(t *testing.T) {
	var bad []int
	reader := of(badLines, orders.Options{Report: func(e *orders.Error) { bad = append(bad, e.Line) }})
	rows, summary, err := reader.Collect(context.Background())
	require.NoError(t, err)
	assert.Equal(t, []string{"A", "J"}, keysOf(rows))
	assert.Equal(t, []int{3, 4, 5, 6, 7, 8, 9, 10}, bad)
	assert.Equal(t, 8, summary.Bad)
	bad = nil
	count := 0
	for _, err := range reader.Rows(context.Background()) {
		require.NoError(t, err)
		count++
	}
	assert.Equal(t, 2, count)
	assert.Len(t, bad, 8, "each is told once")
}

// TestLostLines: where nobody knows how many lines a damaged one took in, the file is refused, and no row of it is given as if it were
// the whole, whether bad lines are told one by one or not.
func TestLostLines(t *testing.T) {
	const whole, rest = "订单号,金额,时间,备注\nA,1,2026-11-22,\n", "Z,1,2026-11-22,\n"
	for _, c := range []struct{ reason, damaged, want string }{
		{"a line without an end", strings.Repeat("x", 1<<20+1) + "\n", "line 3: it is longer than 1 MiB"},
		{"a quote without an end", "B,1,2026-11-22,\"note\n", "line 3: a quoted cell of this line does not end"},
		{"a quote without an end for long", "\"B,1,2026-11-22,\n" + strings.Repeat("C,1,2026-11-22,\n", 1<<17), "line 3: a quoted cell of this line does not end"},
		{"a quote that ends in the next line", "\"B,1,2026-11-22,\nC,\"1\",2026-11-22,\n", "line 3: a quote inside a quoted cell must be doubled"},
		{"a quote that takes in a line", "B,1,\"2026-11-22,\nC,1,2026-11-22,\"\n", "line 3: it has fewer cells than the head"},
		{"a number that takes in a line", "\"B,1,2026-11-22,\nC\",1,2026-11-22,\n", "line 3 订单号: it has a line break"},
		{"line ends of two kinds", "B,1,2026-11-22,\rC,1,2026-11-22,\n", "line 3: it has a cell that the head has no name for"},
	} {
		t.Run(c.reason, func(t *testing.T) {
			for _, report := range []func(*orders.Error){nil, func(e *orders.Error) { t.Error("told as if it were one line: ", e) }} {
				reader := of(whole+c.damaged+rest, orders.Options{Report: report})
				rows, _, err := reader.Collect(context.Background())
				require.ErrorIs(t, err, orders.ErrLine)
				assert.Nil(t, rows)
				assert.ErrorContains(t, err, c.want)
				assert.ErrorContains(t, err, "x.csv")
				_, err = reader.Check(context.Background())
				require.ErrorIs(t, err, orders.ErrLine)
				var last error
				for _, last = range reader.Rows(context.Background()) {
				}
				require.ErrorIs(t, last, orders.ErrLine)
			}
		})
	}
	_, err := of(strings.Repeat("x", 1<<20+1)+"\n"+whole, orders.Options{}).Check(context.Background())
	require.ErrorIs(t, err, orders.ErrLine, "above the head too")
	fails := errors.New("the disk")
	_, err = orders.At("x.csv", failing{whole + "B,1,2026-11-22,\"note\n", fails}, orders.Options{Report: func(*orders.Error) {}}).Check(context.Background())
	require.ErrorIs(t, err, fails, "within a quoted cell too")
}

// failing is a file that cannot be read to its end.
type failing struct {
	text string
	err  error
}

func (f failing) ReadAt(p []byte, off int64) (int, error) {
	if off >= int64(len(f.text)) {
		return 0, f.err
	}
	return copy(p, f.text[off:]), nil
}

// TestCarriageReturns: files of old Macs end their lines with a carriage return alone.
func TestCarriageReturns(t *testing.T) {
	const text = "订单号,金额,时间,备注\rA,1,2026-11-22,\"二\r行\"\r\rB,2,2026-11-22,上\r"
	gb, err := simplifiedchinese.GB18030.NewEncoder().String(text)
	require.NoError(t, err)
	wide, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().String(text)
	require.NoError(t, err)
	for _, file := range []string{text, "\ufeff" + text, gb, wide} {
		reader := of(file, orders.Options{})
		rows, summary, err := reader.Collect(context.Background())
		require.NoError(t, err)
		assert.Equal(t, []string{"A", "B"}, keysOf(rows))
		assert.Equal(t, []int{2, 5}, []int{rows[0].Line, rows[1].Line})
		assert.Equal(t, 5, summary.Lines)
		cells, err := reader.Cells(context.Background(), rows...)
		require.NoError(t, err)
		assert.Equal(t, []string{"二\n行", "上"}, []string{cells[0][3].Text, cells[1][3].Text})
	}
}

func TestOptionsAreChecked(t *testing.T) {
	d := day(t, "2026-11-22")
	for _, c := range []struct {
		o    orders.Options
		want string
	}{
		{orders.Options{Day: d, From: d}, "Options.Day"},
		{orders.Options{From: d, Through: d - 1}, "Options.Through"},
		{orders.Options{Encoding: 9}, "Options.Encoding"},
		{orders.Options{Delimiter: '"'}, "Options.Delimiter"},
		{orders.Options{Types: map[string]recon.Kind{"冲正": recon.Reversal}}, "Options.Types"},
	} {
		_, _, err := of(head, c.o).Collect(context.Background())
		require.ErrorIs(t, err, orders.ErrOptions)
		assert.ErrorContains(t, err, c.want)
		_, err = of(head, c.o).Check(context.Background())
		require.ErrorIs(t, err, orders.ErrOptions)
		_, err = of(head, c.o).Cells(context.Background())
		require.ErrorIs(t, err, orders.ErrOptions)
	}
}

func TestColumns(t *testing.T) {
	const text = "单据,编号,应收(元),日期,门店,导购,订单号\n1,T1,2.50,2026-11-22,一店,王,9\n"
	columns := orders.Columns{Number: "单 据", AltKeys: [2]string{"", "编号"}, Amount: "应收", Time: "日期", Labels: [4]string{"导购", "门店"}}
	rows, _, err := of(text, orders.Options{Columns: columns}).Collect(context.Background())
	require.NoError(t, err)
	r := rows[0].Record
	assert.Equal(t, "1", r.Key, "the caller's column goes before the usual one")
	assert.Equal(t, recon.AltKeys{"", "T1"}, r.AltKeys)
	assert.Equal(t, "2.5", r.Amount.String())
	assert.Equal(t, [4]recon.Label{{Name: "导购", Value: "王"}, {Name: "门店", Value: "一店"}}, r.Labels)

	columns.Labels, columns.Time = [4]string{"-"}, "-"
	rows, _, err = of(text, orders.Options{Columns: columns}).Collect(context.Background())
	require.NoError(t, err)
	assert.Zero(t, rows[0].Record.Labels)
	assert.True(t, rows[0].Record.Time.IsZero(), "no time is asked for")

	for _, c := range []struct {
		columns orders.Columns
		want    string
	}{
		{orders.Columns{Number: "单据", Amount: "应收", Time: "时刻"}, `Time, which Options.Columns calls "时刻"`},
		{orders.Columns{Number: "单据", Amount: "应收", Time: "日期", Fee: "手续费"}, `Fee, which Options.Columns calls "手续费"`},
		{orders.Columns{Number: "单据", Amount: "实收"}, `Amount, which Options.Columns calls "实收"`},
		{orders.Columns{Number: "-", Amount: "应收"}, "Number"},
	} {
		_, err := of(text, orders.Options{Columns: c.columns}).Check(context.Background())
		require.ErrorIs(t, err, orders.ErrHeader)
		assert.ErrorContains(t, err, c.want)
	}
}

// TestUsualColumns: the usual columns are known when they stand together.
func TestUsualColumns(t *testing.T) {
	const text = "订单号,商户订单号,流水号,实付金额,订单金额,退款金额,支付方式,订单状态,下单时间,支付时间,门店,收银员,终端号,币种\n" +
		"1,M1,T1,9.00,10.00,2.00,支付宝,部分退款,2026-11-22 09:00:00,2026-11-22 09:05:00,一店,王,POS1,人民币\n"
	rows, summary, err := of(text, orders.Options{}).Collect(context.Background())
	require.NoError(t, err)
	require.Len(t, rows, 2)
	assert.Equal(t, recon.AltKeys{"T1"}, rows[0].Record.AltKeys)
	assert.Equal(t, "M1 9 alipay 09:05", fmt.Sprint(
		rows[0].Record.Key, " ", rows[0].Record.Amount, " ", rows[0].Record.Channel, rows[0].Record.Time.Format(" 15:04"),
	))
	assert.Equal(t, "-2", rows[1].Record.Amount.String())
	assert.Equal(t, [4]recon.Label{{Name: "门店", Value: "一店"}, {Name: "收银员", Value: "王"}, {Name: "终端号", Value: "POS1"}}, rows[1].Record.Labels)
	assert.Equal(t, orders.Summary{File: "x.csv", Encoding: orders.UTF8, Delimiter: ',', Head: 1, Lines: 2, Orders: 1, Refunds: 1,
		First: rows[0].Record.Time, Last: rows[0].Record.Time}, summary)
}

// TestEncodings: each row's offset is where its line starts, in the file's own encoding, and its cells are read there again.
func TestEncodings(t *testing.T) {
	text := "订单号,金额,时间,备注\n"
	for i := range 200 {
		text += fmt.Sprintf("订%d,%d.50,2026-11-22,\"备注%d, 𠀀镕\n第二行\"\n", i, i, i)
	}
	for _, c := range []struct {
		name     string
		encoding orders.Encoding
		encoder  *encoding.Encoder
		mark     string
	}{
		{"UTF-8", orders.UTF8, nil, ""},
		{"UTF-8 with a mark", orders.UTF8, nil, "\ufeff"},
		{"GB18030", orders.GB18030, simplifiedchinese.GB18030.NewEncoder(), ""},
		{"UTF-16LE", orders.UTF16LE, unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder(), ""},
		{"UTF-16BE", orders.UTF16BE, unicode.UTF16(unicode.BigEndian, unicode.UseBOM).NewEncoder(), ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			file := []byte(c.mark + text)
			if c.encoder != nil {
				var err error
				file, err = c.encoder.Bytes([]byte(text))
				require.NoError(t, err)
			}
			reader := orders.At("x.csv", bytes.NewReader(file), orders.Options{})
			rows, summary, err := reader.Collect(context.Background())
			require.NoError(t, err)
			assert.Equal(t, c.encoding, summary.Encoding)
			require.Len(t, rows, 200)
			for i, row := range rows {
				assert.Equal(t, fmt.Sprint("订", i), row.Record.Key)
				assert.Equal(t, 2+2*i, row.Line)
			}
			cells, err := reader.Cells(context.Background(), rows[199], rows[7])
			require.NoError(t, err)
			assert.Equal(t, orders.Cell{Name: "备注", Text: "备注199, 𠀀镕\n第二行"}, cells[0][3])
			assert.Equal(t, orders.Cell{Name: "订单号", Text: "订7"}, cells[1][0])
			wrong := orders.UTF8
			if c.encoding == wrong {
				wrong = orders.GB18030
			}
			_, err = orders.At("x.csv", bytes.NewReader(file), orders.Options{Encoding: wrong}).Check(context.Background())
			assert.ErrorIs(t, err, orders.ErrHeader, "another encoding than the file's")
		})
	}
}

// TestCellsAgain: they come untouched, and only those of rows that are still there.
func TestCellsAgain(t *testing.T) {
	path := filepath.Join(t.TempDir(), "x.csv")
	text := head + "A,1,2026-11-22,已支付,,,,\n`B,\"¥2,000\",2026-11-22,已退款,5,2026-11-23,张三,13800000000\n"
	require.NoError(t, os.WriteFile(path, []byte(text), 0o600))
	reader := orders.File(path, orders.Options{Day: day(t, "2026-11-23")})
	rows, _, err := reader.Collect(context.Background())
	require.NoError(t, err)
	require.Equal(t, []string{"-B"}, keysOf(rows), "a refund has the cells of its order")
	cells, err := reader.Cells(context.Background(), rows...)
	require.NoError(t, err)
	assert.Equal(t, "[{订单号 `B} {金额 ¥2,000} {时间 2026-11-22} {状态 已退款} {退款金额 5} {退款时间 2026-11-23} {姓名 张三} {手机号 13800000000}]", fmt.Sprint(cells[0]))

	require.NoError(t, os.WriteFile(path, []byte(strings.Replace(text, "A,1,", "AA,1,", 1)), 0o600))
	_, err = reader.Cells(context.Background(), rows...)
	require.ErrorIs(t, err, orders.ErrChanged)
	require.NoError(t, os.Remove(path))
	_, err = reader.Cells(context.Background(), rows...)
	require.ErrorIs(t, err, os.ErrNotExist)
	for _, err := range reader.Rows(context.Background()) {
		require.ErrorIs(t, err, os.ErrNotExist)
	}
}

// changing is a file that is another one each time it is read from its start, after the readings that look at its encoding, line ends and head.
type changing struct {
	mu    sync.Mutex
	texts []string
}

func (c *changing) ReadAt(p []byte, off int64) (int, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	text := c.texts[0]
	if off == 0 && len(c.texts) > 1 {
		c.texts = c.texts[1:]
	}
	return strings.NewReader(text).ReadAt(p, off)
}

// TestChanged: what the second reading finds must be what the first one checked.
func TestChanged(t *testing.T) {
	before := head + "A,1,2026-11-22,已支付,,,,\n"
	after := strings.Replace(before, "A,1,", "A,7,", 1)
	reader := orders.At("x.csv", &changing{texts: []string{before, before, before, before, after}}, orders.Options{})
	var last error
	for _, err := range reader.Rows(context.Background()) {
		last = err
	}
	require.ErrorIs(t, last, orders.ErrChanged)
	assert.EqualError(t, last, "orders: x.csv: it changed between the reading that checked it and this one")
}

// table is a Source of a caller's.
type table struct {
	rows  [][]string
	fails error
}

func (s *table) Lines(context.Context) iter.Seq2[orders.Line, error] {
	return func(yield func(orders.Line, error) bool) {
		for i, row := range s.rows {
			var cells [][]byte
			for _, cell := range row {
				cells = append(cells, []byte(cell))
			}
			line := orders.Line{Number: i + 1, Cells: cells}
			if i > 0 && row[0] == "rounded" {
				line.Inexact = []bool{true, false, false}
			}
			if !yield(line, nil) {
				return
			}
		}
		if s.fails != nil {
			yield(orders.Line{}, s.fails)
		}
	}
}

func TestSource(t *testing.T) {
	s := &table{rows: [][]string{{"订单号", "金额", "时间"}, {"A", "1", "2026-11-22"}, {"B", "2", "2026-11-22"}}}
	reader := orders.From("query", s, orders.Options{})
	rows, _, err := reader.Collect(context.Background())
	require.NoError(t, err)
	assert.Equal(t, []string{"A", "B"}, keysOf(rows))
	cells, err := reader.Cells(context.Background(), rows...)
	require.NoError(t, err)
	assert.Equal(t, "2", cells[1][1].Text)

	for row, err := range reader.Rows(context.Background()) {
		if row.Record.Key == "A" {
			require.NoError(t, err)
			s.rows[2][1] = "3"
		} else if row.Record.Key == "" {
			require.ErrorIs(t, err, orders.ErrChanged)
		}
	}
	s.rows = append(s.rows, []string{"rounded", "1", "2026-11-22"})
	_, err = reader.Check(context.Background())
	require.ErrorIs(t, err, orders.ErrPrecision)
	s.rows, s.fails = s.rows[:3], io.ErrUnexpectedEOF
	_, err = reader.Check(context.Background())
	require.ErrorIs(t, err, io.ErrUnexpectedEOF)
	_, err = reader.Cells(context.Background(), orders.Row{Line: 9})
	require.ErrorIs(t, err, io.ErrUnexpectedEOF)
	s.rows = nil
	_, err = reader.Check(context.Background())
	require.ErrorIs(t, err, io.ErrUnexpectedEOF)
}

// torn is a Source whose second line is damaged.
type torn struct{ table }

func (s *torn) Lines(ctx context.Context) iter.Seq2[orders.Line, error] {
	return func(yield func(orders.Line, error) bool) {
		for line, err := range s.table.Lines(ctx) {
			if line.Number == 2 {
				line.Cells, err = nil, &orders.Error{Line: 2, Rule: "it is torn"}
			}
			if !yield(line, err) {
				return
			}
		}
	}
}

// TestTornSource: a damaged line of another table is told like one of a CSV file, and the cells of the others are found behind it.
func TestTornSource(t *testing.T) {
	s := &torn{table{rows: [][]string{{"订单号", "金额", "时间"}, {"A", "1", "2026-11-22"}, {"B", "2", "2026-11-22"}}}}
	_, err := orders.From("query", s, orders.Options{}).Check(context.Background())
	require.EqualError(t, err, "orders: query: 1 lines cannot be read, so none was taken\n\tline 2: it is torn")
	var told []string
	reader := orders.From("query", s, orders.Options{Report: func(e *orders.Error) { told = append(told, e.Error()) }})
	rows, _, err := reader.Collect(context.Background())
	require.NoError(t, err)
	assert.Equal(t, []string{"B"}, keysOf(rows))
	assert.Equal(t, []string{"orders: query line 2: it is torn"}, told)
	cells, err := reader.Cells(context.Background(), rows...)
	require.NoError(t, err)
	assert.Equal(t, "2", cells[0][1].Text)
}

func TestStopping(t *testing.T) {
	reader := orders.At("x.csv", bytes.NewReader(export(10_000)), orders.Options{})
	count := 0
	for range reader.Rows(context.Background()) {
		if count++; count == 3 {
			break
		}
	}
	assert.Equal(t, 3, count)
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	count = 0
	for _, err := range reader.Rows(ctx) {
		if count++; err != nil {
			require.ErrorIs(t, err, context.Canceled)
		}
		cancel()
	}
	assert.Less(t, count, 5_000)
	assert.Greater(t, count, 1)
}

// TestOneReaderForMany: readings do not know of each other.
func TestOneReaderForMany(t *testing.T) {
	reader := orders.At("x.csv", bytes.NewReader(export(500)), orders.Options{})
	want, _, err := reader.Collect(context.Background())
	require.NoError(t, err)
	var group sync.WaitGroup
	for range 4 {
		group.Go(func() {
			var got []orders.Row
			for row, err := range reader.Rows(context.Background()) {
				assert.NoError(t, err)
				got = append(got, row)
			}
			assert.Equal(t, want, got)
		})
	}
	group.Wait()
}

func TestNames(t *testing.T) {
	assert.Equal(t, "auto UTF-8 GB18030 UTF-16LE UTF-16BE unknown", strings.TrimSuffix(fmt.Sprintln(orders.Auto, orders.UTF8, orders.GB18030, orders.UTF16LE,
		orders.UTF16BE, orders.Encoding(77)), "\n"))
	assert.NoError(t, errors.Unwrap(&orders.Error{}))
}
