package report

import (
	"strconv"

	"github.com/shopspring/decimal"

	"github.com/billrecon/billrecon/recon"
)

// Section is one table of the overview.
type Section struct {
	Title string
	// Note says in a sentence or two how to read the table; empty for none.
	Note    string
	Columns []Column
	Lines   []Line
	// Figures says that the lines of one side and unit add up: they are parts of a whole, such as channels.
	Figures bool
	// Own says that it is one of Options.Sections.
	Own bool
}

// Sections are the overview as tables, in the report's language: what moved, the balance, Options.Sections, the money by channel, by the
// caller's labels and by bill day, what the groups come to by status, by outcome and by bill day, the control totals when there are any,
// the console's figures, and the run. Amounts are as in Lines.
func (r *Report) Sections() []Section { return append(r.firstSections(), r.restSections()...) }

// firstSections stand before the list of a page.
func (r *Report) firstSections() []Section { return []Section{r.moneySection(), r.balanceSection()} }

// restSections stand behind it.
func (r *Report) restSections() []Section {
	list := append(r.ownSections(), r.moneySections()...)
	list = append(list, r.statusSection(), r.outcomeSection(), r.daySection())
	if len(r.overview.Control) > 0 {
		list = append(list, r.controlSection())
	}
	return append(list, r.statisticsSection(), r.runSection())
}

func (r *Report) section(title phrase, columns []column) Section {
	return Section{Title: title.In(r.options.Language), Columns: columnsIn(r.options.Language, columns)}
}

func (s *Section) add(status recon.Status, cells ...string) {
	s.Lines = append(s.Lines, Line{Status: status, Cells: cells})
}

// balanceSection shows that orders and differences add up to the bills.
func (r *Report) balanceSection() Section {
	s := r.section(phrase{"平衡", "Balance"}, []column{
		{phrase{"单位", "Unit"}, Text},
		{phrase{"订单合计", "Orders"}, Amount},
		{phrase{"差额合计", "Differences"}, Amount},
		{phrase{"账单合计", "Bills"}, Amount},
		{phrase{"差额绝对值合计", "Differences without signs"}, Amount},
	})
	for _, u := range r.overview.Total.Units {
		s.add(0, u.Unit, amountText(u.Unit, u.Orders), amountText(u.Unit, u.Difference), amountText(u.Unit, u.Bills), amountText(u.Unit, u.Absolute))
	}
	return s
}

// totalColumns follow the name of what is added up.
var totalColumns = []column{
	{phrase{"组数", "Groups"}, Count},
	{phrase{"账单笔数", "Bill rows"}, Count},
	{phrase{"订单笔数", "Orders"}, Count},
	{phrase{"单位", "Unit"}, Text},
	{phrase{"账单金额", "Bill amount"}, Amount},
	{phrase{"订单金额", "Order amount"}, Amount},
	{phrase{"差额", "Difference"}, Amount},
	{phrase{"差额绝对值", "Without signs"}, Amount},
}

func totalsOf(name phrase, kind Kind) []column {
	return append([]column{{name, kind}}, totalColumns...)
}

// addTotal is one line, and one more for each further unit, without the counts.
func (s *Section) addTotal(status recon.Status, name string, t Total) {
	counts := []string{strconv.FormatInt(t.Groups, 10), strconv.FormatInt(t.Bills, 10), strconv.FormatInt(t.Orders, 10)}
	if len(t.Units) == 0 {
		s.add(status, append(append([]string{name}, counts...), "", "", "", "", "")...)
	}
	for i, u := range t.Units {
		if i > 0 {
			counts = []string{"", "", ""}
		}
		s.add(status, append(append([]string{name}, counts...),
			u.Unit, amountText(u.Unit, u.Bills), amountText(u.Unit, u.Orders), amountText(u.Unit, u.Difference), amountText(u.Unit, u.Absolute))...)
	}
}

func (r *Report) statusSection() Section {
	lang := r.options.Language
	s := r.section(phrase{"按状态", "By status"}, totalsOf(phrase{"状态", "Status"}, Label))
	for _, t := range r.overview.Statuses {
		s.addTotal(t.Status, nameOf(lang, t.Status), t.Total)
	}
	s.addTotal(0, phrase{"合计", "Total"}.In(lang), r.overview.Total)
	return s
}

func (r *Report) outcomeSection() Section {
	s := r.section(phrase{"按结果", "By outcome"}, totalsOf(phrase{"结果", "Outcome"}, Label))
	for _, t := range r.overview.Outcomes {
		s.addTotal(t.Outcome.Status(), nameOf(r.options.Language, t.Outcome), t.Total)
	}
	return s
}

func (r *Report) daySection() Section {
	s := r.section(phrase{"每日差额", "Differences per bill day"}, totalsOf(phrase{"账单日", "Bill day"}, Date))
	for _, t := range r.overview.Days {
		s.addTotal(0, t.Day.String(), t.Total)
	}
	return s
}

func (r *Report) controlSection() Section {
	lang := r.options.Language
	s := r.section(phrase{"控制总数", "Control totals"}, []column{
		{phrase{"项目", "Figure"}, Label},
		{phrase{"单位", "Unit"}, Text},
		{phrase{"服务商声明", "Declared"}, Amount},
		{phrase{"账单实有", "Found"}, Amount},
		{phrase{"一致", "Equal"}, Label},
	})
	names := map[string]phrase{"count": {"账单笔数", "bill rows"}, "amount": {"账单金额", "bill amount"}, "fee": {"手续费", "fee"}}
	for _, c := range r.overview.Control {
		s.add(0, names[c.Figure].In(lang), c.Unit, c.text(c.Declared), c.text(c.Found), yesNo(lang, c.Declared.Equal(c.Found)))
	}
	return s
}

// statisticsSection has the console's figures. Sums are of CNY, and empty over nothing.
func (r *Report) statisticsSection() Section {
	lang, v := r.options.Language, r.overview.Statistics
	s := r.section(phrase{
		"统计（对账平台口径：按订单金额计，含未付款）", "Statistics, as the console counts: orders at their own amount, paid or not",
	}, []column{
		{phrase{"项目", "Figure"}, Label},
		{phrase{"笔数", "Rows"}, Count},
		{phrase{"金额（元）", "Amount (CNY)"}, Amount},
	})
	for _, f := range []struct {
		status recon.Status
		name   phrase
		tally  recon.Tally
	}{
		{0, phrase{"订单", "Orders"}, v.Orders},
		{recon.StatusReconciled, phrase{"已对账订单", "Orders reconciled"}, v.Success},
		{recon.StatusException, phrase{"异常订单", "Orders with exceptions"}, v.Fail},
		{recon.StatusUnreconciled, phrase{"未对账订单", "Orders unreconciled"}, v.Unreconciled},
		{recon.StatusReversed, phrase{"已冲正订单", "Orders reversed"}, v.Reversed},
		{recon.StatusDoubtful, phrase{"存疑订单", "Orders doubtful"}, v.Doubtful},
		{recon.StatusException, phrase{"只有账单", "Bill rows without an order"}, v.BillOnly},
	} {
		s.add(f.status, f.name.In(lang), strconv.FormatInt(f.tally.Count, 10), nullText(f.tally.Sum()))
	}
	return s
}

func nullText(d decimal.NullDecimal) string { return nullIn(recon.CNY, d) }

func nullIn(unit string, d decimal.NullDecimal) string {
	if !d.Valid {
		return ""
	}
	return amountText(unit, d.Decimal)
}
