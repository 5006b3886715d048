package report

import (
	"slices"
	"time"

	"github.com/shopspring/decimal"

	"github.com/billrecon/billrecon/recon"
	"github.com/billrecon/billrecon/recon/internal/words"
)

// row is one group of the list, with what has to be looked up or put in words.
type row struct {
	recon.Group
	number      int64 // from 1, in the list
	time        time.Time
	day         recon.Day
	channel     string
	unit        string              // of fee and unpaid
	fee         decimal.NullDecimal // of the bill rows that moved
	unpaid      decimal.NullDecimal // nominal, of the orders, or of the bill rows where no order is unpaid
	explanation string
	todo        string
	nearest     []recon.Suggestion
}

// look looks at the group's rows.
func (r *Report) look(row *row) {
	var channels [2][]string
	var unpaid [2]decimal.NullDecimal
	var times [2]time.Time
	for _, side := range [...]side{billSide, orderSide} {
		for b := range r.records(side, &row.Group) {
			times[side] = r.earlier(times[side], b.Time)
			if b.Channel != "" && !slices.Contains(channels[side], string(b.Channel)) {
				channels[side] = append(channels[side], string(b.Channel))
			}
			if row.unit == "" {
				row.unit = b.UnitOrCNY()
			}
			r.addNominal(row, side, &b, &unpaid[side])
		}
	}
	row.time, row.unpaid = times[billSide], unpaid[orderSide]
	if row.time.IsZero() {
		row.time = times[orderSide]
	}
	if !row.unpaid.Valid {
		row.unpaid = unpaid[billSide]
	}
	row.day = r.rules.DayOf(row.time)
	row.channel = r.channelText(channels)
}

// addNominal adds a row's fee, or its amount if it is unpaid. Rows of another unit than the first one's stand in the group's nets alone.
func (r *Report) addNominal(row *row, side side, b *recon.Record, unpaid *decimal.NullDecimal) {
	moved := b.State.Moved(b.Kind)
	switch {
	case b.UnitOrCNY() != row.unit:
	case moved && side == billSide && b.Fee.Valid:
		addTo(&row.fee, b.Fee.Decimal)
	case !moved && b.State != recon.Refunded:
		addTo(unpaid, b.Amount)
	}
}

func addTo(total *decimal.NullDecimal, amount decimal.Decimal) {
	if !total.Valid {
		*total = decimal.NewNullDecimal(amount)
		return
	}
	total.Decimal = total.Decimal.Add(amount)
}

// channelText is how the bill rows were paid; where no bill row says so, the orders.
func (r *Report) channelText(channels [2][]string) string {
	list := channels[billSide]
	if len(list) == 0 {
		list = channels[orderSide]
	}
	switch len(list) {
	case 0:
		return ""
	case 1:
		return channelName(r.options.Language, recon.Channel(list[0]))
	}
	named := make([]string, len(list))
	for i, c := range list {
		named[i] = channelName(r.options.Language, recon.Channel(c))
	}
	return words.List(r.options.Language, named)
}

// excess splits Group.Excess into the caller's rows and the pool's.
func (r *Report) excess(g *recon.Group) (own, pool []int) {
	side := orderSide
	if g.Verdict&recon.FoundDuplicateBill != 0 {
		side = billSide
	}
	callers := r.rows.callers(side)
	for _, place := range g.Excess {
		if place < callers {
			own = append(own, place)
		} else {
			pool = append(pool, place-callers)
		}
	}
	return own, pool
}

// hasSide reports whether the group has rows of a side: where it has none, there is no amount, not an amount of zero.
func hasSide(g *recon.Group, side side) bool {
	if side == billSide {
		return len(g.Bills)+len(g.PoolBills) > 0
	}
	return len(g.Orders)+len(g.PoolOrders) > 0
}
