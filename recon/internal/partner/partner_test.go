package partner

import (
	"cmp"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// guest is an item: of a second after the start, 0 for no time, that says facts.
type guest struct {
	name   int
	second int
	facts  Facts
	gone   bool
}

func (g *guest) Gone() bool { return g.gone }

func (g *guest) time() time.Time {
	if g.second == 0 {
		return time.Time{}
	}
	return time.Unix(int64(g.second), 0)
}

// older is by second, those without one last, then by name.
func older(a, b *guest) int {
	return cmp.Or(cmp.Compare(uint(a.second)-1, uint(b.second)-1), cmp.Compare(a.name, b.name))
}

func chooser() *Chooser[*guest] {
	return &Chooser[*guest]{
		Facts: func(g *guest, _ bool) Facts { return g.facts },
		Time:  (*guest).time,
		Older: older,
	}
}

// couple is the names of a pair.
type couple struct{ left, right int }

// chosen are the pairs in the order in which they are taken.
func chosen(relations []Relation[*guest]) (couples []couple) {
	chooser().Choose(relations, func(left, right *guest) {
		left.gone, right.gone = true, true
		couples = append(couples, couple{left.name, right.name})
	})
	return couples
}

const (
	colour = iota + 1
	number
	town
)

func says(facts ...Fact) (f Facts) {
	copy(f[:], facts)
	return f
}

func TestChoose(t *testing.T) {
	red, blue := Fact{Kind: colour, Text: "red"}, Fact{Kind: colour, Text: "blue"}
	five, nowhere := Fact{Kind: number, Number: 5}, Fact{Kind: town}
	for _, tt := range []struct {
		reason      string
		left, right []*guest
		want        []couple
	}{
		{"nobody on one side", []*guest{{name: 1}}, nil, nil},
		{"two", []*guest{{name: 1}}, []*guest{{name: 2}}, []couple{{1, 2}}},
		{"the nearer in time",
			[]*guest{{name: 1, second: 10}}, []*guest{{name: 2, second: 8}, {name: 3, second: 11}}, []couple{{1, 3}}},
		{"of two equally near the earlier",
			[]*guest{{name: 1, second: 10}}, []*guest{{name: 2, second: 11}, {name: 3, second: 9}}, []couple{{1, 3}}},
		{"one without a time last",
			[]*guest{{name: 1, second: 10}}, []*guest{{name: 2}, {name: 3, second: 900}}, []couple{{1, 3}}},
		{"a fact before the time",
			[]*guest{{name: 1, second: 10, facts: says(red)}},
			[]*guest{{name: 2, second: 10, facts: says(blue)}, {name: 3, facts: says(red)}},
			[]couple{{1, 3}}},
		{"two facts before one",
			[]*guest{{name: 1, facts: says(red, five)}},
			[]*guest{{name: 2, facts: says(red)}, {name: 3, facts: says(red, five)}},
			[]couple{{1, 3}}},
		{"a fact twice is no more than once",
			[]*guest{{name: 1, facts: says(red, blue)}, {name: 9, facts: says(blue)}},
			[]*guest{{name: 2, facts: says(red, blue)}, {name: 3, facts: says(red)}},
			[]couple{{1, 2}, {9, 3}}},
		{"one of two facts of a kind will do",
			[]*guest{{name: 1, facts: says(red, blue)}},
			[]*guest{{name: 2}, {name: 3, facts: says(blue)}},
			[]couple{{1, 3}}},
		{"to say nothing is nothing in common",
			[]*guest{{name: 1}, {name: 2, facts: says(nowhere)}},
			[]*guest{{name: 3}, {name: 4, facts: says(nowhere)}},
			[]couple{{2, 4}, {1, 3}}},
		{"the older ones first, the left one before the right one",
			[]*guest{{name: 2}, {name: 1}, {name: 3, second: 1}}, []*guest{{name: 5}, {name: 4}, {name: 6}},
			[]couple{{3, 4}, {1, 5}, {2, 6}}},
	} {
		require.Equal(t, tt.want, chosen([]Relation[*guest]{{tt.left, tt.right}}), tt.reason)
	}
}

// TestChooseIsTheBestOfAll: whatever the items say, in whatever order they come, and whatever relations they are in, what is taken is the
// best of all pairs, and again the best of all pairs of the items that are left.
func TestChooseIsTheBestOfAll(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		left, right := drawGuests(t, 0), drawGuests(t, 1000)
		relations := drawRelations(t, left, right)
		want := slowly(relations)
		for _, g := range slices.Concat(left, right) {
			g.gone = false
		}
		for i, of := range relations {
			relations[i] = Relation[*guest]{rapid.Permutation(of.Left).Draw(t, "left"), rapid.Permutation(of.Right).Draw(t, "right")}
		}
		relations = rapid.Permutation(relations).Draw(t, "relations")
		require.Equal(t, want, chosen(relations))
	})
}

func drawGuests(t *rapid.T, name int) (guests []*guest) {
	for range rapid.IntRange(1, 9).Draw(t, "items") {
		g := &guest{name: name, second: rapid.IntRange(0, 5).Draw(t, "second")}
		// the kinds of the places are such that two facts can be of one kind; the numbers are few
		for place, kind := range [...]int{colour, number, town, town} {
			if n := rapid.IntRange(0, 3).Draw(t, "fact"); n > 0 {
				g.facts[place] = Fact{Kind: kind, Number: int64(n)}
			}
		}
		guests = append(guests, g)
		name++
	}
	return guests
}

// drawRelations puts items into one relation, or some of them into each of three.
func drawRelations(t *rapid.T, left, right []*guest) []Relation[*guest] {
	if rapid.Bool().Draw(t, "one relation") {
		return []Relation[*guest]{{left, right}}
	}
	some := func(guests []*guest) []*guest {
		return rapid.SliceOfDistinct(rapid.SampledFrom(guests), rapid.ID[*guest]).Draw(t, "some")
	}
	return []Relation[*guest]{{some(left), some(right)}, {some(left), some(right)}, {some(left), some(right)}}
}

// slowly takes the best of all pairs again and again.
func slowly(relations []Relation[*guest]) (couples []couple) {
	for {
		var best [2]*guest
		for _, of := range relations {
			for _, l := range of.Left {
				for _, r := range of.Right {
					if !l.gone && !r.gone && (best[0] == nil || slices.Compare(badness(l, r), badness(best[0], best[1])) < 0) {
						best = [2]*guest{l, r}
					}
				}
			}
		}
		if best[0] == nil {
			return couples
		}
		best[0].gone, best[1].gone = true, true
		couples = append(couples, couple{best[0].name, best[1].name})
	}
}

// badness is the doc comment of Choose as numbers, the less the better.
func badness(l, r *guest) []int {
	kinds := map[int]bool{}
	for _, a := range l.facts {
		for _, b := range r.facts {
			if a == b && a.Kind > 0 {
				kinds[a.Kind] = true
			}
		}
	}
	const never = 1000
	second := func(g *guest) int { return cmp.Or(g.second, never) }
	if l.second == 0 || r.second == 0 {
		return []int{-len(kinds), 1, 0, 0, second(l), l.name, second(r), r.name}
	}
	return []int{-len(kinds), 0, max(l.second-r.second, r.second-l.second), min(l.second, r.second), l.second, l.name, r.second, r.name}
}

// TestOneIsWithoutMemory: one item beside one or several needs no memory.
func TestOneIsWithoutMemory(t *testing.T) {
	c := chooser()
	one, many := &guest{name: 1, second: 3}, []*guest{{name: 2, second: 1}, {name: 3, second: 4}, {name: 4}}
	took := 0
	take := func(_, _ *guest) { took++ }
	require.Zero(t, testing.AllocsPerRun(10, func() {
		c.Choose([]Relation[*guest]{{[]*guest{one}, many[:1]}}, take)
		c.Choose([]Relation[*guest]{{[]*guest{one}, many}}, take)
		c.Choose([]Relation[*guest]{{many, []*guest{one}}}, take)
	}))
	require.Equal(t, 33, took)
}
