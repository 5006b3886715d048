package report

import (
	"encoding/base64"
	"encoding/json"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/require"

	"github.com/billrecon/billrecon/recon"
)

// document is the JSON form as its documentation says; unknown members fail.
type document struct {
	Version    int       `json:"version"`
	Title      string    `json:"title"`
	Language   string    `json:"language"`
	Created    string    `json:"created"`
	First      recon.Day `json:"first"`
	Last       recon.Day `json:"last"`
	BillDate   recon.Day `json:"bill_date"`
	BillsUntil string    `json:"bills_until"`
	Hold       int       `json:"hold"`
	Bills      recon.RowSummary
	Orders     recon.RowSummary
	Digest     recon.Digest
	Total      documentTotal
	Statuses   []documentTotal
	Outcomes   []documentTotal
	Days       []documentTotal
	Money      []documentMoney
	Channels   []documentMoney
	Labels     []struct {
		Name   string
		Values []documentMoney
	}
	BillDays   []documentMoney `json:"bill_days"`
	Control    []struct{ Figure, Unit, Declared, Found string }
	Statistics recon.Statistics
	Pool       struct{ Bills, Orders int }
	Matched    bool
	Groups     []documentGroup
}

type documentTotal struct {
	Status                recon.Status
	Outcome               string
	Day                   *recon.Day
	Groups, Bills, Orders int64
	Units                 []recon.UnitSummary
}

// documentMoney keeps what is absent apart from what is zero.
type documentMoney struct {
	Value, Side, Unit   string
	Rows                int64
	Gross, Refunds, Net decimal.Decimal
	Fee, Income         decimal.NullDecimal
	Scheduled           decimal.NullDecimal `json:"scheduled_fee"`
	WithoutFee          int64               `json:"rows_without_fee"`
	WithoutIncome       int64               `json:"rows_without_income"`
	UnpaidRows          int64               `json:"unpaid_rows"`
	Unpaid              decimal.Decimal
}

type documentColumn struct{ Name, Value string }

type documentGroup struct {
	Number      int64
	Status      recon.Status
	Outcome     recon.Outcome
	Codes       []string
	Pass, Key   string
	KeyBase64   string `json:"key_base64"`
	Day         recon.Day
	Time        *time.Time
	Channel     string
	KnownFee    decimal.NullDecimal `json:"known_fee"`
	Unpaid      decimal.NullDecimal
	ToDo        string           `json:"to_do"`
	BillColumns []documentColumn `json:"bill_columns"`
	OrderColumn []documentColumn `json:"order_columns"`
	BillRows    []int            `json:"bill_rows"`
	OrderRows   []int            `json:"order_rows"`
	PoolBills   []int            `json:"pool_bill_rows"`
	PoolOrders  []int            `json:"pool_order_rows"`
	Excess      []int            `json:"excess_rows"`
	PoolExcess  []int            `json:"pool_excess_rows"`
	Nets        []struct{ Unit, Bill, Order, Difference string }
	Fee, Income *struct{ Unit, Bill, Expected, Difference string }
	Threshold   string
	BillStates  []recon.State `json:"bill_states"`
	OrderStates []recon.State `json:"order_states"`
	Explanation string
	Nearest     []struct {
		Side                    string
		Row                     int
		PoolRow                 int `json:"pool_row"`
		Key, Unit, Amount, Text string
	}
}

func decode(t *testing.T, text string) document {
	t.Helper()
	var d document
	decoder := json.NewDecoder(strings.NewReader(text))
	decoder.DisallowUnknownFields()
	require.NoError(t, decoder.Decode(&d))
	return d
}

func TestJSONReadsBackExactly(t *testing.T) {
	for name, in := range map[string]run{"shop": shop(), "extreme": extreme(), "empty": {}, "month": month(500)} {
		for _, lang := range []recon.Language{recon.Chinese, recon.English} {
			r := in.report(t, Options{Language: lang, Matched: true, Nearest: 3, Created: noon(30)})
			out := text(t, r.JSON)
			require.True(t, json.Valid([]byte(out)) && utf8.ValidString(out), name)
			d := decode(t, out)
			v := r.Overview()
			require.Equal(t, jsonVersion, d.Version)
			require.Equal(t, r.Title(), d.Title)
			require.Equal(t, "2026-11-30T12:00:00+08:00", d.Created)
			require.Equal(t, []recon.Day{v.First, v.Last, v.BillDate}, []recon.Day{d.First, d.Last, d.BillDate})
			require.Equal(t, v.Digest, d.Digest)
			require.Equal(t, v.Bills, d.Bills)
			require.True(t, v.Statistics.Equal(d.Statistics))
			requireSame(t, name, v.Total.Units, d.Total.Units)
			require.Len(t, d.Statuses, 5)
			require.Len(t, d.Outcomes, len(v.Outcomes))
			require.Len(t, d.Days, len(v.Days))
			require.Len(t, d.Money, len(v.Money))
			for i, m := range v.Money {
				requireMoney(t, MoneyOf{Money: m}, d.Money[i])
			}
			require.Len(t, d.Channels, len(v.Channels))
			for i, m := range v.Channels {
				requireMoney(t, m, d.Channels[i])
			}
			require.Len(t, d.BillDays, len(v.BillDays))
			requireGroups(t, r, d.Groups)
		}
	}
}

func requireMoney(t *testing.T, want MoneyOf, got documentMoney) {
	t.Helper()
	require.Equal(t, []any{want.Value, sideName(want.Bills), want.Unit, want.Rows, want.WithoutFee, want.WithoutIncome, want.Unpaid},
		[]any{got.Value, got.Side, got.Unit, got.Rows, got.WithoutFee, got.WithoutIncome, got.UnpaidRows})
	for _, pair := range [][2]decimal.Decimal{{want.Gross, got.Gross}, {want.Refunds, got.Refunds}, {want.Net, got.Net}, {want.UnpaidAmount, got.Unpaid}} {
		require.True(t, pair[0].Equal(pair[1]))
	}
	for _, pair := range [][2]decimal.NullDecimal{{want.Fee, got.Fee}, {want.Income, got.Income}, {want.Scheduled, got.Scheduled}} {
		require.True(t, pair[0].Valid == pair[1].Valid && pair[0].Decimal.Equal(pair[1].Decimal), "absent is not zero")
	}
}

func requireGroups(t *testing.T, r *Report, groups []documentGroup) {
	t.Helper()
	for row := range r.list() {
		require.NotEmpty(t, groups)
		g := groups[0]
		groups = groups[1:]
		require.Equal(t, row.number, g.Number)
		require.Equal(t, row.Status(), g.Status)
		require.Equal(t, row.Outcome, g.Outcome)
		require.Equal(t, row.Codes(), g.Codes)
		require.Equal(t, row.day, g.Day)
		require.Equal(t, row.explanation, g.Explanation)
		require.Equal(t, []string{row.todo, row.channel}, []string{g.ToDo, g.Channel})
		require.True(t, row.fee.Valid == g.KnownFee.Valid && row.fee.Decimal.Equal(g.KnownFee.Decimal))
		require.True(t, row.unpaid.Valid == g.Unpaid.Valid && row.unpaid.Decimal.Equal(g.Unpaid.Decimal))
		require.Equal(t, row.Key, keyOf(t, g))
		require.Len(t, g.BillRows, len(row.Bills))
		require.Len(t, g.PoolOrders, len(row.PoolOrders))
		require.Len(t, g.Nets, len(row.Nets))
		for i, n := range row.Nets {
			require.True(t, dec(g.Nets[i].Difference).Equal(n.Difference()))
			require.True(t, dec(g.Nets[i].Bill).Equal(n.Bill))
		}
		require.Equal(t, row.FeeNet == nil, g.Fee == nil)
		require.Equal(t, states(row.BillStates), g.BillStates)
		require.Len(t, g.Nearest, len(row.nearest))
		for i, s := range row.nearest {
			require.Equal(t, s.Explain(r.options.Language), g.Nearest[i].Text)
			require.Equal(t, s.Index+1, g.Nearest[i].Row+g.Nearest[i].PoolRow)
			require.Equal(t, s.Pool, g.Nearest[i].PoolRow > 0)
		}
	}
	require.Empty(t, groups)
}

func keyOf(t *testing.T, g documentGroup) string {
	t.Helper()
	if g.KeyBase64 == "" {
		return g.Key
	}
	key, err := base64.StdEncoding.DecodeString(g.KeyBase64)
	require.NoError(t, err)
	require.Equal(t, string([]rune(string(key))), g.Key)
	return string(key)
}

func TestJSONNumbersRowsFromOne(t *testing.T) {
	d := decode(t, text(t, shop().report(t, Options{}).JSON))
	for _, g := range d.Groups {
		if g.Key == "A006" {
			require.Equal(t, []int{7}, g.BillRows)
			require.Empty(t, g.OrderRows)
			require.Equal(t, []int{7}, g.Excess)
			return
		}
	}
	t.Fatal("A006 is missing")
}

func TestJSONSaysThresholdAndPass(t *testing.T) {
	in := run{
		bills:  []recon.Record{{Key: "X", AltKeys: recon.AltKeys{"", "alt"}, Amount: dec("10.004")}},
		orders: []recon.Record{{Key: "Y", AltKeys: recon.AltKeys{"", "alt"}, Amount: dec("10")}},
		rules:  recon.Rules{AmountTolerance: recon.Tolerance{Absolute: dec("0.005")}},
	}
	g := decode(t, text(t, in.report(t, Options{Matched: true}).JSON)).Groups[0]
	require.Equal(t, "0.005", g.Threshold)
	require.Equal(t, "alternative key 2", g.Pass)
	require.NotEmpty(t, g.Explanation, "what a tolerance allowed is explained")
}

func FuzzAppendString(f *testing.F) {
	for _, seed := range []string{"", "a", `"\`, "\x00\x1f\x7f", "</script>&\u2028", "\xff\xfe", "账单𠀀"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		out := appendString(nil, text)
		var back string
		if err := json.Unmarshal(out, &back); err != nil {
			t.Fatalf("%q is written as %s: %v", text, out, err)
		}
		if want := string([]rune(text)); back != want {
			t.Fatalf("%q came back as %q", want, back)
		}
		if strings.ContainsAny(string(out), "<>&\n") {
			t.Fatalf("%s is not harmless in a page", out)
		}
	})
}
