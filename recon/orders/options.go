package orders

import (
	"time"

	"github.com/billrecon/billrecon/recon"
	"github.com/billrecon/billrecon/recon/orders/internal/csvtext"
)

// Options say how a file is read. The zero value reads every order of a file with the usual names and words.
type Options struct {
	// Columns names the columns that have other than the usual names.
	Columns Columns
	// Status says what words of the status column mean, beside the usual ones, whose meaning it may change: 已支付 已完成 已发货 paid …,
	// 待支付 unpaid …, 已关闭 已取消 closed …, 支付失败 failed, 已退款 refunded, 部分退款, 退款中, 退款失败. Letters of either case are the
	// same; "" is an empty cell, which otherwise is an unknown word. An unknown word is ErrStatus.
	Status map[string]recon.State
	// Types say what words of the type column mean, in the same way, beside 收入 收款 支付 付款 消费 交易 销售 payment sale purchase, and
	// 退款 退货 部分退款 全额退款 refund. An unknown word is ErrStatus: Columns.Type "-" takes no such column.
	Types map[string]recon.Kind

	// Day keeps the rows of one bill day. From and Through keep those of several, both included, either may be zero: no limit.
	// Rows of other days are checked all the same, and counted in Summary.Outside. A refund is of the day it was made.
	Day           recon.Day
	From, Through recon.Day
	// DayOf says which bill day a time is of. Nil is recon.Rules{}.DayOf: calendar days at UTC+8. With a cut-off give yours.
	DayOf func(time.Time) recon.Day
	// Keep, when it is not nil, reports whether a row of the days asked for is kept: cash, say, may be left out.
	// It may be called twice for a row, and is counted in Summary.Dropped.
	Keep func(Row) bool
	// AllowNone takes a file without orders, or without one of the days asked for, for what it is. Otherwise it is ErrNoOrders or
	// ErrNoneOfDay: an export that failed looks like a day without sales.
	AllowNone bool

	// Report is told of every line that cannot be read, in order, and those lines alone are left out. Nil: one of them refuses the file.
	// A file whose head cannot be read is refused either way, and so is one whose lines cannot be told apart: a line of more than 1 MiB, a
	// quote that is not closed, or that took in other lines.
	Report func(*Error)

	// Encoding and Delimiter of a CSV file. Zero: found out.
	Encoding  Encoding
	Delimiter byte
}

// Encoding is how the text of a file is written.
type Encoding uint8

// The encodings. Auto looks at the byte order mark, then at the first 64 KiB from the first byte that is not ASCII on: what is not
// UTF-8 is GB18030.
const (
	Auto    = Encoding(csvtext.Auto)
	UTF8    = Encoding(csvtext.UTF8)    // with or without a byte order mark
	GB18030 = Encoding(csvtext.GB18030) // GBK and GB2312 too
	UTF16LE = Encoding(csvtext.UTF16LE) // what Excel calls Unicode text
	UTF16BE = Encoding(csvtext.UTF16BE)
)

// String is the name of the encoding.
func (e Encoding) String() string {
	return [...]string{"auto", "UTF-8", "GB18030", "UTF-16LE", "UTF-16BE", "unknown"}[min(e, UTF16BE+1)]
}

// settled is a copy with its defaults filled in, or an error.
func (o Options) settled() (Options, error) {
	switch {
	case o.Day != 0 && (o.From != 0 || o.Through != 0):
		return o, &Error{Column: "Options.Day", Rule: "either Day, or From and Through", kind: ErrOptions}
	case o.Through != 0 && o.Through < o.From:
		return o, &Error{Column: "Options.Through", Rule: "it must not lie before From", kind: ErrOptions}
	case o.Encoding > UTF16BE:
		return o, &Error{Column: "Options.Encoding", Rule: "it must be one of the Encodings", kind: ErrOptions}
	case o.Delimiter >= 0x80 || o.Delimiter == '"' || o.Delimiter == '\n' || o.Delimiter == '\r':
		return o, &Error{Column: "Options.Delimiter", Rule: "it must be ASCII, and no quote or line break", kind: ErrOptions}
	}
	if o.Day != 0 {
		o.From, o.Through = o.Day, o.Day
	}
	if o.DayOf == nil {
		o.DayOf = recon.Rules{}.DayOf
	}
	for _, kind := range o.Types {
		if kind != recon.Payment && kind != recon.Refund {
			return o, &Error{Column: "Options.Types", Rule: "a word must mean a Payment or a Refund", kind: ErrOptions}
		}
	}
	return o, nil
}
