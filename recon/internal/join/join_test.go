package join

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"testing"
)

// row is a row as a test writes it.
type row struct {
	key   string
	value int64
}

// found is what a join has found, in a form that can be compared: sorted, and without what depends on the order of the rows.
type found struct {
	pairs      [][2]int
	near       []int      // left rows of pairs that are near
	buckets    [][2][]int // left and right rows
	aloneLeft  []int
	aloneRight []int
}

// joinRows joins with so many workers, the right rows in blocks of this size.
func joinRows(left, right []row, workers, block int) found {
	t := New(len(left), workers, nil)
	for i, r := range left {
		t.Left()[i] = t.Row(r.key, r.value)
	}
	each(t, t.Build)
	for from := 0; from < len(right); from += block {
		rows := make([]Row, min(block, len(right)-from))
		for i := range rows {
			rows[i] = t.Row(right[from+i].key, right[from+i].value)
		}
		each(t, func(share int) { t.Find(share, rows, from) })
	}
	return t.found()
}

// each calls f for all shares at once.
func each(t *Table, f func(share int)) {
	var group sync.WaitGroup
	for share := range t.Shares() {
		group.Go(func() { f(share) })
	}
	group.Wait()
}

func (t *Table) found() (f found) {
	for share := range t.Shares() {
		for _, at := range t.Alone(share) {
			f.aloneRight = append(f.aloneRight, int(at))
		}
		for members := range t.Buckets(share) {
			sides := [2][]int{{members[0].Head()}, nil}
			for _, m := range members {
				side := 0
				if m.Right() {
					side = 1
				}
				sides[side] = append(sides[side], m.Index())
			}
			f.buckets = append(f.buckets, sides)
		}
	}
	t.Release()
	for at := range t.Left() {
		right, near, ok := t.Pair(at)
		if ok {
			f.pairs = append(f.pairs, [2]int{at, right})
		}
		if ok && near {
			f.near = append(f.near, at)
		}
		if t.IsAlone(at) {
			f.aloneLeft = append(f.aloneLeft, at)
		}
	}
	slices.Sort(f.aloneRight)
	slices.SortFunc(f.buckets, func(a, b [2][]int) int { return a[0][0] - b[0][0] })
	return f
}

// withMaps is the same with maps, for comparison.
func withMaps(left, right []row) (f found) {
	of := map[string]*[2][]int{}
	var keys []string
	for side, rows := range [2][]row{left, right} {
		for i, r := range rows {
			if r.key == "" {
				continue
			}
			if of[r.key] == nil {
				of[r.key] = &[2][]int{}
				keys = append(keys, r.key)
			}
			of[r.key][side] = append(of[r.key][side], i)
		}
	}
	for _, key := range keys {
		switch l, r := of[key][0], of[key][1]; {
		case len(l) == 0:
			f.aloneRight = append(f.aloneRight, r...)
		case len(l) == 1 && len(r) == 0:
			f.aloneLeft = append(f.aloneLeft, l[0])
		case len(l) == 1 && len(r) == 1 && left[l[0]].value == right[r[0]].value && left[l[0]].value != Odd:
			f.pairs = append(f.pairs, [2]int{l[0], r[0]})
		default:
			f.buckets = append(f.buckets, *of[key])
		}
	}
	slices.Sort(f.aloneRight)
	return f
}

func TestJoin(t *testing.T) {
	long := strings.Repeat("a key of more than any word holds ", 20)
	for _, tt := range []struct {
		reason      string
		left, right []row
		want        found
	}{
		{"nothing", nil, nil, found{}},
		{"a pair", []row{{"K", 1}}, []row{{"K", 1}}, found{pairs: [][2]int{{0, 0}}}},
		{"another value is for a closer look", []row{{"K", 1}}, []row{{"K", 2}}, found{buckets: [][2][]int{{{0}, {0}}}}},
		{"odd values are no pair", []row{{"K", Odd}}, []row{{"K", Odd}}, found{buckets: [][2][]int{{{0}, {0}}}}},
		{"a second right row undoes the pair", []row{{"K", 1}}, []row{{"K", 1}, {"K", 1}}, found{buckets: [][2][]int{{{0}, {0, 1}}}}},
		{"and a third", []row{{"K", 1}}, []row{{"K", 1}, {"K", 1}, {"K", 1}}, found{buckets: [][2][]int{{{0}, {0, 1, 2}}}}},
		{"several left rows", []row{{"K", 1}, {"K", 1}}, []row{{"K", 1}}, found{buckets: [][2][]int{{{0, 1}, {0}}}}},
		{"several left rows alone", []row{{"K", 1}, {"K", 2}}, nil, found{buckets: [][2][]int{{{0, 1}, nil}}}},
		{"alone", []row{{"A", 1}}, []row{{"B", 1}}, found{aloneLeft: []int{0}, aloneRight: []int{0}}},
		{"no key meets nothing", []row{{"", 1}}, []row{{"", 1}}, found{}},
		{"a zero byte is part of a key", []row{{"K\x00", 1}}, []row{{"K", 1}}, found{aloneLeft: []int{0}, aloneRight: []int{0}}},
		{"the last byte of a long key", []row{{long + "1", 1}}, []row{{long + "2", 1}, {long + "1", 1}}, found{pairs: [][2]int{{0, 1}}, aloneRight: []int{0}}},
		{"a leading zero", []row{{"0012", 1}}, []row{{"12", 1}}, found{aloneLeft: []int{0}, aloneRight: []int{0}}},
	} {
		for _, workers := range []int{1, 3} {
			if got := joinRows(tt.left, tt.right, workers, 1); fmt.Sprint(got) != fmt.Sprint(tt.want) {
				t.Errorf("%s, %d workers: %v, want %v", tt.reason, workers, got, tt.want)
			}
		}
	}
}

// TestJoinIsThatOfMaps: keys of every kind, few and many workers, blocks of every size.
func TestJoinIsThatOfMaps(t *testing.T) {
	formats := []string{"%d", "%024d", "ORDER-2026-%017d", "%032x", "%d-too-long-for-anything-" + strings.Repeat("x", 90), "\xff\x00%d\x00"}
	for seed := range uint64(20) {
		r := rand.New(rand.NewPCG(seed, 1))
		rows := func(n int) (rows []row) {
			for range n {
				key := ""
				if r.IntN(50) > 0 {
					key = fmt.Sprintf(formats[r.IntN(len(formats))], r.IntN(400))
				}
				rows = append(rows, row{key, []int64{1, 1, 1, 2, Odd}[r.IntN(5)]})
			}
			return rows
		}
		left, right := rows(int(seed*150)), rows(2000)
		want := withMaps(left, right)
		slices.SortFunc(want.buckets, func(a, b [2][]int) int { return a[0][0] - b[0][0] })
		slices.SortFunc(want.pairs, func(a, b [2]int) int { return a[0] - b[0] })
		slices.Sort(want.aloneLeft)
		for _, how := range [][2]int{{1, 5000}, {1, 31}, {2, 64}, {5, 999}, {16, 2000}} {
			if got := joinRows(left, right, how[0], how[1]); fmt.Sprint(got) != fmt.Sprint(want) {
				t.Fatalf("seed %d, %d workers, blocks of %d:\n%v, want\n%v", seed, how[0], how[1], got, want)
			}
		}
	}
}

// TestEqualHashes: equal hashes decide nothing. All rows have the same one here, and each finds its own key.
func TestEqualHashes(t *testing.T) {
	const n = 200
	table := New(n, 2, nil)
	right := make([]Row, n)
	for i := range n {
		table.Left()[i] = Row{Key: fmt.Sprint(i), Value: 1, hash: 1<<31 | 7}
		right[n-1-i] = Row{Key: fmt.Sprint(i), Value: 1, hash: 1<<31 | 7}
	}
	each(table, table.Build)
	each(table, func(share int) { table.Find(share, right, 0) })
	for i := range n {
		if at, _, ok := table.Pair(i); !ok || at != n-1-i {
			t.Fatalf("left row %d is a pair with %d (%v)", i, at, ok)
		}
	}
}

// TestAgree: rows of equal value are a pair where the caller says that they agree, and whether they are near is given back with the pair.
func TestAgree(t *testing.T) {
	const keys = 300
	agree := func(left, right int, value int64) (near, ok bool) {
		if left != right%keys || value != 1 {
			t.Errorf("left row %d and right row %d of value %d are no rows of one key and value", left, right, value)
		}
		return left%3 == 1, left%3 != 2
	}
	table, right := New(keys, 2, agree), make([]Row, keys, 2*keys)
	for i := range keys {
		table.Left()[i], right[i] = table.Row(fmt.Sprint(i), 1), table.Row(fmt.Sprint(i), 1)
		if i%2 == 1 {
			right = append(right, Row{})
			continue
		}
		right = append(right, right[i]) // a second row of the key undoes the pair
	}
	each(table, table.Build)
	each(table, func(share int) { table.Find(share, right, 0) })
	want := found{}
	for i := range keys {
		switch {
		case i%2 == 0:
			want.buckets = append(want.buckets, [2][]int{{i}, {i, keys + i}})
		case i%3 == 2:
			want.buckets = append(want.buckets, [2][]int{{i}, {i}})
		default:
			want.pairs = append(want.pairs, [2]int{i, i})
		}
		if i%2 == 1 && i%3 == 1 {
			want.near = append(want.near, i)
		}
	}
	if got := table.found(); fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("%v, want %v", got, want)
	}
}

// TestKeysThatCountUp: the commonest keys spread over slots and shares as if they were random.
func TestKeysThatCountUp(t *testing.T) {
	const n, shares = 1 << 16, 64
	for _, format := range []string{"O%d", "%d", "%08d", "S202611%08d", "order/2026/11/22/%d", "%032x"} {
		table := New(0, shares, nil)
		used, of := map[uint32]bool{}, make([]int, shares)
		for i := range n {
			hash := table.Row(fmt.Sprintf(format, i), 0).hash
			used[hash%n] = true
			of[table.shareOf(hash)]++
		}
		if len(used) < n*60/100 { // n random hashes use n·(1 − 1/e) = 63 % of n slots
			t.Errorf("%s: %d slots of %d", format, len(used), n)
		}
		if least, most := slices.Min(of), slices.Max(of); least < n/shares/2 || most > n/shares*2 {
			t.Errorf("%s: %d to %d rows a share", format, least, most)
		}
	}
}

// TestBucketsCanBeLeft: whoever has seen enough buckets may stop.
func TestBucketsCanBeLeft(t *testing.T) {
	table := New(4, 1, nil)
	for i := range 4 {
		table.Left()[i] = table.Row(fmt.Sprint(i/2), 1)
	}
	table.Build(0)
	for members := range table.Buckets(0) {
		if len(members) != 1 || members[0].Right() {
			t.Errorf("members %v", members)
		}
		break
	}
}

func FuzzJoin(f *testing.F) {
	f.Add("A", "A", "B", uint8(1))
	f.Add("", "a\x00", "a", uint8(3))
	f.Add(strings.Repeat("9", 40), strings.Repeat("9", 41), "9", uint8(2))
	f.Fuzz(func(t *testing.T, a, b, c string, workers uint8) {
		left, right := []row{{a, 1}, {b, 1}}, []row{{b, 1}, {c, 1}}
		got, want := joinRows(left, right, int(workers%8), 1), withMaps(left, right)
		if fmt.Sprint(got) != fmt.Sprint(want) {
			t.Fatalf("%v, want %v", got, want)
		}
	})
}
