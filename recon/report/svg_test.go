package report

import (
	"encoding/xml"
	"fmt"
	"io"
	"math/big"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/billrecon/billrecon/recon"
)

func TestScaleIsExact(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b, c := drawAmount(t), drawAmount(t), drawAmount(t)
		s := scaleOf(150, 530, a, b, c)
		for _, d := range []decimal.Decimal{a, b, c, decimal.Zero} {
			if got, want := s.at(d), exactPlace(s, d); got != want {
				t.Fatalf("%v is at %d, want %d", d, got, want)
			}
		}
	})
}

// exactPlace is scale.at in rational numbers, rounded half up.
func exactPlace(s scale, d decimal.Decimal) int {
	span := s.high.Sub(s.low).Rat()
	if span.Sign() == 0 {
		return s.from * 10
	}
	place := new(big.Rat).Quo(d.Sub(s.low).Rat(), span)
	place.Mul(place, new(big.Rat).SetInt64(int64(s.to-s.from)*10))
	place.Add(place, big.NewRat(1, 2))
	return s.from*10 + int(new(big.Int).Div(place.Num(), place.Denom()).Int64())
}

func TestPx(t *testing.T) {
	for tenths, want := range map[int]string{0: "0", 10: "1", 15: "1.5", -15: "-1.5", -5: "-0.5", 7200: "720"} {
		require.Equal(t, want, px(tenths))
	}
}

func TestFigure(t *testing.T) {
	for _, c := range []struct{ amount, want string }{
		{"0", "0.00"}, {"-1234.5", "-1,234.50"}, {"12345678901234.56", "12,345,678,901,234.56"}, {"1234567890123456.78", "≈1.234e15"},
		{"1e100", "1e100"}, {"-123456789012345678901234567890.12", "≈-1.234e29"}, {"0.00000000000000000000012", "12e-23"}, {"1234567890.12", "1,234,567,890.12"},
	} {
		require.Equal(t, c.want, moneyFigure(recon.CNY, dec(c.amount)))
	}
}

var charts = map[string]func(*Report, string) string{"status": statusChart, "waterfall": waterfallChart, "days": dayChart}

// chartRuns are the cases that break drawings.
func chartRuns() map[string]run {
	complete := recon.Rules{BillsUntil: proven}
	span := run{rules: complete}
	for i := range 400 {
		span.orders = append(span.orders, recon.Record{Key: fmt.Sprint("K", i), Amount: dec("1"), Time: noon(1).AddDate(0, 0, i*7)})
	}
	return map[string]run{
		"shop":     shop(),
		"extreme":  extreme(),
		"month":    month(3000),
		"years":    span,
		"one day":  {[]recon.Record{paid("A", "3", 1)}, []recon.Record{paid("A", "2", 1)}, complete},
		"zero":     {[]recon.Record{paid("A", "0", 1)}, nil, complete},
		"negative": {[]recon.Record{paid("A", "-300", 1), paid("B", "-10", 1)}, []recon.Record{paid("A", "-300", 1), paid("B", "-9", 2)}, complete},
		"undated":  {[]recon.Record{{Key: "A", Amount: dec("3")}}, nil, complete},
		"unpaid":   {[]recon.Record{withState(paid("A", "3", 1), recon.Closed)}, nil, complete},
		"huge":     {[]recon.Record{paid("A", "1e100", 1)}, []recon.Record{paid("A", "1e99", 1)}, complete},
		"tiny":     {[]recon.Record{paid("A", "1e-100", 1)}, []recon.Record{paid("A", "1", 1)}, complete},
	}
}

var (
	length = regexp.MustCompile(` (x|x1|x2|y|y1|y2|width|height)="(-?[0-9.]+)"`)
	frame  = regexp.MustCompile(`viewBox="0 0 (\d+) (\d+)"`)
)

func TestChartsAreWellFormedAndInsideTheirFrame(t *testing.T) {
	for name, in := range chartRuns() {
		for _, lang := range []recon.Language{recon.Chinese, recon.English} {
			r := in.report(t, Options{Language: lang})
			require.NotEmpty(t, r.chartUnits(), name)
			for _, unit := range r.chartUnits() {
				for chart, draw := range charts {
					svg := draw(r, unit)
					if svg == "" {
						require.False(t, name == "month" || name == "shop" && unit == recon.CNY, "%s of %s: there is something to draw", chart, name)
						continue
					}
					requireXML(t, svg)
					require.Contains(t, svg, "<title id=")
					require.Contains(t, svg, "<desc id=")
					require.Less(t, len(svg), 64<<10, "%s of %s", chart, name)
					requireInside(t, name+" "+chart, svg)
				}
			}
		}
	}
}

func requireXML(t *testing.T, svg string) {
	t.Helper()
	d := xml.NewDecoder(strings.NewReader(svg))
	for {
		_, err := d.Token()
		if err == io.EOF {
			return
		}
		require.NoError(t, err)
	}
}

func requireInside(t *testing.T, what, svg string) {
	t.Helper()
	size := frame.FindStringSubmatch(svg)
	require.NotNil(t, size)
	high, err := strconv.Atoi(size[2])
	require.NoError(t, err)
	for _, m := range length.FindAllStringSubmatch(svg, -1) {
		most := drawingWidth
		if strings.HasPrefix(m[1], "y") || m[1] == "height" {
			most = high
		}
		value := dec(m[2])
		require.True(t, !value.IsNegative() && value.LessThanOrEqual(decimal.NewFromInt(int64(most))), "%s has %s", what, m[0])
	}
}

func TestWaterfallLeadsFromOrdersToBills(t *testing.T) {
	for name, in := range chartRuns() {
		r := in.report(t, Options{})
		for _, u := range r.Overview().Total.Units {
			list := r.steps(u.Unit)
			level := list[0].to
			require.True(t, level.Equal(u.Orders), name)
			for _, s := range list[1 : len(list)-1] {
				require.True(t, s.from.Equal(level) && !s.size().IsZero(), name)
				level = s.to
			}
			require.True(t, level.Equal(u.Bills) && list[len(list)-1].to.Equal(u.Bills), "%s: the steps end at %v", name, level)
			s, cut := waterfallScale(list)
			for _, step := range list {
				require.True(t, s.low.LessThanOrEqual(step.to) && step.to.LessThanOrEqual(s.high), name)
			}
			require.Equal(t, cut, s.low.IsPositive() || s.high.IsNegative(), "%s: an axis without zero must say so", name)
			if len(list) == 2 {
				require.Empty(t, waterfallChart(r, u.Unit), name)
				continue
			}
			require.Equal(t, cut, strings.Contains(waterfallChart(r, u.Unit), "横轴不从零开始"), name)
		}
	}
}

func TestDayColumns(t *testing.T) {
	runs := chartRuns()
	for _, c := range []struct {
		name          string
		columns, days int
		last          string
	}{
		{"one day", 1, 1, "2026-11-01"},
		{"month", 30, 1, "2026-11-30"},
		{"years", 62, 46, ""},
		{"undated", 1, 1, "无日期"},
		{"zero", 1, 1, "2026-11-01"},
	} {
		columns, days := runs[c.name].report(t, Options{}).dayColumns(recon.CNY)
		require.LessOrEqual(t, len(columns), mostColumns+1, c.name)
		require.Equal(t, c.days, days, c.name)
		if c.last != "" {
			require.Len(t, columns, c.columns, c.name)
			require.Equal(t, c.last, columns[len(columns)-1].name, c.name)
		}
	}
}

func TestDayColumnsKeepEveryDifference(t *testing.T) {
	for name, in := range chartRuns() {
		r := in.report(t, Options{})
		for _, u := range r.Overview().Total.Units {
			columns, _ := r.dayColumns(u.Unit)
			var over, short decimal.Decimal
			for _, c := range columns {
				over, short = over.Add(c.over), short.Add(c.short)
			}
			require.True(t, over.Sub(short).Equal(u.Difference) && over.Add(short).Equal(u.Absolute), name)
		}
	}
}

func TestManyUnitsAreCut(t *testing.T) {
	r := extreme().report(t, Options{})
	require.Greater(t, len(r.Overview().Total.Units), mostCharts)
	require.Len(t, r.chartUnits(), mostCharts)
	require.Equal(t, recon.CNY, r.chartUnits()[0])
	require.Len(t, r.balanceSection().Lines, len(r.Overview().Total.Units), "the tables have all units")
}
