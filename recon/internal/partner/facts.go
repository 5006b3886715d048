package partner

import (
	"math/bits"
	"slices"
)

// Fact is something that an item says. The zero Fact is nothing.
type Fact struct {
	Kind   int // 1 to 63
	Number int64
	Text   string
}

// Facts are what an item says, by ascending Kind, with nothing at any place. Two items agree in a kind where they have a Fact of it in
// common.
type Facts [4]Fact

// agreed counts the kinds in which f and g agree.
func (f *Facts) agreed(g *Facts) int {
	var kinds uint64
	for i := range f {
		if f[i].Kind != 0 && slices.Contains(g[:], f[i]) {
			kinds |= 1 << f[i].Kind
		}
	}
	return bits.OnesCount64(kinds)
}

// choose keeps those of the facts whose bits are set in places; false where one of them is nothing, or two are of one kind.
func (f *Facts) choose(places uint) (chosen Facts, ok bool) {
	last := 0
	for n := 0; places != 0; n++ {
		fact := f[bits.TrailingZeros(places)]
		if fact.Kind <= last { // nothing, or of the same kind
			return chosen, false
		}
		chosen[n], last = fact, fact.Kind
		places &= places - 1
	}
	return chosen, true
}
