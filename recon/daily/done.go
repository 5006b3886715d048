package daily

import (
	"bytes"
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"slices"

	"github.com/shopspring/decimal"

	"github.com/billrecon/billrecon/recon"
)

// hash is the first half of a SHA-256.
type hash [16]byte

func contentOf(r recon.Record) hash {
	sum := r.ContentHash()
	return hash(sum[:16])
}

// identityOf is what stays the same when an order is changed.
func identityOf(rules recon.Rules, r recon.Record) hash {
	sum := sha256.Sum256(fmt.Appendf(nil, "%d %d %q %q", rules.DayOf(r.Time), r.Kind, r.UnitOrCNY(), r.Key))
	return hash(sum[:16])
}

// doneOrder is orders of equal content that a day was done with: settled, or reported.
type doneOrder struct {
	identity, content hash
	// count is how many there were; −1 for one that was changed later.
	count  int
	amount decimal.Decimal
	// moved says that the order counted as money that moved.
	moved bool
}

// was is what the order counted.
func (d doneOrder) was() decimal.Decimal {
	if !d.moved {
		return decimal.Zero
	}
	return d.amount
}

// done counts orders by their content.
type done map[hash]doneOrder

func (d done) add(o doneOrder) {
	o.count += d[o.content].count
	d[o.content] = o
}

// encode writes orders in an order that depends on them alone.
func (d done) encode() []byte {
	orders := make([]doneOrder, 0, len(d))
	for _, o := range d {
		if o.count != 0 {
			orders = append(orders, o)
		}
	}
	slices.SortFunc(orders, func(a, b doneOrder) int {
		return cmp.Or(bytes.Compare(a.identity[:], b.identity[:]), bytes.Compare(a.content[:], b.content[:]))
	})
	var out []byte
	for _, o := range orders {
		out = append(append(out, o.identity[:]...), o.content[:]...)
		out = binary.AppendVarint(out, int64(o.count))
		moved := uint64(0)
		if o.moved {
			moved = 1
		}
		amount := o.amount.String()
		out = binary.AppendUvarint(out, uint64(len(amount))<<1|moved)
		out = append(out, amount...)
	}
	return out
}

// decodeDone reads what encode wrote, and gives the orders that are wanted.
func decodeDone(in []byte, wanted func(identity hash) bool, each func(doneOrder)) (ok bool) {
	for len(in) > 0 {
		var o doneOrder
		if len(in) < 2*len(hash{}) {
			return false
		}
		o.identity, o.content = hash(in[:16]), hash(in[16:32])
		in = in[32:]
		count, n := binary.Varint(in)
		if n <= 0 {
			return false
		}
		size, m := binary.Uvarint(in[n:])
		if m <= 0 || size>>1 > uint64(len(in)-n-m) {
			return false
		}
		end := n + m + int(size>>1)
		amount, err := decimal.NewFromString(string(in[n+m : end]))
		if err != nil {
			return false
		}
		o.count, o.amount, o.moved = int(count), amount, size&1 != 0
		if in = in[end:]; wanted(o.identity) {
			each(o)
		}
	}
	return true
}

// doneBefore is what the days from first to the one before day were done with, of the orders with these identities.
func doneBefore(ctx context.Context, store Store, past history, first, day recon.Day, wanted map[hash]bool) (done, error) {
	known := done{}
	for i := range past {
		if past[i].Day < first || past[i].Day >= day || len(wanted) == 0 {
			continue
		}
		content, err := load(ctx, store, &past[i], PartDone)
		if err != nil {
			return nil, err
		}
		if !decodeDone(content, func(id hash) bool { return wanted[id] }, known.add) {
			return nil, damaged(past[i].Day, string(PartDone))
		}
	}
	return known, nil
}
