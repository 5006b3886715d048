package report

import (
	"slices"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/require"

	"github.com/billrecon/billrecon/recon"
)

func TestSectionsAreTables(t *testing.T) {
	for name, in := range map[string]run{"shop": shop(), "extreme": extreme(), "empty": {}} {
		for _, lang := range []recon.Language{recon.Chinese, recon.English} {
			for _, s := range in.report(t, Options{Language: lang}).Sections() {
				require.NotEmpty(t, s.Title, name)
				for _, line := range s.Lines {
					require.Len(t, line.Cells, len(s.Columns), "%s: %s", name, s.Title)
					for i, c := range s.Columns {
						if c.Kind == Amount && line.Cells[i] != "" {
							dec(line.Cells[i])
						}
					}
				}
			}
		}
	}
}

// cells finds a line of a section by its first cell.
func cells(t *testing.T, s Section, first string) []string {
	t.Helper()
	for _, line := range s.Lines {
		if line.Cells[0] == first {
			return line.Cells
		}
	}
	t.Fatalf("%s has no line %q", s.Title, first)
	return nil
}

func TestSectionsSayWhatTheAccountantAsks(t *testing.T) {
	r := shop().report(t, Options{Language: recon.English, Created: noon(30)})
	run := r.runSection()
	require.Equal(t, "2026-11-01 to 2026-11-20", cells(t, run, "Period (bill days)")[1])
	require.Equal(t, "2026-11-21", cells(t, run, "Bills up to")[1])
	require.Equal(t, "22 (2 of them from the pool)", cells(t, run, "Orders")[1])
	require.Equal(t, "2026-11-30 12:00:00 +08:00", cells(t, run, "Created")[1])
	require.Equal(t, r.overview.Digest.String(), cells(t, run, "Digest of the result")[1])
	require.Equal(t, []string{"CNY", "965.70", "-31.82", "933.88", "374.42"}, cells(t, r.balanceSection(), "CNY"))
	require.Equal(t, []string{"Exception", "13", "9", "9", "CNY", "349.38", "263.20", "86.18", "256.42"}, cells(t, r.statusSection(), "Exception"))
	require.Equal(t, []string{"bill rows", "CNY", "20", "20", "yes"}, cells(t, r.controlSection(), "bill rows"))
	require.Equal(t, []string{"Orders reversed", "2", "0.00"}, cells(t, r.statisticsSection(), "Orders reversed"))
}

func TestEmptySumsStayEmpty(t *testing.T) {
	r := run{}.report(t, Options{Language: recon.English})
	require.Equal(t, []string{"Orders", "0", ""}, cells(t, r.statisticsSection(), "Orders"), "a sum over nothing is not 0")
	require.Equal(t, "no row has a time", cells(t, r.runSection(), "Period (bill days)")[1])
	require.Len(t, r.statusSection().Lines, 6, "five statuses and the total")
}

func TestPeriodOfOneDay(t *testing.T) {
	day := recon.Rules{}.DayOf(noon(3))
	require.Equal(t, "2026-11-03", period(recon.Chinese, day, day))
	require.Equal(t, "2026-11-03 至 2026-11-04", period(recon.Chinese, day, day+1))
}

// TestFeeDifference: the fee less the scheduled one, and nothing where a row gives no fee, which the schedule prices too.
func TestFeeDifference(t *testing.T) {
	some := decimal.NewNullDecimal
	bill := func(key, amount string, fee decimal.NullDecimal) recon.Record {
		return recon.Record{Key: key, Amount: dec(amount), Fee: fee, Time: noon(1)}
	}
	for _, c := range []struct {
		reason string
		second decimal.NullDecimal
		want   []string // fee, scheduled fee, difference, rows without a fee
	}{
		{"every row has a fee", some(dec("0.90")), []string{"1.50", "1.20", "0.30", "0"}},
		{"one has none", decimal.NullDecimal{}, []string{"0.60", "1.20", "", "1"}},
	} {
		in := run{
			bills: []recon.Record{bill("A", "100", some(dec("0.60"))), bill("B", "100", c.second)},
			rules: recon.Rules{Fees: &recon.FeeSchedule{RatePPM: 6000}},
		}
		s := in.report(t, Options{}).moneySection()
		var got []string
		for _, id := range []string{"fee", "scheduled_fee", "fee_difference", "rows_without_fee"} {
			i := slices.IndexFunc(s.Columns, func(c Column) bool { return c.ID == id })
			if i < 0 {
				got = append(got, "")
				continue
			}
			got = append(got, s.Lines[0].Cells[i])
		}
		require.Equal(t, c.want, got, c.reason)
	}
}
