package recon

import "sync"

// store is the entries of many rows: the packed key of each, and its tail. Entries live in chunks of one shape and one partition,
// and a place is a chunk's number and an index in it. Writers of several goroutines share a store.
//
// A partition holds the keys whose hash begins alike. Its entries and its index fit in a core's own cache.
type store struct {
	partitions int
	shift      uint // from a hash to its partition
	chunkBits  uint // log₂ of the entries of a chunk
	seed       [2]uint64

	mu     sync.Mutex
	chunks []chunk
	parts  [shapes][][]uint32        // per shape and partition, the numbers of the chunks
	spare  [maxRaw + 2][]entryBlocks // per stride, the memory of chunks that were reset
}

// chunk is a run of entries, each of wordsOf its shape and a tail.
type chunk struct {
	words []uint64
	n     int // entries in use
	shape shape
}

type entryBlocks = []uint64

// newStore is a store for about this many rows by a number of writers, partitioned as told.
func newStore(rows, partitions, writers int, seed [2]uint64) *store {
	s := &store{partitions: partitions, shift: 64, seed: seed, chunkBits: 4}
	for 1<<(64-s.shift) < partitions {
		s.shift--
	}
	for s.chunkBits < 9 && rows/(partitions*writers) > 8<<s.chunkBits {
		s.chunkBits++
	}
	return s
}

// newChunk makes room in a partition. The chunk counts as full until its writer is flushed.
func (s *store) newChunk(sh shape, partition int) (number int, words []uint64) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.parts[sh] == nil {
		s.parts[sh] = make([][]uint32, s.partitions)
	}
	stride := wordsOf[sh] + 1
	if n := len(s.spare[stride]); n > 0 {
		words, s.spare[stride] = s.spare[stride][n-1], s.spare[stride][:n-1]
	} else {
		words = make([]uint64, stride<<s.chunkBits)
	}
	number = len(s.chunks)
	s.chunks = append(s.chunks, chunk{words, 1 << s.chunkBits, sh})
	s.parts[sh][partition] = append(s.parts[sh][partition], uint32(number))
	return number, words
}

// reset empties the store and keeps its memory.
func (s *store) reset() {
	for sh := range s.parts {
		stride := wordsOf[sh] + 1
		for p, numbers := range s.parts[sh] {
			for _, number := range numbers {
				s.spare[stride] = append(s.spare[stride], s.chunks[number].words)
			}
			s.parts[sh][p] = numbers[:0]
		}
	}
	s.chunks = s.chunks[:0]
}

// places is a bound above every place.
func (s *store) places() int { return len(s.chunks) << s.chunkBits }

// entry is the words and the tail at a place, of a shape with n words.
func (s *store) entry(place uint32, n int) []uint64 {
	at := int(place&(1<<s.chunkBits-1)) * (n + 1)
	return s.chunks[place>>s.chunkBits].words[at : at+n+1]
}

// hash is the hash of a packed key: its upper bits choose the partition, its lower bits the slot in the partition's index.
func (s *store) hash(words []uint64) uint64 { return hashWords(words, s.seed[0], s.seed[1]) }

// writer adds entries to a store. It belongs to one goroutine.
type writer struct {
	store   *store
	cursors [shapes][]cursor
}

// cursor is where the next entry of a partition goes.
type cursor struct {
	free   []uint64
	number int
}

// add stores an entry.
func (w *writer) add(sh shape, key *packed, tail uint64) {
	n := wordsOf[sh]
	partition := int(w.store.hash(key[:n]) >> w.store.shift)
	if w.cursors[sh] == nil {
		w.cursors[sh] = make([]cursor, w.store.partitions)
	}
	c := &w.cursors[sh][partition]
	if len(c.free) == 0 {
		c.number, c.free = w.store.newChunk(sh, partition)
	}
	entry := c.free[:n+1]
	c.free = c.free[n+1:]
	if n == 2 {
		entry[0], entry[1], entry[2] = key[0], key[1], tail
		return
	}
	copy(entry, key[:n])
	entry[n] = tail
}

// flush notes how far the last chunks are filled, and starts anew.
func (w *writer) flush() {
	w.store.mu.Lock()
	defer w.store.mu.Unlock()
	for sh := range w.cursors {
		for p := range w.cursors[sh] {
			c := &w.cursors[sh][p]
			if c.free != nil {
				w.store.chunks[c.number].n -= len(c.free) / (wordsOf[sh] + 1)
			}
			*c = cursor{}
		}
	}
}
