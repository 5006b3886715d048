package transport

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

const (
	mask         = "***"
	maxText      = 300     // runes of a message or of a cause
	maxShortText = 64      // runes of a code or a request id
	maxScrubbed  = 4 << 10 // bytes of a text that are looked at; the rest is dropped first
)

// scrubber makes text that came from elsewhere safe to print. Its cost is linear in the text, which is cut to 4 KB, and in the secrets.
type scrubber struct {
	plain   []needle // looked for in the text, as it is and unescaped
	encoded []needle // looked for in the letters and digits of both: base64 and hex
}

func newScrubber(secrets []string) scrubber {
	var s scrubber
	plain, encoded := newNeedles(&s.plain), newNeedles(&s.encoded)
	for _, secret := range secrets {
		if strings.TrimSpace(clean(secret)) == "" {
			continue
		}
		for _, form := range plainForms(secret) {
			plain(form)
		}
		for _, form := range encodedForms(secret) {
			encoded(form)
		}
	}
	return s
}

// text cuts to 4 KB, cleans, masks secrets and mobile numbers, and cuts to the given number of runes last, so that this cut can not
// leave a part of a secret that is then not recognised. What the first cut leaves of a secret is masked.
func (s scrubber) text(text string, runes int) string {
	short := len(text) > maxScrubbed
	if short {
		text = strings.ToValidUTF8(text[:maxScrubbed], "")
	}
	text = clean(text)
	m := marks{text: text, cut: short}
	for _, v := range viewsOf(text, short) {
		m.mobiles(v)
		m.all(v, s.plain)
		if len(s.encoded) > 0 {
			m.all(v.alphanumeric(), s.encoded)
			if bytes, found := v.withoutHexPrefixes(); found {
				m.all(bytes.alphanumeric(), s.encoded)
			}
		}
	}
	return cut(m.masked(), runes)
}

// hides reports whether the text holds a secret or a mobile number.
func (s scrubber) hides(text string) bool {
	return strings.Contains(s.text(text, maxScrubbed), mask) && !strings.Contains(text, mask)
}

// marks are the bytes of a text that are to be masked.
type marks struct {
	text string
	cut  bool
	// edges has +1 where a mark starts and -1 where it ends, so that marks which overlap leave no remainder and cost no more. nil for none.
	edges []int32
}

func (m *marks) mark(from, to int32) {
	if m.edges == nil {
		m.edges = make([]int32, len(m.text)+1)
	}
	m.edges[from]++
	m.edges[to]--
}

// all marks every place of every needle in the view.
func (m *marks) all(v view, needles []needle) {
	for _, n := range needles {
		m.one(v, n)
	}
}

// longestPartial is the length of the longest escape that is not whole, such as &#x0000002, and of two of them in one another.
const longestPartial = 20

// one is the search of Knuth, Morris and Pratt: linear whatever the text repeats. It knows how much of a needle stands where a text was
// cut, which may be within an escape.
func (m *marks) one(v view, n needle) {
	if len(n.text) > len(v) && !m.cut {
		return
	}
	matched := 0
	for i := range v {
		for matched > 0 && (matched == len(n.text) || n.text[matched] != v[i].b) {
			matched = int(n.border[matched-1])
		}
		if n.text[matched] == v[i].b {
			matched++
		}
		if matched == len(n.text) {
			m.mark(v[i+1-matched].from, v[i].to)
		}
		if m.cut && matched > 0 && len(v)-i <= longestPartial {
			m.mark(v[i+1-matched].from, int32(len(m.text)))
		}
	}
}

// mobiles marks mainland mobile numbers: 11 digits that start with 13 to 19, also after the country code 86.
func (m *marks) mobiles(v view) {
	for i := 0; i < len(v); i++ {
		start := i
		for i < len(v) && '0' <= v[i].b && v[i].b <= '9' {
			i++
		}
		number := v[start:i]
		if len(number) == 13 && number[0].b == '8' && number[1].b == '6' {
			number = number[2:]
		}
		if len(number) == 11 && number[0].b == '1' && number[1].b >= '3' {
			m.mark(v[start].from, v[i-1].to)
		}
	}
}

// masked returns the text with each run of marked bytes replaced.
func (m *marks) masked() string {
	if m.edges == nil {
		return m.text
	}
	var b strings.Builder
	depth, within := int32(0), false
	for i := range len(m.text) {
		depth += m.edges[i]
		switch {
		case depth == 0:
			b.WriteByte(m.text[i])
		case !within:
			b.WriteString(mask)
		}
		within = depth > 0
	}
	return b.String()
}

// clean makes one line of valid UTF-8: white space becomes a space, characters
// that do not show are dropped before secrets are looked for, since they could
// hide one.
func clean(text string) string {
	return strings.Map(shown, strings.ToValidUTF8(text, "\uFFFD"))
}

// shown is a space for white space and -1 for a character that does not show.
func shown(r rune) rune {
	switch {
	case unicode.IsSpace(r):
		return ' '
	case unicode.IsControl(r) || unicode.In(r, unicode.Cf):
		return -1
	}
	return r
}

// cut shortens to at most n runes, the last one an ellipsis if it did.
func cut(text string, n int) string {
	if utf8.RuneCountInString(text) <= n {
		return text
	}
	return string([]rune(text)[:n-1]) + "…"
}
