package wire

import "encoding/json"

// Keep keeps the member at hand, which the caller does not know, in extra as it came, and counts its name as [Reader.Member]
// does. A name that is there already fails. extra is made when it is needed.
func (r *Reader) Keep(extra *map[string]json.RawMessage, unknown *Unknown) {
	name := string(r.Name())
	if _, twice := (*extra)[name]; twice {
		r.Twice()
		return
	}
	r.Member(unknown)
	if *extra == nil {
		*extra = map[string]json.RawMessage{}
	}
	(*extra)[name] = r.Raw()
}
