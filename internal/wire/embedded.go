package wire

// Embedded reads the next value whether it comes as itself or as a JSON document inside a string: some replies hold
// "data":{…} at one time and "data":"{…}" at another.
//
// For a string it returns a reader of the document that the string holds; a blank string reads as null. Anything else is
// read in place: what is returned is r itself. Either way read one value from it (or none), then go on with r: its next call of
// Next or End checks that the inner document was read to its end. An error inside is also r's error, with the whole path;
// Offset is then that of the string. Do not call End on what is returned, nor use it after r went on.
func (r *Reader) Embedded() *Reader {
	if r.Kind() != String {
		return r
	}
	text, _ := r.scalar("JSON")
	if r.err != nil {
		return r
	}
	if len(trim(text)) == 0 {
		text = []byte("null")
	}
	inner := &Reader{doc: text, due: true, parent: r, shared: r.shared}
	inner.stack = inner.first[:0]
	r.child = inner
	return inner
}
