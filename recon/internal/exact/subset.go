package exact

import (
	"cmp"
	"slices"
	"sort"

	"github.com/shopspring/decimal"
)

// subsetSearch is a depth-first search over distinct amounts, the largest first.
// What is left over decides what follows, so a remainder that led nowhere is not tried again.
type subsetSearch struct {
	*problem
	distinct  []wide
	like      [][]int // per distinct amount, the first ones first
	low, high []wide  // the least and the most that the amounts from here on can add
	steps     *int
	dead      map[remainder]bool
	taken     []int
	found     [][]int
}

// remainder is what is left to reach with the amounts from at on.
type remainder struct {
	at   int
	left wide
}

// Subset lists up to two parts of amounts, by their places, that add up to want: neither none nor all of them.
// Parts that differ in equal amounts alone are one answer, which takes the first ones.
// all is false when the steps, which it counts down, ran out before every part was considered.
func Subset(amounts []decimal.Decimal, want decimal.Decimal, steps *int) (found [][]int, all bool) {
	if len(amounts) < 2 {
		return nil, true
	}
	s := &subsetSearch{problem: newProblem(amounts, want), steps: steps, dead: map[remainder]bool{}}
	s.group()
	s.from(0, s.target)
	return s.found, *steps > 0 || len(s.found) == 2
}

// group gathers equal amounts.
func (s *subsetSearch) group() {
	byAmount := map[wide][]int{}
	for i, v := range s.values {
		byAmount[v] = append(byAmount[v], i)
	}
	for v := range byAmount {
		s.distinct = append(s.distinct, v)
	}
	slices.SortFunc(s.distinct, largerFirst)
	n := len(s.distinct)
	s.like, s.taken = make([][]int, n), make([]int, n)
	s.low, s.high = make([]wide, n+1), make([]wide, n+1)
	for i := n - 1; i >= 0; i-- {
		s.like[i] = byAmount[s.distinct[i]]
		s.low[i], s.high[i] = s.low[i+1], s.high[i+1]
		if whole := s.distinct[i].times(len(s.like[i])); whole.hi < 0 {
			s.low[i] = s.low[i].add(whole)
		} else {
			s.high[i] = s.high[i].add(whole)
		}
	}
}

// from tries the amounts from i on for what is left. It reports whether it found anything, or gave up.
func (s *subsetSearch) from(i int, left wide) bool {
	if !s.wrapped && (left.compare(s.low[i]) < 0 || left.compare(s.high[i]) > 0) {
		return false
	}
	if *s.steps--; *s.steps <= 0 {
		return true
	}
	if i == len(s.distinct) {
		return left == wide{} && s.note()
	}
	state := remainder{i, left}
	if s.dead[state] {
		return false
	}
	live := false
	for n, least := s.most(i, left), s.least(i, left); n >= least && len(s.found) < 2 && *s.steps > 0; n-- {
		s.taken[i] = n
		live = s.from(i+1, left.sub(s.distinct[i].times(n))) || live
	}
	s.taken[i] = 0
	if !live {
		s.dead[state] = true
	}
	return live
}

// most is how many of amount i can be taken at most: one more, and the amounts after it cannot make up for it.
// Thousands of equal amounts would otherwise be tried one by one, for nothing, at every remainder.
func (s *subsetSearch) most(i int, left wide) int {
	all := len(s.like[i])
	if s.wrapped {
		return all
	}
	each := s.distinct[i]
	return sort.Search(all, func(n int) bool {
		rest := left.sub(each.times(n + 1))
		if each.hi < 0 {
			return rest.compare(s.high[i+1]) > 0
		}
		return rest.compare(s.low[i+1]) < 0
	})
}

// least is the same from below.
func (s *subsetSearch) least(i int, left wide) int {
	if s.wrapped {
		return 0
	}
	each := s.distinct[i]
	return sort.Search(len(s.like[i]), func(n int) bool {
		rest := left.sub(each.times(n))
		if each.hi < 0 {
			return rest.compare(s.low[i+1]) >= 0
		}
		return rest.compare(s.high[i+1]) <= 0
	})
}

// note keeps what is taken, unless they are none or all. The remainder led here, so it is not dead either way.
func (s *subsetSearch) note() bool {
	var part []int
	for i, n := range s.taken {
		part = append(part, s.like[i][:n]...)
	}
	if len(part) > 0 && len(part) < len(s.amounts) && s.fits(part) {
		s.found = append(s.found, part)
	}
	return true
}

// largerFirst orders amounts by size, then by sign.
func largerFirst(a, b wide) int {
	return cmp.Or(b.abs().compare(a.abs()), a.compare(b))
}
