package recon

import (
	"fmt"
	"testing"
)

// fill stores keys of several shapes, and returns them by the tail of their entries.
func fill(s *store, writers, rows int) map[uint64]string {
	keys := map[uint64]string{}
	ws := make([]*writer, writers)
	for i := range ws {
		ws[i] = &writer{store: s}
	}
	for i := range rows {
		key := fmt.Sprint(i)
		switch i % 3 {
		case 1:
			key = fmt.Sprintf("key-%d", i)
		case 2:
			key = fmt.Sprintf("a longer key number %d", i)
		}
		var w packed
		ws[i%writers].add(pack(key, &w), &w, uint64(i))
		keys[uint64(i)] = key
	}
	for _, w := range ws {
		w.flush()
	}
	return keys
}

// check finds every entry once, in its partition, by run and by place.
func (s *store) check(t *testing.T, keys map[uint64]string) {
	t.Helper()
	seen := 0
	for sh := range shape(shapes) {
		n := wordsOf[sh]
		for p, chunks := range s.parts[sh] {
			for _, c := range chunks {
				entries := s.run(c, n)
				for i := range c.n {
					entry := entries[int(i)*(n+1):][:n+1]
					if key := unpack(sh, entry[:n]); keys[entry[n]] != key {
						t.Fatalf("entry %d is %q, want %q", entry[n], key, keys[entry[n]])
					}
					if s.tail(c.first+i, n) != entry[n] || &s.entry(c.first+i, n)[0] != &entry[0] {
						t.Fatalf("place %d is not entry %d", c.first+i, entry[n])
					}
					if int(s.hash(entry[:n])>>s.shift) != p {
						t.Fatalf("entry %d is in partition %d", entry[n], p)
					}
					if int(c.first+i) >= s.places() {
						t.Fatalf("place %d of %d", c.first+i, s.places())
					}
					seen++
				}
			}
		}
	}
	if seen != len(keys) {
		t.Fatalf("%d entries of %d", seen, len(keys))
	}
}

func TestStore(t *testing.T) {
	for _, tt := range []struct{ rows, partitions, writers int }{
		{0, 1, 1}, {1, 1, 1}, {chunkRows, 1, 1}, {chunkRows + 1, 1, 2}, {5000, 1, 3}, {20_000, 8, 2}, {1000, 64, 4},
	} {
		s := newStore(tt.rows, tt.partitions, tt.writers, [2]uint64{salt2, salt3})
		keys := fill(s, tt.writers, tt.rows)
		s.check(t, keys)
		before := s.bytes()
		s.reset()
		if s.places() != 0 {
			t.Errorf("%+v: a store that was reset has %d places", tt, s.places())
		}
		s.check(t, fill(s, tt.writers, tt.rows))
		if s.bytes() != before {
			t.Errorf("%+v: the second filling takes %d bytes, the first took %d", tt, s.bytes(), before)
		}
	}
}

// TestStoreFlushedTwice: a writer goes on after a flush, in chunks of its own.
func TestStoreFlushedTwice(t *testing.T) {
	s := newStore(100, 2, 1, [2]uint64{salt2, salt3})
	w := &writer{store: s}
	keys := map[uint64]string{}
	for i := range 10 {
		var p packed
		key := fmt.Sprint("order", i)
		w.add(pack(key, &p), &p, uint64(i))
		keys[uint64(i)] = key
		w.flush()
	}
	w.flush()
	s.check(t, keys)
}

// TestMemoryIsUsedAgain: what later runs do with the memory of earlier ones is not seen in a result.
func TestMemoryIsUsedAgain(t *testing.T) {
	if testing.Short() {
		t.Skip("many rows")
	}
	run := func(from int) (*Result[Record, Record], []Record) {
		var rows []Record
		for i := range 8<<maxSlabBits + 1 {
			rows = append(rows, Record{Key: fmt.Sprintf("2026%016d", from+i), Amount: amountOf(fmt.Sprint(i % 100))})
		}
		res, err := Match(rows, itself, rows, itself, Rules{BillsUntil: proven, Workers: 1})
		if err != nil || res.Count(Matched) != int64(len(rows)) {
			t.Fatalf("%d of %d matched (%v)", res.Count(Matched), len(rows), err)
		}
		return res, rows
	}
	first, rows := run(0)
	for later := range 3 {
		run(1e6 * (later + 1))
	}
	if err := first.Verify(); err != nil {
		t.Error(err)
	}
	for g := range first.Groups() {
		if g.Key != rows[g.Orders[0]].Key {
			t.Fatalf("order %d has the key %s", g.Orders[0], g.Key)
		}
	}
}
