package join

// batchRows is how many rows are looked up together.
const batchRows = 32

// batch is rows that are looked up together: their places, and the slots where their search begins.
type batch struct {
	n      int
	rows   [batchRows]uint32
	hashes [batchRows]uint32
	slots  [batchRows]uint32
}

// batches gives the rows of one share to work, in their order.
func (t *Table) batches(rows []Row, number int, work func(*batch)) {
	var b batch
	for i := range rows {
		if rows[i].Key == "" || t.shareOf(rows[i].hash) != number {
			continue
		}
		b.rows[b.n], b.hashes[b.n] = uint32(i), rows[i].hash
		if b.n++; b.n == batchRows {
			work(&b)
			b.n = 0
		}
	}
	work(&b)
}

// fetch reads what the search for each row of a batch begins with.
func (s *share) fetch(t *Table, b *batch) {
	var first [batchRows]uint64
	mask := uint32(len(s.slots) - 1)
	for i, hash := range b.hashes[:b.n] {
		b.slots[i] = hash & mask
		first[i] = s.slots[hash&mask]
	}
	var keys [batchRows]string
	for i, v := range first[:b.n] {
		if uint32(v>>32) == b.hashes[i] && v != 0 {
			keys[i] = t.left[uint32(v)-1].Key
		}
	}
	for _, key := range keys[:b.n] {
		if key != "" {
			s.touched += uint64(key[0]) + uint64(key[len(key)-1]) // a key can lie in two cache lines
		}
	}
}
