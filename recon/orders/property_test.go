package orders_test

import (
	"bytes"
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"
	"pgregory.net/rapid"

	"github.com/billrecon/billrecon/recon"
	"github.com/billrecon/billrecon/recon/orders"
)

// form writes a value in one of the forms that a property chooses from.
func form[T any](t *rapid.T, name string, v T, forms ...func(T) string) string {
	return rapid.SampledFrom(forms).Draw(t, name)(v)
}

func plainText(s string) string { return s }

func wrapped(before, after string) func(string) string {
	return func(s string) string { return before + s + after }
}

func layout(of string) func(time.Time) string {
	return func(at time.Time) string { return at.Format(of) }
}

func thousands(d decimal.Decimal) string {
	whole, fen, _ := strings.Cut(d.StringFixed(2), ".")
	for i := len(whole) - 3; i > 0; i -= 3 {
		whole = whole[:i] + "," + whole[i:]
	}
	return whole + "." + fen
}

func fullWidth(s string) string {
	return strings.Map(func(c rune) rune { return c + '！' - '!' }, s)
}

// TestWhatIsWrittenIsRead: records written in any of the forms, columns in any order, in any encoding and delimiter, come back equal.
func TestWhatIsWrittenIsRead(t *testing.T) {
	zone := time.FixedZone("UTC+8", 8*3600)
	states := map[recon.State][]string{recon.Succeeded: {"已支付", "已完成", "Paid"}, recon.Pending: {"待支付", "UNPAID"}, recon.Closed: {"已取消"},
		recon.Failed: {"支付失败"}, recon.Refunded: {"已退款", "refunded"}, recon.Unknown: {"部分退款"}}
	rapid.Check(t, func(t *rapid.T) {
		columns := rapid.Permutation([]string{"订单号", "实付金额", "支付时间", "订单状态", "备注", "门店"}).Draw(t, "columns")
		var want []recon.Record
		lines := [][]string{columns}
		for range rapid.IntRange(1, 20).Draw(t, "lines") {
			r := recon.Record{
				Key:    rapid.StringMatching(`[A-Z0-9][0-9A-DF-Z_-]{0,25}`).Draw(t, "key"),
				Amount: decimal.New(rapid.Int64Range(0, 1e12).Draw(t, "fen"), -2),
				State:  rapid.SampledFrom([]recon.State{recon.Succeeded, recon.Pending, recon.Closed, recon.Failed, recon.Refunded, recon.Unknown}).Draw(t, "state"),
				Time:   time.Unix(rapid.Int64Range(1_000_000_000, 4_000_000_000).Draw(t, "time"), 0).In(zone),
			}
			r.Labels[0] = recon.Label{Name: "门店", Value: rapid.SampledFrom([]string{"一店", "南京东路, 2店", `"三"店`}).Draw(t, "store")}
			cells := map[string]string{
				"订单号": form(t, "key form", r.Key, plainText, wrapped("`", ""), wrapped("'", ""), wrapped("\t", ""), wrapped(`="`, `"`), wrapped("\ufeff", " ")),
				"实付金额": form(t, "money form", r.Amount, func(d decimal.Decimal) string { return d.StringFixed(2) }, thousands,
					func(d decimal.Decimal) string { return "¥" + thousands(d) }, func(d decimal.Decimal) string { return d.String() + "元" },
					func(d decimal.Decimal) string { return fullWidth(d.StringFixed(2)) }),
				"支付时间": form(t, "time form", r.Time, layout("2006-01-02 15:04:05"), layout("2006/1/2 15:04:05"), layout("2006-01-02T15:04:05Z07:00"),
					layout("20060102150405"), layout("2006年1月2日 15时4分5秒"), func(at time.Time) string { return fmt.Sprint(at.Unix()) },
					func(at time.Time) string { return fmt.Sprint(at.UnixMilli()) },
					func(at time.Time) string {
						return decimal.New(at.Unix()+8*3600, 0).DivRound(decimal.New(86400, 0), 10).Add(decimal.New(25569, 0)).String()
					}),
				"订单状态": rapid.SampledFrom(states[r.State]).Draw(t, "word"),
				"备注":   rapid.SampledFrom([]string{"", "无", "a,b", "两\n行", `"引"`, "𠀀"}).Draw(t, "remark"),
				"门店":   r.Labels[0].Value,
			}
			var line []string
			for _, column := range columns {
				line = append(line, cells[column])
			}
			lines, want = append(lines, line), append(want, r)
		}
		file := write(t, lines)
		rows, _, err := orders.At("x", bytes.NewReader(file), orders.Options{}).Collect(context.Background())
		require.NoError(t, err)
		require.Len(t, rows, len(want))
		for i, row := range rows {
			got := row.Record
			assert.True(t, want[i].Amount.Equal(got.Amount), "%s, not %s", got.Amount, want[i].Amount)
			assert.True(t, want[i].Time.Equal(got.Time), "%s, not %s", got.Time, want[i].Time)
			got.Amount, got.Time = want[i].Amount, want[i].Time
			assert.Equal(t, want[i], got)
		}
	})
}

// write makes a file of lines, in an encoding and with a delimiter of its own.
func write(t *rapid.T, lines [][]string) []byte {
	delimiter := rapid.SampledFrom([]string{",", "\t", ";"}).Draw(t, "delimiter")
	lineBreak := rapid.SampledFrom([]string{"\n", "\r\n"}).Draw(t, "line break")
	var text strings.Builder
	for _, line := range lines {
		for i, cell := range line {
			if i > 0 {
				text.WriteString(delimiter)
			}
			if strings.ContainsAny(cell, "\"\n"+delimiter) || rapid.Bool().Draw(t, "quoted") {
				cell = `"` + strings.ReplaceAll(cell, `"`, `""`) + `"`
			}
			text.WriteString(cell)
		}
		text.WriteString(lineBreak)
	}
	file := []byte(text.String())
	var err error
	switch rapid.IntRange(0, 3).Draw(t, "encoding") {
	case 1:
		file, err = simplifiedchinese.GB18030.NewEncoder().Bytes(file)
	case 2:
		file, err = unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().Bytes(file)
	case 3:
		file, err = unicode.UTF16(unicode.BigEndian, unicode.UseBOM).NewEncoder().Bytes(file)
	}
	require.NoError(t, err)
	return file
}
