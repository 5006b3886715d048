package recon

import "math"

// index finds orders by key, and notes which bill claimed which.
type index struct {
	orders *store
	tails  tailBits
	slots  [shapes][][]uint32 // per shape and partition: place + 1, 0 for none
	bills  []uint32           // per place: the index of the bill + 1, unclaimed or several
}

// What is noted for an order that has no single plain bill.
const (
	unclaimed = 0
	several   = math.MaxUint32 // its key's rows are a bucket
)

// member is a row of a bucket that has to be judged: the place of the bucket's first order, the side, and the row's index.
// Sorted, the rows of a bucket stand together.
type member uint64

func newMember(head uint32, bill bool, index int) member {
	m := member(head)<<32 | member(index)
	if bill {
		m |= 1 << 31
	}
	return m
}

func (m member) head() uint32 { return uint32(m >> 32) }

func (m member) bill() bool { return m&(1<<31) != 0 }

func (m member) index() int { return int(m & (1<<31 - 1)) }

// task is one partition of one shape. Tasks share nothing.
type task struct {
	shape
	partition int
}

// part is what has been found in one task so far.
type part struct {
	members []member // rows of buckets, but for their first orders
	bills   []uint32 // bills without an order
}

// build indexes the orders of one task.
func (x *index) build(t task, found *part) {
	chunks := x.orders.parts[t.shape][t.partition]
	rows := 0
	for _, number := range chunks {
		rows += x.orders.chunks[number].n
	}
	size := 1
	for 2*size < 3*rows {
		size *= 2
	}
	slots := make([]uint32, size)
	x.slots[t.shape][t.partition] = slots
	n := wordsOf[t.shape]
	for _, number := range chunks {
		c := &x.orders.chunks[number]
		for i := range c.n {
			entry := c.words[i*(n+1):][:n+1]
			place := number<<x.orders.chunkBits | uint32(i)
			head, slot := x.find(slots, entry, n)
			if head == 0 {
				slots[slot] = place + 1
				continue
			}
			x.bills[head-1], x.bills[place] = several, several
			found.members = append(found.members, newMember(head-1, false, x.tails.index(entry[n])))
		}
	}
}

// find looks a key up: the place + 1 of its first order, or 0 and the slot for it.
func (x *index) find(slots []uint32, entry []uint64, n int) (head uint32, slot int) {
	mask := len(slots) - 1
	for slot = int(x.orders.hash(entry[:n])) & mask; ; slot = (slot + 1) & mask {
		head = slots[slot]
		if head == 0 || sameKey(x.orders.entry(head-1, n), entry, n) {
			return head, slot
		}
	}
}

// sameKey compares packed keys of one shape.
func sameKey(a, b []uint64, n int) bool {
	for i := range n {
		if a[i] != b[i] {
			return false
		}
	}
	return true
}

// join looks up the bills of one task, and claims orders for them.
func (x *index) join(t task, bills *store, found *part) {
	n := wordsOf[t.shape]
	slots := x.slots[t.shape][t.partition]
	for _, number := range bills.parts[t.shape][t.partition] {
		c := &bills.chunks[number]
		for i := range c.n {
			entry := c.words[i*(n+1):][:n+1]
			head := uint32(0)
			if len(slots) > 0 {
				head, _ = x.find(slots, entry, n)
			}
			bill := x.tails.index(entry[n])
			if head == 0 {
				found.bills = append(found.bills, uint32(bill))
				continue
			}
			x.claim(head-1, bill, entry[n], n, found)
		}
	}
}

// claim notes a bill for an order. What is not one plain pair becomes a bucket.
func (x *index) claim(head uint32, bill int, tail uint64, n int, found *part) {
	claimed := x.bills[head]
	if claimed == unclaimed && x.tails.plainPair(tail, x.orders.entry(head, n)[n]) {
		x.bills[head] = uint32(bill) + 1
		return
	}
	if claimed != unclaimed && claimed != several {
		found.members = append(found.members, newMember(head, true, int(claimed-1)))
	}
	x.bills[head] = several
	found.members = append(found.members, newMember(head, true, bill))
}
