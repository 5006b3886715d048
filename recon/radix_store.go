package recon

import "sync"

// store is the entries of many rows: the packed key of each, and its tail. A partition holds the keys whose hash begins alike;
// its entries and its index fit in a core's own cache.
//
// Entries lie in slabs, each of one shape, and a place is a slab's number and an index in it. A slab is handed out in chunks,
// each of one partition. Writers of several goroutines share a store.
type store struct {
	partitions int
	shift      uint // from a hash to its partition
	slabBits   uint // log₂ of the entries of a slab
	seed       [2]uint64

	mu    sync.Mutex
	slabs []slab
	parts [shapes][][]chunk      // per shape and partition
	spare [maxRaw + 2][][]uint64 // per stride, the memory of slabs that were reset
}

// slab is the memory of entries of one shape.
type slab struct {
	shape shape
	words []uint64
}

// chunk is a run of places of one partition.
type chunk struct{ first, n uint32 }

// chunkRows is the number of entries of a partition's first chunk, and longRows that of the others at most: so few that all partitions'
// are near while they are filled, and so many that a chunk is read in one go.
const (
	chunkRows = 64
	longRows  = 256
)

// newStore is a store for about this many rows by a number of writers, partitioned as told.
func newStore(rows, partitions, writers int, seed [2]uint64) *store {
	s := &store{partitions: partitions, shift: 64, seed: seed, slabBits: 6}
	for 1<<(64-s.shift) < partitions {
		s.shift--
	}
	for s.slabBits < maxSlabBits && rows/writers > 4<<s.slabBits {
		s.slabBits++
	}
	return s
}

// newSlab makes room for entries of a shape.
func (s *store) newSlab(sh shape) (first uint32, words []uint64) {
	s.mu.Lock()
	defer s.mu.Unlock()
	stride := wordsOf[sh] + 1
	if n := len(s.spare[stride]); n > 0 {
		words, s.spare[stride] = s.spare[stride][n-1], s.spare[stride][:n-1]
	} else {
		words = s.memory(stride)
	}
	first = uint32(len(s.slabs)) << s.slabBits
	s.slabs = append(s.slabs, slab{sh, words})
	return first, words
}

// slabMemory is memory of slabs that no store needs any more, per stride, for later runs. Whatever is in it is cleared before it is used.
var slabMemory [maxRaw + 2]sync.Pool

// maxSlabBits is the size of slabs that are worth keeping.
const maxSlabBits = 14

// memory is for one slab.
func (s *store) memory(stride int) []uint64 {
	if s.slabBits == maxSlabBits {
		if words, ok := slabMemory[stride].Get().(*[]uint64); ok {
			return *words
		}
	}
	return make([]uint64, stride<<s.slabBits)
}

// release gives all memory back. Nothing may refer to the store any more.
func (s *store) release() {
	s.reset()
	for stride, spare := range s.spare {
		for _, words := range spare {
			if s.slabBits == maxSlabBits {
				slabMemory[stride].Put(&words)
			}
		}
		s.spare[stride] = nil
	}
}

// reset empties the store and keeps its memory.
func (s *store) reset() {
	for _, slab := range s.slabs {
		stride := wordsOf[slab.shape] + 1
		s.spare[stride] = append(s.spare[stride], slab.words)
	}
	s.slabs = s.slabs[:0]
	for sh := range s.parts {
		for p := range s.parts[sh] {
			s.parts[sh][p] = s.parts[sh][p][:0]
		}
	}
}

// places is a bound above every place.
func (s *store) places() int { return len(s.slabs) << s.slabBits }

// bytes is the size of the entries.
func (s *store) bytes() (total int) {
	for sh := range s.parts {
		for _, chunks := range s.parts[sh] {
			for _, c := range chunks {
				total += 8 * int(c.n) * (wordsOf[sh] + 1)
			}
		}
	}
	return total
}

// entry is the words and the tail at a place, of a shape with n words.
func (s *store) entry(place uint32, n int) []uint64 {
	at := int(place&(1<<s.slabBits-1)) * (n + 1)
	return s.slabs[place>>s.slabBits].words[at : at+n+1]
}

// tail is the tail of an entry.
func (s *store) tail(place uint32, n int) uint64 {
	return s.slabs[place>>s.slabBits].words[int(place&(1<<s.slabBits-1))*(n+1)+n]
}

// run is the entries of a chunk.
func (s *store) run(c chunk, n int) []uint64 {
	at := int(c.first&(1<<s.slabBits-1)) * (n + 1)
	return s.slabs[c.first>>s.slabBits].words[at : at+int(c.n)*(n+1)]
}

// hash is the hash of a packed key: its upper bits choose the partition, its lower bits the slot in the partition's index.
func (s *store) hash(words []uint64) uint64 {
	if len(words) == 2 {
		return hashPair(words[0], words[1], s.seed[0], s.seed[1]) // inlined
	}
	return hashWords(words, s.seed[0], s.seed[1])
}
