package report

import (
	"slices"
	"time"

	"github.com/billrecon/billrecon/recon"
	"github.com/billrecon/billrecon/recon/internal/price"
)

// figures adds up rows in every way that the overview has, those of each side and unit apart.
type figures struct {
	rules       *recon.Rules
	fees        price.List // of the schedule in the rules
	units       [2]map[string]*unitFigures
	first, last time.Time // the earliest and the latest time that has a bill day
}

// unitFigures adds up the rows of one side and unit.
type unitFigures struct {
	channels map[recon.Channel]*purse
	days     map[recon.Day]*purse
	labels   map[string]*map[string]*purse // by name, by value
}

// moneyFigures walks once over all rows but the held orders that were replaced. moved names the payments in State Refunded that count.
func (r *Report) moneyFigures(moved [2]map[int]bool) *figures {
	f := &figures{rules: &r.rules}
	if s := r.rules.Fees; s != nil {
		f.fees = price.NewList(price.DecimalSchedule{
			RatePPM: s.RatePPM, Fixed: s.Fixed, Min: s.Min, Max: s.Max,
			Rounding: price.Rounding(s.Rounding), Places: s.Places, RefundsFree: s.RefundsFree,
		})
	}
	replaced := r.rows.replaced()
	for _, side := range [...]side{billSide, orderSide} {
		callers := r.rows.callers(side)
		for place := range r.rows.count(side) {
			if side == orderSide && place >= callers && isIn(replaced, place-callers) {
				continue
			}
			b := r.rows.record(side, place)
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
	unit, day := b.UnitOrCNY(), f.rules.DayOf(b.Time)
	one := purseOf(b, moved, f.priced(side, unit))
	at(&f.units[side], unit).add(b, day, &one)
	if day.IsZero() {
		return
	}
	if f.first.IsZero() || b.Time.Before(f.first) {
		f.first = b.Time
	}
	if b.Time.After(f.last) {
		f.last = b.Time
	}
}

// add adds a row where it belongs.
func (u *unitFigures) add(b *recon.Record, day recon.Day, one *purse) {
	at(&u.channels, b.Channel).join(one, 1)
	at(&u.days, day).join(one, 1)
	for i, label := range b.Labels {
		if label.Name != "" && !hasLabel(b.Labels[:i], label.Name) {
			at(at(&u.labels, label.Name), label.Value).join(one, 1)
		}
	}
}

// hasLabel reports whether one of the labels has a name: of two with the same name the first counts.
func hasLabel(labels []recon.Label, name string) bool {
	return slices.ContainsFunc(labels, func(l recon.Label) bool { return l.Name == name })
}

// priced is the price list of the rows of a side and unit, nil where there is none.
func (f *figures) priced(side side, unit string) *price.List {
	s := f.rules.Fees
	if s == nil || unit != (recon.Record{Unit: s.Unit}).UnitOrCNY() {
		return nil
	}
	if s.Per == recon.PerPayment && side == billSide || s.Per == recon.PerOrder && side == orderSide {
		return &f.fees
	}
	return nil
}

func (f *figures) into(o *Overview) {
	var whole, channels, days table
	labels := f.labels()
	for i, units := range f.units {
		side := sideAt(i)
		for unit, u := range units {
			total := u.whole()
			whole.add("", side, unit, &total)
			for channel, p := range u.channels {
				channels.add(string(channel), side, unit, p)
			}
			for day, p := range u.days {
				days.add(day.String(), side, unit, p)
			}
			for name, t := range labels {
				t.label(u.labels[name], total, side, unit)
			}
		}
	}
	for _, m := range whole.sorted() {
		o.Money = append(o.Money, m.Money)
	}
	o.Channels, o.BillDays = channels.sorted(), days.sorted()
	for _, name := range sortedKeys(labels) {
		o.Labels = append(o.Labels, LabelMoney{name, labels[name].sorted()})
	}
}

// labels has a table, still empty, for each name of a label.
func (f *figures) labels() map[string]*table {
	labels := map[string]*table{}
	for _, units := range f.units {
		for _, u := range units {
			for name := range u.labels {
				at(&labels, name)
			}
		}
	}
	return labels
}

// whole is all rows.
func (u *unitFigures) whole() (total purse) {
	for _, p := range u.channels {
		total.join(p, 1)
	}
	return total
}

// label adds the values of a label, nil for none; what is left of the total stands under the empty value.
func (t *table) label(values *map[string]*purse, total purse, side side, unit string) {
	if values != nil {
		for value, p := range *values {
			if value != "" {
				t.add(value, side, unit, p)
				total.join(p, -1)
			}
		}
	}
	t.add("", side, unit, &total)
}
