package wire

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// grammar is checked against encoding/json as well, so that no entry can be wrong on both sides.
var grammar = []struct {
	reason, doc string
	valid       bool
}{
	{"all kinds", `{"a":[1,-2.5e+3,"x",true,false,null,{},[]]}`, true},
	{"white space everywhere", " \t\r\n{ \"a\" : [ 1 , 2 ] } \n", true},
	{"bare scalar", `12`, true},
	{"zero forms", `[0,-0,0.0,0e0,-0.0E-0]`, true},
	{"escapes", `"\"\\\/\b\f\n\r\t\u00e9\uD83D\uDE00"`, true},
	{"empty name and repeated name", `{"":1,"":2}`, true},
	{"deep but allowed", nested(MaxDepth), true},

	{"empty", ``, false},
	{"only white space", "  \n", false},
	{"HTML", `<html><body>502</body></html>`, false},
	{"byte order mark twice", "\ufeff\ufeff{}", false},
	{"byte order mark after space", " \ufeff{}", false},
	{"half a byte order mark", "\xef\xbb{}", false},
	{"trailing comma in object", `{"a":1,}`, false},
	{"trailing comma in array", `[1,]`, false},
	{"comment", `{"a":1 #x` + "\n}", false},
	{"leading comma", `[,1]`, false},
	{"two commas", `[1,,2]`, false},
	{"missing comma", `[1 2]`, false},
	{"missing colon", `{"a" 1}`, false},
	{"missing value", `{"a":}`, false},
	{"unquoted name", `{a:1}`, false},
	{"number as name", `{1:1}`, false},
	{"single quotes", `{'a':1}`, false},
	{"wrong closing bracket", `{"a":1]`, false},
	{"wrong closing brace", `[1}`, false},
	{"two documents", `{}{}`, false},
	{"trailing text", `{} x`, false},
	{"plus sign", `+1`, false},
	{"no digit before the point", `.5`, false},
	{"no digit after the point", `1.`, false},
	{"no digit in the exponent", `1e`, false},
	{"no digit in the signed exponent", `[1e+]`, false},
	{"leading zero", `012`, false},
	{"negative leading zero", `-012`, false},
	{"lone minus", `-`, false},
	{"hexadecimal", `0x10`, false},
	{"not a number", `NaN`, false},
	{"infinity", `[-Infinity]`, false},
	{"full-width digit", `[１]`, false},
	{"cut keyword", `tru`, false},
	{"wrong keyword", `[nul1]`, false},
	{"keyword in capitals", `[True]`, false},
	{"keyword too long", `nullx`, false},
	{"raw newline in a string", "\"a\nb\"", false},
	{"raw control character far in a string", "\"" + strings.Repeat("a", 20) + "\x01\"", false},
	{"unknown escape", `"\x41"`, false},
	{"bad hex digit", `"\u12g4"`, false},
	{"cut escape", `"\u12`, false},
	{"backslash at the end", `"\`, false},
	{"open string", `"abc`, false},
	{"open array", `[1`, false},
	{"open object", `{"a":1`, false},
	{"open name", `{"a`, false},
	{"end after colon", `{"a":`, false},
	{"end after comma", `[1,`, false},
}

func TestGrammar(t *testing.T) {
	for _, c := range grammar {
		assert.Equal(t, c.valid, json.Valid([]byte(c.doc)), "table: %s", c.reason)
		assert.Equal(t, c.valid, skipAll(c.doc) == nil, "skipped: %s", c.reason)
		r := NewReader([]byte(c.doc))
		readAll(r)
		r.End()
		assert.Equal(t, c.valid, r.Err() == nil, "read: %s: %v", c.reason, r.Err())
	}
}

func TestEveryCutIsTruncated(t *testing.T) {
	doc := `{"result_code":200,"data":{"total":2,"list":[{"order_sn":"2016\u0041é","income":-9.9e-1,"ok":true,"x":null}]}}`
	for n := 1; n < len(doc); n++ {
		for how, read := range map[string]func(*Reader){"read": readAll, "skipped": (*Reader).Skip} {
			r := NewReader([]byte(doc[:n]))
			read(r)
			r.End()
			e := fieldError(t, r.Err())
			assert.True(t, e.Truncated, "%s, cut at %d: %v", how, n, e)
			assert.False(t, e.NotJSON, "%s, cut at %d", how, n)
			assert.Equal(t, int64(n), e.Offset, "%s, cut at %d", how, n)
		}
	}
}

func TestByteOrderMarkIsSkipped(t *testing.T) {
	r := NewReader([]byte("\ufeff{\"a\":1,\"b\":x}"))
	require.True(t, r.Object())
	require.True(t, r.Next())
	v, ok := r.Int(0, 9)
	assert.True(t, ok)
	assert.EqualValues(t, 1, v)
	require.True(t, r.Next())
	r.Skip()
	assert.EqualValues(t, 14, fieldError(t, r.Err()).Offset, "the mark counts")
}

func TestNotJSON(t *testing.T) {
	for doc, want := range map[string]string{
		"":                         "document: is empty",
		" \r\n":                    "document: is empty",
		"<html>502</html>":         "document: is not JSON but looks like HTML or XML",
		"\ufeff":                   "document: is empty",
		"Service Unavailable":      "document: is not JSON",
		"nothing fictional-secret": "document: is not JSON",
	} {
		e := fieldError(t, skipAll(doc))
		assert.Equal(t, want, e.Error())
		assert.True(t, e.NotJSON, "%q", doc)
		assert.False(t, e.Truncated, "%q", doc)
	}
	assert.False(t, fieldError(t, skipAll(`{"a":<`)).NotJSON, "it started as JSON")
}

func TestDepthIsBounded(t *testing.T) {
	for how, read := range map[string]func(*Reader){"read": readAll, "skipped": (*Reader).Skip} {
		for _, doc := range []string{nested(MaxDepth + 1), strings.Repeat(`{"a":`, MaxDepth+1), strings.Repeat("[", 1_000_000)} {
			r := NewReader([]byte(doc))
			read(r)
			e := fieldError(t, r.Err())
			assert.Equal(t, "is nested too deep", e.Rule, how)
			assert.Less(t, e.Offset, int64(6*MaxDepth), how)
		}
	}
}

func TestFirstErrorSticks(t *testing.T) {
	r := NewReader([]byte(`{"a":"x","b":2}`))
	r.Object()
	r.Next()
	r.Int(0, 9)
	first := r.Err()
	require.Error(t, first)

	assert.False(t, r.Next())
	assert.False(t, r.Object())
	assert.False(t, r.Array())
	assert.Nil(t, r.Name())
	assert.Nil(t, r.Raw())
	assert.Nil(t, r.Since(0))
	assert.False(t, r.Null())
	assert.False(t, r.Empty())
	_, ok := r.Text()
	assert.False(t, ok)
	_, ok = r.Int(0, 9)
	assert.False(t, ok)
	_, ok = r.Bool()
	assert.False(t, ok)
	assert.False(t, r.Money().Valid)
	assert.True(t, r.Time(TimePolicy{Epoch: true}).IsZero())
	assert.Same(t, r, r.Embedded())
	r.Skip()
	r.Fail("is a consequence")
	r.Twice()
	r.End()
	assert.Same(t, first, r.Err())
}

func TestResetForgetsTheErrorAndKeepsTheTexts(t *testing.T) {
	r := NewReader([]byte(`"first`))
	r.Skip()
	require.Error(t, r.Err())
	r.Reset([]byte(`["second"]`))
	require.NoError(t, r.Err())
	r.Array()
	r.Next()
	second, _ := r.Text()
	for i := range 50 {
		r.Reset(fmt.Appendf(nil, `"other %d"`, i))
		_, ok := r.Text()
		require.True(t, ok)
	}
	assert.Equal(t, "second", second)
}

func TestMisuseIsAnError(t *testing.T) {
	for want, use := range map[string]func(*Reader){
		"v: was read twice": func(r *Reader) { r.Skip(); r.Text() },
		"document: is neither inside an object nor an array":        func(r *Reader) { r.Next(); r.Next() },
		"v: was not read to its end":                                func(r *Reader) { r.End() },
		"v: appears twice":                                          func(r *Reader) { r.Skip(); r.Twice() },
		"v: is not a known state":                                   func(r *Reader) { r.Fail("is not a known state") },
		"v: is a number, not an object":                             func(r *Reader) { r.Object() },
		"v: is a number, not an array":                              func(r *Reader) { r.Array() },
		"document: was not read to its end":                         func(r *Reader) { r.Reset([]byte(`1`)); r.End() },
		"document: goes on after its end":                           func(r *Reader) { r.Reset([]byte(`1 2`)); r.Skip(); r.End() },
		"v: is followed by neither a comma nor the closing bracket": func(r *Reader) { r.doc = []byte(`{"v":1;`); r.Next() },
	} {
		r := NewReader([]byte(`{"v":1}`))
		r.Object()
		r.Next()
		use(r)
		assert.EqualError(t, r.Err(), want)
	}
}

func TestReaderPrintsNothingOfItsDocument(t *testing.T) {
	r := NewReader([]byte(`"fictional-secret"`))
	for _, format := range []string{"%v", "%+v", "%#v", "%s"} {
		assert.Equal(t, "wire.Reader(byte 0 of 18)", fmt.Sprintf(format, r))
	}
}

func TestDocumentIsNotChanged(t *testing.T) {
	const doc = `{"n\u0061me":"v\u0061lue","d":"{\"x\":\"\\u0061\"}","s":" 1 "}`
	b := []byte(doc)
	r := NewReader(b)
	readAll(r)
	r.Reset(b)
	for ok := r.Object(); ok && r.Next(); {
		readAll(r.Embedded())
	}
	assert.Equal(t, doc, string(b))
}

// FuzzReader holds the grammar against encoding/json: what is skipped must agree with it, and what is read may only be
// stricter, about text and depth.
func FuzzReader(f *testing.F) {
	for _, c := range grammar {
		f.Add([]byte(c.doc))
	}
	f.Add(benchPage(0, false)[:600])
	f.Fuzz(func(t *testing.T, doc []byte) {
		valid, before := json.Valid(bytes.TrimPrefix(doc, byteOrderMark)), string(doc)
		skipErr := skipAll(string(doc))
		tooDeep := skipErr != nil && strings.HasSuffix(skipErr.Error(), "is nested too deep")
		if (skipErr == nil) != valid && !tooDeep {
			t.Fatalf("encoding/json says valid=%v, Skip says %v", valid, skipErr)
		}
		r := NewReader(doc)
		readAll(r)
		r.End()
		if r.Err() == nil && !valid {
			t.Fatal("read what is not valid")
		}
		if err := fieldErrorOrNil(r.Err()); err != nil && (err.Offset < 0 || err.Offset > int64(len(doc))) {
			t.Fatalf("offset %d of %d", err.Offset, len(doc))
		}
		r.Reset(doc)
		readAll(r.Embedded())
		r.End()
		if string(doc) != before {
			t.Fatal("the document was changed")
		}
	})
}

func fieldErrorOrNil(err error) *FieldError {
	if err == nil {
		return nil
	}
	return err.(*FieldError)
}
