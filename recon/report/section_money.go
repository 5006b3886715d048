package report

import (
	"slices"
	"strconv"

	"github.com/shopspring/decimal"

	"github.com/billrecon/billrecon/recon"
)

// moneySection is the whole: what moved on each side.
func (r *Report) moneySection() Section {
	lines := make([]MoneyOf, len(r.overview.Money))
	for i, m := range r.overview.Money {
		lines[i].Money = m
	}
	s := r.moneyTable(phrase{"收支合计", "Money"}, phrase{}, Label, lines)
	s.Figures = true
	return s
}

// moneySections are the whole by channel, by each of the caller's labels, and by bill day.
func (r *Report) moneySections() []Section {
	lang, v := r.options.Language, &r.overview
	list := []Section{r.moneyTable(phrase{"按支付方式", "By channel"}, phrase{"支付方式", "Channel"}, Text, channelNames(lang, v.Channels))}
	for _, l := range v.Labels {
		name := visible(l.Name)
		list = append(list, r.moneyTable(phrase{"按" + name, "By " + name}, phrase{name, name}, Text, l.Values))
	}
	list = append(list, r.moneyTable(phrase{"按账单日收支", "By bill day"}, phrase{"账单日", "Bill day"}, Date, v.BillDays))
	for i := range list {
		list[i].Figures = true
	}
	return list
}

func channelNames(lang recon.Language, lines []MoneyOf) []MoneyOf {
	named := make([]MoneyOf, len(lines))
	for i, m := range lines {
		m.Value = channelName(lang, recon.Channel(m.Value))
		named[i] = m
	}
	return named
}

// channelName is the word for a common channel; others are shown as they are.
func channelName(lang recon.Language, c recon.Channel) string {
	switch c {
	case recon.WeChat:
		return phrase{"微信支付", "WeChat Pay"}.In(lang)
	case recon.Alipay:
		return phrase{"支付宝", "Alipay"}.In(lang)
	case recon.UnionPay:
		return phrase{"银联", "UnionPay"}.In(lang)
	}
	return string(c)
}

// moneyColumn is one figure of Money.
type moneyColumn struct {
	id string // as in the JSON
	column
	cell func(*Money) string
	// needed says of a line that the column is worth having; nil means always.
	needed func(*Money) bool
}

func moneyColumns(lang recon.Language) []moneyColumn {
	count := func(n int64) string { return strconv.FormatInt(n, 10) }
	unpaid := func(m *Money) bool { return m.Unpaid > 0 }
	return []moneyColumn{
		{"side", column{phrase{"来源", "Side"}, Label}, func(m *Money) string { return sideWord(lang, m.Bills) }, nil},
		{"unit", column{phrase{"单位", "Unit"}, Text}, func(m *Money) string { return m.Unit }, nil},
		{"rows", column{phrase{"笔数", "Rows"}, Count}, func(m *Money) string { return count(m.Rows) }, nil},
		{"gross", column{phrase{"收款", "Gross"}, Amount}, func(m *Money) string { return amountText(m.Unit, m.Gross) }, nil},
		{"refunds", column{phrase{"退款", "Refunds"}, Amount}, func(m *Money) string { return amountText(m.Unit, m.Refunds) }, nil},
		{"net", column{phrase{"净额", "Net"}, Amount}, func(m *Money) string { return amountText(m.Unit, m.Net) }, nil},
		{"fee", column{phrase{"手续费", "Fee"}, Amount}, func(m *Money) string { return nullIn(m.Unit, m.Fee) }, hasFee},
		{"income", column{phrase{"净收入", "Net income"}, Amount}, func(m *Money) string { return nullIn(m.Unit, m.Income) }, func(m *Money) bool { return m.Income.Valid }},
		{"scheduled_fee", column{phrase{"约定手续费", "Scheduled fee"}, Amount}, func(m *Money) string { return nullIn(m.Unit, m.Scheduled) }, func(m *Money) bool { return m.Scheduled.Valid }},
		{"fee_difference", column{phrase{"手续费差额", "Fee difference"}, Amount}, func(m *Money) string { return nullIn(m.Unit, feeDifference(m)) }, func(m *Money) bool { return feeDifference(m).Valid }},
		{"rows_without_fee", column{phrase{"缺手续费的笔数", "Rows without a fee"}, Count}, func(m *Money) string { return without(m, count) }, hasFee},
		{"unpaid_rows", column{phrase{"未付笔数", "Unpaid rows"}, Count}, func(m *Money) string { return count(m.Unpaid) }, unpaid},
		{"unpaid", column{phrase{"未付名义金额", "Unpaid, nominal"}, Amount}, func(m *Money) string { return amountText(m.Unit, m.UnpaidAmount) }, unpaid},
	}
}

// feeDifference is the fee less the scheduled one. It is absent where a row gives no fee: the schedule prices that row too.
func feeDifference(m *Money) (d decimal.NullDecimal) {
	if m.Fee.Valid && m.Scheduled.Valid && m.WithoutFee == 0 {
		d = decimal.NewNullDecimal(m.Fee.Decimal.Sub(m.Scheduled.Decimal))
	}
	return d
}

// without is empty for rows of which none gives a fee: then nothing is missing.
func without(m *Money, count func(int64) string) string {
	if !m.Fee.Valid {
		return ""
	}
	return count(m.WithoutFee)
}

func hasFee(m *Money) bool { return m.Fee.Valid }

func sideWord(lang recon.Language, bills bool) string {
	if bills {
		return phrase{"账单", "Bills"}.In(lang)
	}
	return phrase{"订单", "Orders"}.In(lang)
}

// moneyTable has one line for each value, side and unit. Without a name there is no column of values.
func (r *Report) moneyTable(title, name phrase, kind Kind, lines []MoneyOf) Section {
	lang := r.options.Language
	var columns []column
	if name != (phrase{}) {
		columns = append(columns, column{name, kind})
	}
	var shown []moneyColumn
	for _, c := range moneyColumns(lang) {
		if c.needed == nil || slices.ContainsFunc(lines, func(m MoneyOf) bool { return c.needed(&m.Money) }) {
			shown, columns = append(shown, c), append(columns, c.column)
		}
	}
	s := r.section(title, columns)
	for i, c := range shown {
		s.Columns[len(columns)-len(shown)+i].ID = c.id
	}
	for i := range lines {
		var cells []string
		if name != (phrase{}) {
			value := lines[i].Value
			if kind == Text {
				value = orNone(lang, value)
			}
			cells = append(cells, value)
		}
		for _, c := range shown {
			cells = append(cells, c.cell(&lines[i].Money))
		}
		s.add(0, cells...)
	}
	return s
}

func orNone(lang recon.Language, value string) string {
	if value == "" {
		return phrase{"（无）", "(none)"}.In(lang)
	}
	return value
}
