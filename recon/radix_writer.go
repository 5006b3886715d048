package recon

// writer adds entries to a store. It belongs to one goroutine.
type writer struct {
	store  *store
	shapes [shapes]shapeWriter
}

// shapeWriter writes entries of one shape.
type shapeWriter struct {
	cursors []cursor  // per partition; nil before the first entry
	chunks  [][]chunk // per partition, those begun
	free    []uint64  // what is left of the slab
	first   uint32    // the place where it begins
}

// cursor is what is left of a partition's last chunk.
type cursor struct {
	words []uint64
	used  int
}

// add stores an entry.
func (w *writer) add(sh shape, key *packed, tail uint64) {
	n := wordsOf[sh]
	entry := w.entry(sh, w.store.hash(key[:n]))
	for i := range n {
		entry[i] = key[i&7]
	}
	entry[n] = tail
}

// addPair is add for a key of two words, as most are.
func (w *writer) addPair(sh shape, v, u, tail uint64) {
	entry := w.entry(sh, hashPair(v, u, w.store.seed[0], w.store.seed[1]))
	entry[0], entry[1], entry[2] = v, u, tail
}

// entry is where the next entry of a partition goes.
func (w *writer) entry(sh shape, hash uint64) []uint64 {
	to, partition := &w.shapes[sh], int(hash>>w.store.shift)
	if to.cursors == nil {
		to.cursors, to.chunks = make([]cursor, w.store.partitions), make([][]chunk, w.store.partitions)
	}
	c := &to.cursors[partition]
	if c.used == len(c.words) {
		w.newChunk(sh, partition)
	}
	from := c.used
	c.used += wordsOf[sh] + 1
	return c.words[from:c.used]
}

// newChunk gives a partition a new chunk. It is cleared first, which brings it near in one go.
func (w *writer) newChunk(sh shape, partition int) {
	to := &w.shapes[sh]
	if len(to.free) == 0 {
		to.first, to.free = w.store.newSlab(sh)
	}
	rows, stride := chunkRows, wordsOf[sh]+1
	if len(to.chunks[partition]) > 0 {
		rows = min(longRows, len(to.free)/stride)
	}
	words := to.free[: rows*stride : rows*stride]
	clear(words)
	to.cursors[partition] = cursor{words: words}
	to.chunks[partition] = append(to.chunks[partition], chunk{to.first, uint32(rows)})
	to.first, to.free = to.first+uint32(rows), to.free[rows*stride:]
}

// flush hands the chunks over to the store, and starts anew.
func (w *writer) flush() {
	w.store.mu.Lock()
	defer w.store.mu.Unlock()
	for sh := range w.shapes {
		from := &w.shapes[sh]
		if from.cursors == nil {
			continue
		}
		if w.store.parts[sh] == nil {
			w.store.parts[sh] = make([][]chunk, w.store.partitions)
		}
		for p, chunks := range from.chunks {
			if last := len(chunks) - 1; last >= 0 {
				chunks[last].n = uint32(from.cursors[p].used / (wordsOf[sh] + 1))
			}
			w.store.parts[sh][p] = append(w.store.parts[sh][p], chunks...)
			from.cursors[p], from.chunks[p] = cursor{}, chunks[:0]
		}
		from.free = nil
	}
}
