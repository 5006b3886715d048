package report

import "github.com/billrecon/billrecon/recon"

// Kind says what the cells of a column hold.
type Kind uint8

// The kinds of cells. A cell of any kind can be empty: nothing is known, or nothing is there.
const (
	Text   Kind = iota // what a caller or a provider wrote, or contains such: it can be any text, formulas included
	Label              // words and numbers of this package
	Count              // a whole number, not negative
	Amount             // an exact amount: digits, a minus sign, a point; an exponent when it is very large or very small
	Date               // "2026-11-22"
)

// numeric reports whether cells of a kind stand on the right.
func (k Kind) numeric() bool { return k == Count || k == Amount }

// Column is one column of a table.
type Column struct {
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
	name words
	kind Kind
}

func columnsIn(lang recon.Language, columns []column) []Column {
	list := make([]Column, len(columns))
	for i, c := range columns {
		list[i] = Column{Name: c.name.in(lang), Kind: c.kind}
	}
	return list
}

// listColumns are those of CSV and XLSX. Columns are only ever added, at the end.
var listColumns = []column{
	{words{"序号", "No."}, Count},
	{words{"状态", "Status"}, Label},
	{words{"结果", "Outcome"}, Label},
	{words{"单号", "Key"}, Text},
	{words{"账单日", "Bill day"}, Date},
	{words{"单位", "Unit"}, Text},
	{words{"账单笔数", "Bill rows"}, Count},
	{words{"账单金额", "Bill amount"}, Amount},
	{words{"订单笔数", "Orders"}, Count},
	{words{"订单金额", "Order amount"}, Amount},
	{words{"差额（账单−订单）", "Difference (bill − order)"}, Amount},
	{words{"账单手续费", "Bill fee"}, Amount},
	{words{"应收手续费", "Expected fee"}, Amount},
	{words{"手续费差额", "Fee difference"}, Amount},
	{words{"账单到账金额", "Bill income"}, Amount},
	{words{"应到账金额", "Expected income"}, Amount},
	{words{"到账差额", "Income difference"}, Amount},
	{words{"对账依据", "Matched by"}, Label},
	{words{"代码", "Codes"}, Label},
	{words{"账单行号", "Bill row numbers"}, Label},
	{words{"订单行号", "Order row numbers"}, Label},
	{words{"多余行号", "Excess row numbers"}, Label},
	{words{"账单状态", "Bill states"}, Label},
	{words{"订单状态", "Order states"}, Label},
	{words{"说明", "Explanation"}, Text},
	{words{"最接近的记录", "Nearest rows"}, Text},
}

// Columns are the columns of Lines, in the report's language.
func (r *Report) Columns() []Column { return columnsIn(r.options.Language, listColumns) }
