package xlsx

import (
	"iter"
	"slices"
	"strconv"

	"github.com/xuri/excelize/v2"

	"github.com/billrecon/billrecon/recon"
	"github.com/billrecon/billrecon/recon/report"
)

// mainColumns are the columns of the list that is printed, with their widths in characters. With several units, unit takes the place
// of outcome.
var mainColumns = []mainColumn{
	{"number", 7}, {"status", 9}, {"outcome", 14}, {"key", 25}, {"time", 20}, {"channel", 10},
	{"bill_amount", 13}, {"order_amount", 13}, {"difference", 18}, {"unpaid", 13}, {"fee", 10}, {"source", 20}, {"to_do", 18},
}

type mainColumn struct {
	id    string
	width float64
}

// lists are the two lists, which grow side by side: what is printed of every group, and the rest of those that do not just agree.
type lists struct {
	book          *book
	columns       []report.Column
	main, details []int // indexes into columns
	unpaid        int   // the index of that column
	oneUnit       bool
}

func (b *book) lists() *lists {
	units := map[string]bool{}
	for _, u := range b.report.Overview().Total.Units {
		units[u.Unit] = true
	}
	l := &lists{book: b, columns: b.report.Columns(), oneUnit: len(units) <= 1}
	others := len(units) > 1 || len(units) == 1 && !units[recon.CNY]
	at := map[string]int{}
	for i, c := range l.columns {
		at[c.ID] = i
	}
	for _, c := range mainColumns {
		if c.id == "outcome" && others {
			c.id = "unit"
		}
		l.main = append(l.main, at[c.id])
	}
	l.unpaid = at["unpaid"]
	l.details = []int{at["number"], at["key"]}
	for i := range l.columns {
		if !slices.Contains(l.main, i) {
			l.details = append(l.details, i)
		}
	}
	return l
}

// list writes the groups, on further sheets whenever one is full. Without groups there are two sheets with the heads alone.
func (b *book) list() error {
	l := b.lists()
	next, stop := iter.Pull(b.report.Lines())
	defer stop()
	line, more := next()
	for n := 1; ; n++ {
		suffix := ""
		if n > 1 {
			suffix = " " + strconv.Itoa(n)
		}
		main, err := b.table(b.word("明细", "List")+suffix, l.pick(l.main), mainWidths())
		if err != nil {
			return err
		}
		details, err := b.table(b.word("详情", "Details")+suffix, l.pick(l.details), nil)
		if err != nil {
			return err
		}
		// A row of the main sheet stays free for the totals.
		for main.row < b.rows && more {
			if err := l.line(main, details, line); err != nil {
				return err
			}
			line, more = next()
		}
		if err := l.finish(main, details); err != nil || !more {
			return err
		}
	}
}

func mainWidths() []float64 {
	widths := make([]float64, len(mainColumns))
	for i, c := range mainColumns {
		widths[i] = c.width
	}
	return widths
}

func (l *lists) pick(at []int) []report.Column {
	columns := make([]report.Column, len(at))
	for i, column := range at {
		columns[i] = l.columns[column]
	}
	return columns
}

func (l *lists) line(main, details *table, line report.Line) error {
	if err := main.line(line.Status, l.printed(line)); err != nil {
		return err
	}
	if line.Status == recon.StatusReconciled {
		return nil
	}
	return details.line(0, l.cells(line, l.details))
}

// printed are the cells of the main sheet. A side that moved nothing because it is unpaid shows no amount there: 0.00 would read as money.
// What it should have been stands in a column of its own, so that the sums of the others are of money.
func (l *lists) printed(line report.Line) []string {
	cells := l.cells(line, l.main)
	for i, column := range l.main {
		id := l.columns[column].ID
		if line.Cells[l.unpaid] != "" && cells[i] == "0.00" && (id == "bill_amount" || id == "order_amount") {
			cells[i] = ""
		}
	}
	return cells
}

func (l *lists) cells(line report.Line, at []int) []string {
	cells := make([]string, len(at))
	for i, column := range at {
		cells[i] = line.Cells[column]
	}
	return cells
}

// finish adds the totals of a list of one unit, and the filters.
func (l *lists) finish(main, details *table) error {
	if err := main.filter(); err != nil {
		return err
	}
	if l.oneUnit && main.row > 2 {
		if err := main.total(); err != nil {
			return err
		}
	}
	if err := details.filter(); err != nil {
		return err
	}
	if err := main.out.Flush(); err != nil {
		return err
	}
	return details.out.Flush()
}

// total is the last row: formulas over the rows above.
func (t *table) total() error {
	cells := make([]excelize.Cell, len(t.columns))
	cells[0] = excelize.Cell{StyleID: t.book.styles.head, Value: t.book.word("合计", "Total")}
	for i, c := range t.columns {
		if c.Kind == report.Amount {
			column, _ := excelize.ColumnNumberToName(i + 1)
			cells[i] = t.sums[i].cell(t.book, "SUM("+column+"2:"+column+strconv.Itoa(t.row-1)+")")
		}
	}
	return t.write(cells)
}
