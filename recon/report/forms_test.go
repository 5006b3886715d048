package report

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/billrecon/billrecon/recon"
)

// drawRun makes small runs of every kind: states, fees, units, amounts of any size, a pool.
func drawRun(t *rapid.T) run {
	record := rapid.Custom(func(t *rapid.T) recon.Record {
		r := drawRecord(t)
		r.State = rapid.SampledFrom([]recon.State{recon.Succeeded, recon.Succeeded, recon.Pending, recon.Refunded, recon.Unknown}).Draw(t, "state")
		r.Manual = rapid.IntRange(0, 20).Draw(t, "manual") == 0
		if rapid.IntRange(0, 5).Draw(t, "odd") == 0 {
			r.Amount = drawAmount(t)
		}
		if rapid.Bool().Draw(t, "fee") {
			r = withFee(r, "0.01")
		}
		return r
	})
	in := run{
		bills:  rapid.SliceOfN(record, 0, 12).Draw(t, "bills"),
		orders: rapid.SliceOfN(record, 0, 12).Draw(t, "orders"),
		rules: recon.Rules{
			BillsUntil: rapid.SampledFrom([]time.Time{{}, until(noon(2)), until(noon(12))}).Draw(t, "until"), Hold: rapid.IntRange(0, 3).Draw(t, "hold"),
			AmountTolerance: recon.Tolerance{Absolute: dec("1")},
		},
	}
	first, err := recon.Match(in.bills, same, in.orders, same, in.rules)
	if err != nil {
		t.Fatal(err)
	}
	in.rules.Pool, in.rules.BillsUntil = first.Pool, proven // a second day with the same rows: many surplus twins
	return in
}

// TestFormsAgree: whatever the run, every form is well made and says the same.
func TestFormsAgree(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		in := drawRun(rt)
		lang := rapid.SampledFrom([]recon.Language{recon.Chinese, recon.English}).Draw(rt, "language")
		r := in.report(t, Options{Language: lang, Matched: rapid.Bool().Draw(rt, "matched"), Nearest: 2})
		requireCSV(rt, r, text(t, r.CSV))
		d := decode(t, text(t, r.JSON))
		requireGroups(t, r, d.Groups)
		require.Equal(t, r.listCount(), int64(len(d.Groups)))
		page := text(t, r.HTML)
		require.Equal(t, len(d.Groups), strings.Count(page, `<td class="key">`))
		_, list, _ := strings.Cut(text(t, r.Markdown), "\n## "+r.listTitle()+"\n")
		list, _, _ = strings.Cut(list, "\n## ")
		require.Equal(t, max(0, len(d.Groups)+2*min(1, len(d.Groups))), strings.Count(list, "\n|"))
		for _, unit := range r.chartUnits() {
			for name, draw := range charts {
				svg := draw(r, unit)
				if svg == "" {
					continue
				}
				requireXML(t, svg)
				requireInside(t, name, svg)
			}
		}
	})
}

// TestOverviewAddsUpForAnyRun: statuses, outcomes and days all come to the sums that recon itself has.
func TestOverviewAddsUpForAnyRun(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		in := drawRun(rt)
		v := in.report(t, Options{}).Overview()
		var statuses, days []recon.UnitSummary
		for _, s := range v.Statuses {
			statuses = append(statuses, s.Units...)
		}
		for _, d := range v.Days {
			days = append(days, d.Units...)
		}
		for _, u := range in.result(t).Summary().Units {
			requireSame(t, "statuses", []recon.UnitSummary{u}, statuses)
			got := added(u.Unit, days)
			require.True(rt, got.Difference.Equal(u.Difference) && got.Absolute.Equal(u.Absolute))
		}
	})
}

func TestLabelsWithCommasAreQuoted(t *testing.T) {
	in := run{
		bills:  []recon.Record{paid("A", "1", 1)},
		orders: []recon.Record{paid("A", "2", 1), withState(paid("A", "1", 1), recon.Pending)},
		rules:  recon.Rules{BillsUntil: proven},
	}
	r := in.report(t, Options{Language: recon.English})
	require.Contains(t, text(t, r.CSV), `"succeeded, pending"`)
	requireCSV(t, r, text(t, r.CSV))
}
