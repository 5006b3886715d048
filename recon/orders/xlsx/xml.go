package xlsx

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"strconv"
	"unicode/utf8"
)

// The buffer of a part, and the most that a text or a tag of it may hold: Excel allows 32,767 characters.
const (
	bufferSize = 64 << 10
	maxToken   = 1 << 20
)

// scanner reads XML tag by tag, as workbooks are written: in UTF-8, without a DTD. A sheet has millions of tags: encoding/xml takes
// several times as long for them, and makes garbage of each.
type scanner struct {
	in    *bufio.Reader
	text  []byte // between the tag before and this one
	attrs []byte // of the tag
	empty bool   // the tag ends itself
	long  []byte

	joinedTag []byte
}

func newScanner(part io.Reader) *scanner { return &scanner{in: bufio.NewReaderSize(part, bufferSize)} }

var errTooLong = errors.New("a text or a tag is longer than 1 MiB")

// next reads on to the next tag, and gives its name without a prefix; that of a closing tag begins with "/". It is valid until the next call.
// The end of the part is io.EOF.
func (s *scanner) next() (name []byte, err error) {
	s.text = s.text[:0]
	for {
		text, err := s.until('<')
		if err != nil {
			return nil, err
		}
		if s.text, err = appendText(s.text, text); err != nil {
			return nil, err
		}
		tag, err := s.tag()
		switch {
		case errors.Is(err, io.EOF):
			return nil, io.ErrUnexpectedEOF
		case err != nil:
			return nil, err
		case bytes.HasPrefix(tag, cdata):
			s.text = append(s.text, tag[len(cdata):len(tag)-2]...)
		case bytes.HasPrefix(tag, []byte("?xml ")) && bytes.Contains(tag, []byte("encoding")) && !bytes.Contains(bytes.ToLower(tag), []byte("utf-8")):
			return nil, errors.New("its XML is not UTF-8")
		case len(tag) == 0 || bytes.HasPrefix(tag, []byte("!DOCTYPE")):
			return nil, errors.New("its XML is damaged, or has a DTD")
		case tag[0] != '!' && tag[0] != '?':
			return s.split(tag), nil
		}
	}
}

var cdata, comment = []byte("![CDATA["), []byte("!--")

// split tells a tag's name from its attributes.
func (s *scanner) split(tag []byte) (name []byte) {
	tag, s.empty = bytes.CutSuffix(tag, []byte("/"))
	name, s.attrs = tag, nil
	colon := -1
	for i, c := range tag {
		if c == ':' {
			colon = i
		} else if c <= ' ' {
			name, s.attrs = tag[:i], tag[i:]
			break
		}
	}
	if colon >= 0 && name[0] == '/' {
		name[colon] = '/'
		return name[colon:]
	}
	return name[colon+1:]
}

// tag is what stands between "<" and the ">" that ends it.
func (s *scanner) tag() ([]byte, error) {
	part, err := s.until('>')
	quote := byte(0)
	if err != nil || ends(part, part, &quote) {
		return part, err
	}
	s.joinedTag = append(append(s.joinedTag[:0], part...), '>')
	for {
		if part, err = s.until('>'); err != nil {
			return nil, err
		}
		if s.joinedTag = append(s.joinedTag, part...); len(s.joinedTag) > maxToken {
			return nil, errTooLong
		}
		if ends(s.joinedTag, part, &quote) {
			return s.joinedTag, nil
		}
		s.joinedTag = append(s.joinedTag, '>')
	}
}

// ends reports whether a tag does not go on behind a ">", which may stand in an attribute, a comment or CDATA. part is the last part of
// the tag, and quote the one that is open before it, then behind it.
func ends(tag, part []byte, quote *byte) bool {
	switch {
	case bytes.HasPrefix(tag, comment):
		return len(tag) >= 5 && bytes.HasSuffix(tag, []byte("--"))
	case bytes.HasPrefix(tag, cdata):
		return bytes.HasSuffix(tag, []byte("]]"))
	}
	for _, c := range part {
		if *quote == 0 && (c == '"' || c == '\'') {
			*quote = c
		} else if c == *quote {
			*quote = 0
		}
	}
	return *quote == 0
}

// until is the text up to a byte, which is read too.
func (s *scanner) until(end byte) ([]byte, error) {
	text, err := s.in.ReadSlice(end)
	if errors.Is(err, bufio.ErrBufferFull) {
		s.long = s.long[:0]
		for errors.Is(err, bufio.ErrBufferFull) {
			if s.long = append(s.long, text...); len(s.long) > maxToken {
				return nil, errTooLong
			}
			text, err = s.in.ReadSlice(end)
		}
		s.long = append(s.long, text...)
		text = s.long
	}
	if err != nil {
		return nil, err
	}
	return text[:len(text)-1], nil
}

// attribute is the value of an attribute, as it stands there.
func (s *scanner) attribute(name string) []byte {
	for rest := s.attrs; ; {
		key, value, ok := bytes.Cut(rest, []byte("="))
		value = bytes.TrimSpace(value)
		if !ok || len(value) == 0 {
			return nil
		}
		end := bytes.IndexByte(value[1:], value[0]) + 1
		if end == 0 {
			return nil
		}
		if string(bytes.TrimSpace(key)) == name {
			return value[1:end]
		}
		rest = value[end+1:]
	}
}

var entities = map[string]string{"lt": "<", "gt": ">", "amp": "&", "quot": `"`, "apos": "'"}

// appendText appends what XML text stands for.
func appendText(dst, text []byte) ([]byte, error) {
	for {
		i := bytes.IndexByte(text, '&')
		if i < 0 {
			return append(dst, text...), nil
		}
		entity, rest, ok := bytes.Cut(text[i+1:], []byte(";"))
		plain := entities[string(entity)]
		if number, is := bytes.CutPrefix(entity, []byte("#")); is {
			base := 10
			if hex, is := bytes.CutPrefix(number, []byte("x")); is {
				number, base = hex, 16
			}
			if c, err := strconv.ParseInt(string(number), base, 32); err == nil && utf8.ValidRune(rune(c)) {
				plain = string(rune(c))
			}
		}
		if !ok || plain == "" {
			return nil, errors.New("its XML has an entity that is none")
		}
		dst, text = append(append(dst, text[:i]...), plain...), rest
	}
}
