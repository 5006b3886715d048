package report

import (
	"strconv"

	"github.com/billrecon/billrecon/recon"
)

// Kind says what the cells of a column hold.
type Kind uint8

// The kinds of cells. A cell of any kind can be empty: nothing is known, or nothing is there.
const (
	Text   Kind = iota // what a caller or a provider wrote, or contains such: it can be any text, formulas included
	Label              // words and numbers of this package
	Count              // a whole number, not negative
	Amount             // an exact amount: digits, a minus sign, a point; an exponent when it is very large or very small
	Date               // "2026-11-22"
	Time               // "2026-11-22 12:30:00", in the zone of the bill day
)

// numeric reports whether cells of a kind stand on the right.
func (k Kind) numeric() bool { return k == Count || k == Amount }

// Column is one column of a table.
type Column struct {
	// ID is a word that never changes and depends on no language: the names of the machine's CSV. Of sections, only the figures have
	// one, as in the JSON.
	ID string
	// Name is in the report's language.
	Name string
	Kind Kind
}

// Line is one line of a table.
type Line struct {
	// Status is that of the group or the figures; zero when they are of none.
	Status recon.Status
	// Cells has one cell for each column.
	Cells []string
}

// column is a Column in both languages.
type column struct {
	name phrase
	kind Kind
}

func columnsIn(lang recon.Language, columns []column) []Column {
	list := make([]Column, len(columns))
	for i, c := range columns {
		list[i] = Column{Name: c.name.In(lang), Kind: c.kind}
	}
	return list
}

// listColumns are those of CSV and XLSX. Columns are only ever added, at the end and before the caller's own.
var listColumns = []struct {
	id string
	column
}{
	{"number", column{phrase{"序号", "No."}, Count}},
	{"status", column{phrase{"状态", "Status"}, Label}},
	{"outcome", column{phrase{"结果", "Outcome"}, Label}},
	{"key", column{phrase{"单号", "Key"}, Text}},
	{"bill_day", column{phrase{"账单日", "Bill day"}, Date}},
	{"unit", column{phrase{"单位", "Unit"}, Text}},
	{"bill_rows", column{phrase{"账单笔数", "Bill rows"}, Count}},
	{"bill_amount", column{phrase{"账单金额", "Bill amount"}, Amount}},
	{"order_rows", column{phrase{"订单笔数", "Orders"}, Count}},
	{"order_amount", column{phrase{"订单金额", "Order amount"}, Amount}},
	{"difference", column{phrase{"差额（账单−订单）", "Difference (bill − order)"}, Amount}},
	{"bill_fee", column{phrase{"账单手续费", "Bill fee"}, Amount}},
	{"expected_fee", column{phrase{"应收手续费", "Expected fee"}, Amount}},
	{"fee_difference", column{phrase{"手续费差额", "Fee difference"}, Amount}},
	{"bill_income", column{phrase{"账单到账金额", "Bill income"}, Amount}},
	{"expected_income", column{phrase{"应到账金额", "Expected income"}, Amount}},
	{"income_difference", column{phrase{"到账差额", "Income difference"}, Amount}},
	{"matched_by", column{phrase{"对账依据", "Matched by"}, Label}},
	{"codes", column{phrase{"代码", "Codes"}, Label}},
	{"bill_row_numbers", column{phrase{"账单行号", "Bill row numbers"}, Label}},
	{"order_row_numbers", column{phrase{"订单行号", "Order row numbers"}, Label}},
	{"excess_row_numbers", column{phrase{"多余行号", "Excess row numbers"}, Label}},
	{"bill_states", column{phrase{"账单状态", "Bill states"}, Label}},
	{"order_states", column{phrase{"订单状态", "Order states"}, Label}},
	{"explanation", column{phrase{"说明", "Explanation"}, Text}},
	{"nearest", column{phrase{"最接近的记录", "Nearest rows"}, Text}},
	{"time", column{phrase{"时间", "Time"}, Time}},
	{"channel", column{phrase{"支付方式", "Channel"}, Text}},
	{"fee", column{phrase{"手续费", "Fee"}, Amount}},
	{"unpaid", column{phrase{"未付名义金额", "Unpaid, nominal"}, Amount}},
	{"to_do", column{phrase{"待办", "To do"}, Label}},
	{"source", column{phrase{"来源", "Source"}, Text}},
}

// Columns are the columns of Lines, in the report's language; the caller's own come last.
func (r *Report) Columns() []Column {
	list := make([]Column, 0, len(listColumns))
	for _, c := range listColumns {
		list = append(list, Column{ID: c.id, Name: c.name.In(r.options.Language), Kind: c.kind})
	}
	for side, columns := range r.options.ownColumns() {
		for i, c := range columns {
			list = append(list, Column{ID: sideName(side == int(billSide)) + "_column_" + strconv.Itoa(i+1), Name: c.name, Kind: Text})
		}
	}
	return list
}
