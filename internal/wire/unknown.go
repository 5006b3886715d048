package wire

import (
	"maps"
	"slices"
	"strconv"
	"strings"
)

// maxUnknown bounds the different keys of an Unknown, so that a provider that goes mad cannot fill the memory.
const maxUnknown = 200

// unknownRest counts what has no room of its own.
const unknownRest = "others"

// Unknown counts what a provider sent and its page does not document: "field:foo" for a member name, "pay_type:7" for a
// value of an enum. nil is empty and ready for Add. It holds 200 different keys at most and counts the rest as "others".
type Unknown map[string]int64

// Add counts key once more. A key is printed, so it must not be personal data: prefer [Unknown.AddField] and
// [Unknown.AddValue].
func (u *Unknown) Add(key string) { u.add(key, 1) }

// AddField counts an unknown member as "field:name". A name that does not look like a field's name, and so may be data,
// counts as "field:?".
func (u *Unknown) AddField(name []byte) { u.add("field:"+shownName(name), 1) }

// AddValue counts an unknown value of an enum field as "pay_type:7".
func (u *Unknown) AddValue(field string, value int64) {
	u.add(field+":"+strconv.FormatInt(value, 10), 1)
}

// Merge adds the counts of other, which may be nil.
func (u *Unknown) Merge(other Unknown) {
	if len(other) == 0 {
		return // as for nearly all pages: sorting nothing costs three allocations
	}
	for _, key := range slices.Sorted(maps.Keys(other)) {
		u.add(key, other[key])
	}
}

// String lists the counts in the order of their keys: "field:foo=2 pay_type:7=1".
func (u Unknown) String() string {
	var b strings.Builder
	for i, key := range slices.Sorted(maps.Keys(u)) {
		if i > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(key + "=" + strconv.FormatInt(u[key], 10))
	}
	return b.String()
}

func (u *Unknown) add(key string, n int64) {
	if *u == nil {
		*u = make(Unknown)
	}
	if _, known := (*u)[key]; !known && len(*u) >= maxUnknown {
		key = unknownRest
	}
	(*u)[key] += n
}
