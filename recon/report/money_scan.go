package report

import (
	"maps"
	"slices"

	"github.com/billrecon/billrecon/recon"
)

// figures adds up rows in every way that the overview has.
type figures struct {
	rules    *recon.Rules
	channels purses
	days     map[recon.Day]purses
	labels   map[string]purses
}

// moneyFigures walks once over all rows but the held orders that were replaced; seen is called with the time of each.
// moved names the payments in State Refunded that count.
func (r *Report) moneyFigures(moved [2]map[int]bool, seen func(*recon.Record)) *figures {
	f := &figures{rules: &r.rules, channels: purses{}, days: map[recon.Day]purses{}, labels: map[string]purses{}}
	replaced := r.rows.replaced()
	for _, side := range [...]side{billSide, orderSide} {
		callers := r.rows.callers(side)
		for place := range r.rows.count(side) {
			if side == orderSide && place >= callers && isIn(replaced, place-callers) {
				continue
			}
			b := r.rows.record(side, place)
			seen(&b)
			f.row(side, &b, len(moved[side]) > 0 && moved[side][place])
		}
	}
	return f
}

func isIn(sorted []int, n int) bool {
	_, found := slices.BinarySearch(sorted, n)
	return found
}

func (f *figures) row(side side, b *recon.Record, moved bool) {
	key := moneyKey{string(b.Channel), side, b.UnitOrCNY()}
	one := purseOf(b, moved, f.schedule(side, key.unit))
	f.channels.of(key).join(&one, 1)
	key.value = ""
	day := f.rules.DayOf(b.Time)
	if f.days[day] == nil {
		f.days[day] = purses{}
	}
	f.days[day].of(key).join(&one, 1)
	for i, label := range b.Labels {
		if label.Name == "" || hasLabel(b.Labels[:i], label.Name) {
			continue
		}
		if f.labels[label.Name] == nil {
			f.labels[label.Name] = purses{}
		}
		key.value = label.Value
		f.labels[label.Name].of(key).join(&one, 1)
	}
}

// hasLabel reports whether one of the labels has a name: of two with the same name the first counts.
func hasLabel(labels []recon.Label, name string) bool {
	return slices.ContainsFunc(labels, func(l recon.Label) bool { return l.Name == name })
}

// schedule is the price list of the rows of a side and unit, nil where there is none.
func (f *figures) schedule(side side, unit string) *recon.FeeSchedule {
	s := f.rules.Fees
	if s == nil || unit != (recon.Record{Unit: s.Unit}).UnitOrCNY() {
		return nil
	}
	if s.Per == recon.PerPayment && side == billSide || s.Per == recon.PerOrder && side == orderSide {
		return s
	}
	return nil
}

func (f *figures) into(o *Overview) {
	total := f.channels.whole()
	for _, m := range total.list() {
		o.Money = append(o.Money, m.Money)
	}
	o.Channels = f.channels.list()
	for _, day := range slices.SortedFunc(maps.Keys(f.days), compareDays) {
		for _, m := range f.days[day].list() {
			m.Value = day.String()
			o.BillDays = append(o.BillDays, m)
		}
	}
	for _, name := range sortedKeys(f.labels) {
		o.Labels = append(o.Labels, LabelMoney{name, withRest(f.labels[name], total).list()})
	}
}

// compareDays puts the rows without a time last.
func compareDays(a, b recon.Day) int { return compareLast(a.String(), b.String()) }

// withRest adds the rows that do not have the label to those whose label is empty.
func withRest(label, total purses) purses {
	sums := label.whole()
	for key, whole := range total {
		rest := label.of(key)
		rest.join(whole, 1)
		rest.join(sums.of(key), -1)
	}
	return label
}
