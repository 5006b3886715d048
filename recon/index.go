package recon

import "math"

// index finds orders by key, and notes which bill claimed which.
type index struct {
	orders *store
	tails  tailBits
	bills  []uint32 // per place: the index of the bill + 1, unclaimed or several
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

// task is one partition of one shape, and what has been found in it so far. Tasks share nothing.
type task struct {
	shape     shape
	partition int
	words     int      // of its keys
	slots     []uint32 // the index while there is one: place + 1 of a key's first order, 0 for none
	built     bool     // there was one before
	members   []member // rows of buckets, but for their first orders
	lone      []uint32 // bills without an order
	touched   uint64   // what was read ahead; it means nothing
}

// chunksOf lists the chunks of a task in one side's store.
func (t *task) chunksOf(s *store) []chunk {
	if s.parts[t.shape] == nil {
		return nil
	}
	return s.parts[t.shape][t.partition]
}

// build indexes the orders of a task, in memory that is taken over from the last, and returned.
func (x *index) build(t *task, memory []uint32) []uint32 {
	rows := 0
	for _, c := range t.chunksOf(x.orders) {
		rows += int(c.n)
	}
	size := 1
	for size < slotsPerOrder*rows {
		size *= 2
	}
	if cap(memory) < size {
		memory = make([]uint32, size)
	}
	t.slots = memory[:size]
	clear(t.slots)
	for _, c := range t.chunksOf(x.orders) {
		x.insert(t, c)
	}
	t.built = true
	return memory
}

// slotsPerOrder is so many that most keys are found at the first slot.
const slotsPerOrder = 3

// insert indexes the orders of one chunk.
func (x *index) insert(t *task, c chunk) {
	entries := x.orders.run(c, t.words)
	for place := c.first; len(entries) > 0; place, entries = place+1, entries[t.words+1:] {
		head, slot := x.find(t, entries, int(x.orders.hash(entries[:t.words])))
		if head == 0 {
			t.slots[slot] = place + 1
			continue
		}
		if t.built {
			continue
		}
		x.bills[head-1], x.bills[place] = several, several
		t.members = append(t.members, newMember(head-1, false, x.tails.index(entries[t.words])))
	}
}

// find looks a key up from a slot on: the place + 1 of its first order, or 0 and the slot for it.
func (x *index) find(t *task, key []uint64, slot int) (head uint32, at int) {
	mask := len(t.slots) - 1
	for ; ; slot++ {
		head = t.slots[slot&mask]
		if head == 0 || sameKey(x.orders.entry(head-1, t.words), key, t.words) {
			return head, slot & mask
		}
	}
}

// sameKey compares packed keys of one shape.
func sameKey(a, b []uint64, n int) bool {
	if n == 2 {
		return a[0] == b[0] && a[1] == b[1]
	}
	for i := range n {
		if a[i] != b[i] {
			return false
		}
	}
	return true
}

// probes is how many lookups are begun before the first of them is finished, so that their waits overlap.
const probes = 16

// join looks up the bills of a task, and claims orders for them.
func (x *index) join(t *task, bills *store) {
	for _, c := range t.chunksOf(bills) {
		entries := bills.run(c, t.words)
		for len(entries) > 0 {
			n := min(probes*(t.words+1), len(entries))
			x.probe(t, entries[:n])
			entries = entries[n:]
		}
	}
}

// probe looks up a few bills: first the slots of all of them are read, then the orders that these name, and only then they are compared.
func (x *index) probe(t *task, entries []uint64) {
	var heads [probes]uint32
	stride, mask := t.words+1, len(t.slots)-1
	n := 0
	for rest := entries; len(rest) > 0; rest = rest[stride:] {
		heads[n&(probes-1)] = uint32(int(x.orders.hash(rest[:t.words])) & mask)
		n++
	}
	slots := heads
	for i := range heads[:n] {
		heads[i] = t.slots[slots[i]]
	}
	for _, head := range heads[:n] {
		if head != 0 {
			t.touched += x.orders.entry(head-1, t.words)[0]
		}
	}
	for i, head := range heads[:n] {
		if head != 0 && !sameKey(x.orders.entry(head-1, t.words), entries, t.words) {
			head, _ = x.find(t, entries, int(slots[i])+1)
		}
		tail := entries[t.words]
		switch {
		case head == 0:
			t.lone = append(t.lone, uint32(x.tails.index(tail)))
		case x.bills[head-1] == unclaimed && x.tails.plainPair(tail, x.orders.tail(head-1, t.words)):
			x.bills[head-1] = uint32(x.tails.index(tail)) + 1
		default:
			x.contest(t, head-1, x.tails.index(tail))
		}
		entries = entries[stride:]
	}
}

// contest makes a bucket of an order, the bill that claimed it before, and another bill.
func (x *index) contest(t *task, head uint32, bill int) {
	if claimed := x.bills[head]; claimed != unclaimed && claimed != several {
		t.members = append(t.members, newMember(head, true, int(claimed-1)))
	}
	x.bills[head] = several
	t.members = append(t.members, newMember(head, true, bill))
}
