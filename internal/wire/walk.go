package wire

// Object enters the object that is the next value; [Reader.Next] then moves to its first member. It returns false, with
// an error, where the next value is not an object.
func (r *Reader) Object() bool { return r.enter(Object) }

// Array enters the array that is the next value; [Reader.Next] then moves to its first element. It returns false, with
// an error, where the next value is not an array.
func (r *Reader) Array() bool { return r.enter(Array) }

func (r *Reader) enter(want Kind) bool {
	k := r.begin()
	if k == Invalid {
		return false
	}
	if k != want {
		r.fail(r.at, "is "+k.String()+", not "+want.String())
		return false
	}
	if len(r.stack) == MaxDepth {
		r.fail(r.at, "is nested too deep")
		return false
	}
	r.pos++
	r.due = false
	r.stack = append(r.stack, frame{array: want == Array, index: -1})
	return true
}

// Next moves to the next member or element of the object or array entered last. A value that the caller left unread is
// skipped. At the end it leaves the object or array and returns false; after an error it returns false.
func (r *Reader) Next() bool {
	if r.child != nil {
		r.settle()
	}
	if r.err != nil {
		return false
	}
	if len(r.stack) == 0 {
		r.fail(r.at, "is neither inside an object nor an array")
		return false
	}
	if r.due {
		if r.Skip(); r.err != nil {
			return false
		}
	}
	return r.step(true)
}

// NextIs moves to the next member if it is the one that the caller expects, given as it stands in a document without white space and
// escapes: `"total":`. Where it returns false nothing has changed, and [Reader.Next] tells what comes: it may be that member, when it is
// time to look at the context, too. It spares what Next has to find out about a name.
func (r *Reader) NextIs(quoted string) bool {
	if r.due || r.err != nil || r.child != nil || len(r.stack) == 0 || r.pos >= r.lookAt {
		return false
	}
	f, start := &r.stack[len(r.stack)-1], r.pos
	if f.index >= 0 {
		if start >= len(r.doc) || r.doc[start] != ',' {
			return false
		}
		start++
	}
	end := start + len(quoted)
	if f.array || end > len(r.doc) || string(r.doc[start:end]) != quoted {
		return false
	}
	f.nameStart, f.nameEnd, f.escaped = start+1, end-len(`":`), false
	f.index++
	f.value, r.pos, r.due = end, end, true
	return true
}

// step moves to the next member or element, or leaves the object or array. A name that nobody will read is not decoded.
func (r *Reader) step(decode bool) bool {
	if r.pos >= r.lookAt && !r.look() {
		return false
	}
	f := &r.stack[len(r.stack)-1]
	closing := byte('}')
	if f.array {
		closing = ']'
	}
	if !r.separator(f, closing) || !f.array && !r.name(f, decode) {
		return false
	}
	f.index++
	f.value = r.pos
	r.due = true
	return true
}

// Name is the name of the current member, unescaped: valid until the next call of Next, and not to be changed.
// It is nil outside of an object.
func (r *Reader) Name() []byte {
	if r.err != nil || len(r.stack) == 0 {
		return nil
	}
	f := &r.stack[len(r.stack)-1]
	if f.array || f.index < 0 {
		return nil
	}
	raw := r.doc[f.nameStart:f.nameEnd]
	if f.escaped {
		// Again, because the names of an inner object may have used the buffer.
		r.nameBuf, _ = unescape(r.nameBuf[:0], raw)
		return r.nameBuf
	}
	return raw
}

// separator steps over the comma before a member or element. At the closing bracket it leaves, and returns false.
func (r *Reader) separator(f *frame, closing byte) bool {
	if next := r.pos + 1; f.index >= 0 && next < len(r.doc) && r.doc[r.pos] == ',' && r.doc[next] > ' ' && r.doc[next] != closing {
		r.pos = next // the usual case
		return true
	}
	r.space()
	if r.pos == len(r.doc) {
		r.truncated()
		return false
	}
	c := r.doc[r.pos]
	if c == closing {
		r.pos++
		r.stack = r.stack[:len(r.stack)-1]
		return false
	}
	if f.index < 0 {
		return true
	}
	if c != ',' {
		r.fail(r.pos, "is followed by neither a comma nor the closing bracket")
		return false
	}
	r.pos++
	return r.afterComma(closing)
}

// afterComma refuses a comma before the closing bracket by its name, since samples of providers have it.
func (r *Reader) afterComma(closing byte) bool {
	r.space()
	if r.pos == len(r.doc) {
		r.truncated()
		return false
	}
	if r.doc[r.pos] == closing {
		r.fail(r.pos, "is followed by a comma before the closing bracket")
		return false
	}
	return true
}

// name reads the name of the next member and the colon after it.
func (r *Reader) name(f *frame, decode bool) bool {
	if r.doc[r.pos] != '"' {
		r.fail(r.pos, "has a member without a quoted name")
		return false
	}
	raw, seen := r.quoted()
	if r.err != nil {
		return false
	}
	if seen != 0 && decode {
		if _, ok := r.decode(r.nameBuf[:0], raw, seen); !ok {
			return false
		}
	}
	end := r.pos - 1
	f.nameStart, f.nameEnd, f.escaped = end-len(raw), end, seen&sawEscape != 0
	if r.pos < len(r.doc) && r.doc[r.pos] == ':' {
		r.pos++
		return true
	}
	return r.colon()
}

func (r *Reader) colon() bool {
	r.space()
	if r.pos == len(r.doc) {
		r.truncated()
		return false
	}
	if r.doc[r.pos] != ':' {
		r.fail(r.pos, "has a member name without a colon")
		return false
	}
	r.pos++
	return true
}
