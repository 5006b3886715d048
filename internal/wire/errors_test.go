package wire

import (
	"errors"
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestErrorNamesPathRuleAndOffset(t *testing.T) {
	const doc = `{"data":{"list":[{"fee":"1"},{"fee":"fictional-secret"}]}}`
	r := NewReader([]byte(doc))
	for ok := r.Object(); ok && r.Next(); {
		for ok := r.Object(); ok && r.Next(); {
			for ok := r.Array(); ok && r.Next(); {
				for ok := r.Object(); ok && r.Next(); {
					r.Money()
				}
			}
		}
	}
	e := fieldError(t, r.Err())
	assert.Equal(t, FieldError{Path: "data.list[1].fee", Rule: "is not a decimal number", Offset: 36}, *e)
	assert.Equal(t, byte('"'), doc[e.Offset])
	assert.EqualError(t, e, "data.list[1].fee: is not a decimal number")
}

func TestFailAfterTheObjectNamesTheObject(t *testing.T) {
	r := NewReader([]byte(`[{"a":1}]`))
	r.Array()
	r.Next()
	for ok := r.Object(); ok && r.Next(); {
	}
	r.Fail("has no order_sn")
	assert.EqualError(t, r.Err(), "[0]: has no order_sn")
}

func TestNamesThatMayBeDataAreNotShown(t *testing.T) {
	for name, shown := range map[string]string{
		"total_fee__sum": "total_fee__sum", "_x": "_x", "Key-9": "Key-9", "A": "A",
		"13800000000": "?", "": "?", "fictional name": "?", "姓名": "?", "a.b": "?", "a=b": "?", "-": "?",
		"abcdefghijklmnopqrstuvwxyz0123456789ABCD":  "abcdefghijklmnopqrstuvwxyz0123456789ABCD", // 40 bytes
		"abcdefghijklmnopqrstuvwxyz0123456789ABCDE": "?",
	} {
		r := NewReader(fmt.Appendf(nil, `{"outer":{%q:x}}`, name))
		readAll(r)
		assert.EqualError(t, r.Err(), "outer."+shown+": is not a JSON value")
	}
	r := NewReader([]byte(`{"tot\u0061l":x}`))
	readAll(r)
	assert.EqualError(t, r.Err(), "?: is not a JSON value", "an escaped name is not decoded for an error")
}

// TestNoErrorHoldsAValue breaks every rule with a recognizable value.
func TestNoErrorHoldsAValue(t *testing.T) {
	const secret = "13800000000fictional"
	reads := map[string]func(*Reader){
		"text":     func(r *Reader) { r.Text() },
		"int":      func(r *Reader) { r.Int(0, 9) },
		"bool":     func(r *Reader) { r.Bool() },
		"money":    func(r *Reader) { r.Money() },
		"epoch":    func(r *Reader) { r.Time(TimePolicy{Epoch: true}) },
		"time":     func(r *Reader) { r.Time(TimePolicy{Layouts: []string{LayoutDash, LayoutISOZone}}) },
		"object":   func(r *Reader) { r.Object() },
		"array":    func(r *Reader) { r.Array() },
		"embedded": func(r *Reader) { readAll(r.Embedded()) },
		"skip":     (*Reader).Skip,
	}
	values := []string{
		`"` + secret + `"`, `"` + secret + "\x01\"", `"` + secret + `\ud800"`, `"` + secret + `\q"`, `"` + secret,
		"\"" + secret + "\xff\"", `{"` + secret + `":x}`, `["` + secret + `",]`, `-13800000000`, `13800000000.13800000000`,
		`"{\"` + secret + `\":x}"`, `"-13800000000.13800000000"`, `true` + secret, secret,
	}
	failures := 0
	for name, read := range reads {
		for _, value := range values {
			err := member(t, value, read)
			if err == nil {
				continue
			}
			failures++
			for _, format := range []string{"%v", "%+v", "%#v"} {
				assert.NotContains(t, fmt.Sprintf(format, err), "13800000000", "%s of %s", name, value)
				assert.NotContains(t, fmt.Sprintf(format, err), "fictional", "%s of %s", name, value)
			}
		}
	}
	assert.Greater(t, failures, len(reads)*len(values)/2)
}

func TestErrIsNilWithoutError(t *testing.T) {
	r := NewReader([]byte(`{}`))
	r.Skip()
	r.End()
	err := r.Err()
	require.True(t, err == nil, "a nil *FieldError in an error is not nil")
	var field *FieldError
	assert.False(t, errors.As(err, &field))
}
