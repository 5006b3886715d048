package billtest

// Hints carries the data-level fault of one request, if any, to the fake's answer func, through methods that each apply one kind of fault. A method
// that changes something marks the fault as played; a fault no method played shows up in Gateway.Unplayed, so a forgotten one is noticed. The zero
// Hints changes nothing.
type Hints struct {
	fault  Fault
	played *bool
}

// HintsOf carries f alone, to test an answer func without a Gateway.
func HintsOf(f Fault) Hints { return Hints{fault: f, played: new(bool)} }

// Played reports whether the fault has changed something so far.
func (h Hints) Played() bool { return h.played != nil && *h.played }

// String names the fault: "lying total 9".
func (h Hints) String() string { return h.fault.String() }

// is reports whether h carries a fault of kind k.
func (h Hints) is(k kind) bool { return h.fault.kind == k }

func (h Hints) mark() {
	if h.played != nil {
		*h.played = true
	}
}

// Business returns the codes and the message of a Business fault; ok is false when there is none. The fake puts them into its own error envelope.
func (h Hints) Business() (code, subCode, message string, ok bool) {
	if !h.is(kBusiness) {
		return "", "", "", false
	}
	h.mark()
	return h.fault.text, h.fault.sub, h.fault.message, true
}

// Named reports whether the fault is Named(name), and marks it as played.
func (h Hints) Named(name string) bool {
	if !h.is(kNamed) || h.fault.text != name {
		return false
	}
	h.mark()
	return true
}

// Spoil plays WrongType and BadExponent on a JSON document; amount is the field BadExponent hits, a name or the end of a path as in WrongType, "" when
// the document has no amount. Without such a fault, or without such a field, the document comes back as it is.
func (h Hints) Spoil(doc []byte, amount string) []byte {
	field, value := h.fault.text, `[true]`
	switch {
	case h.is(kBadExponent) && amount != "":
		field, value = amount, `1e10000`
	case !h.is(kWrongType):
		return doc
	}
	spoiled, ok := SetField(doc, field, value)
	if ok {
		h.mark()
	}
	return spoiled
}
