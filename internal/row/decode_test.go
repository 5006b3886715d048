package row

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/billrecon/billrecon"
	"github.com/billrecon/billrecon/internal/transport"
	"github.com/billrecon/billrecon/internal/wire"
)

// Each line is a member, what the row is then written as, and what was counted.
func TestReadAndWrite(t *testing.T) {
	const before, after = `{"id":"1"`, `,"parts":[]}`
	const middle = `,"note":null,"total":"1.00"`
	const rest = `,"cents":5,"shop":"0"`
	for _, test := range []struct{ reason, member, want, counted string }{
		{"nothing more", ``, before + middle + rest + `,"on":false,"day":null` + after, ``},
		{"a number in quotes", `"number":"12"`, before + `,"number":12` + middle + rest + `,"on":false,"day":null` + after, ``},
		{"text that is no number", `"number":"0012"`, before + `,"number":"0012"` + middle + rest + `,"on":false,"day":null` + after, ``},
		{"text", `"note":"a\"测"`, before + `,"note":"a\"测","total":"1.00"` + rest + `,"on":false,"day":null` + after, ``},
		{"a null text", `"note":null`, before + middle + rest + `,"on":false,"day":null` + after, ``},
		{"an amount", `"fee":-0.5`, before + middle + `,"fee":-0.50` + rest + `,"on":false,"day":null` + after, ``},
		{"an amount of no money", `"points":"-2"`, before + middle + `,"points":-2` + rest + `,"on":false,"day":null` + after, ``},
		{"an amount with noise", `"fee":175.45000000000002`, before + middle + `,"fee":175.45` + rest + `,"on":false,"day":null` + after, `fee:rounded=1`},
		{"an int", `"shop":"7"`, before + middle + `,"cents":5,"shop":"7","on":false,"day":null` + after, ``},
		{"an enum whose 0 is a value", `"color":0`, before + middle + rest + `,"color":0,"on":false,"day":null` + after, ``},
		{"an enum's value without a name", `"color":"7"`, before + middle + rest + `,"color":7,"on":false,"day":null` + after, `color:7=1`},
		{"a null enum", `"color":null`, before + middle + rest + `,"on":false,"day":null` + after, ``},
		{"a boolean", `"on":"true"`, before + middle + rest + `,"on":true,"day":null` + after, ``},
		{"seconds", `"at":1478483902`, before + middle + rest + `,"on":false,"at":"1478483902","day":null` + after, ``},
		{"zero seconds", `"at":"0"`, before + middle + rest + `,"on":false,"day":null` + after, ``},
		{"a time", `"day":"2022-9-1 0:00:00"`, before + middle + rest + `,"on":false,"day":"2022-09-01 00:00:00"` + after, ``},
		{"a time of .NET", `"day":"\/Date(1588239113429+0800)\/"`, before + middle + rest + `,"on":false,"day":"2020-04-30 17:31:53.429"` + after, ``},
		{"the first day of SQL Server", `"day":"1900-01-01 00:00:00"`, before + middle + rest + `,"on":false,"day":null` + after, ``},
		{"items", `"items":[1, {"a" : 2}]`, before + middle + rest + `,"on":false,"day":null,"items":[1,{"a" : 2}]` + after, ``},
		{"no items", `"items":{}`, before + middle + rest + `,"on":false,"day":null` + after, ``},
		{"rows within", `"parts":[{"key":9},{"on":1,"x":null}]`, before + middle + rest +
			`,"on":false,"day":null,"parts":[{"key":"9","on":false,"items":[]},{"key":"","on":true,"items":[],"x":null}]}`, `field:x=1`},
		{"what is not known", `"z":1,"a":{"b": 2}`, before + middle + rest + `,"on":false,"day":null,"parts":[],"a":{"b": 2},"z":1}`, `field:a=1 field:z=1`},
		{"an unreadable text", `"note":["x"]`, before + `,"note":["x"],"total":"1.00"` + rest + `,"on":false,"day":null` + after, `note:unreadable=1`},
		{"an unreadable order number", `"number":2.01E+14`, before + `,"number":2.01E+14` + middle + rest + `,"on":false,"day":null` + after, `number:unreadable=1`},
		{"an unreadable amount of no money", `"points":"two"`, before + middle + `,"points":"two"` + rest + `,"on":false,"day":null` + after, `points:unreadable=1`},
		{"an unreadable int", `"shop":100`, before + middle + `,"cents":5,"shop":100,"on":false,"day":null` + after, `shop:unreadable=1`},
		{"an unreadable enum", `"color":"red"`, before + middle + rest + `,"color":"red","on":false,"day":null` + after, `color:unreadable=1`},
		{"the number that stands for no enum", `"color":-2147483648`, before + middle + rest + `,"color":-2147483648,"on":false,"day":null` + after, `color:unreadable=1`},
		{"an unreadable boolean", `"on":"True"`, before + middle + rest + `,"on":"True","day":null` + after, `on:unreadable=1`},
		{"unreadable seconds", `"at":-1`, before + middle + rest + `,"on":false,"at":-1,"day":null` + after, `at:unreadable=1`},
		{"an unreadable time", `"day":"soon"`, before + middle + rest + `,"on":false,"day":"soon"` + after, `day:unreadable=1`},
		{"unreadable items", `"items":{"a":1}`, before + middle + rest + `,"on":false,"day":null,"items":{"a":1}` + after, `items:unreadable=1`},
		{"an unreadable row within", `"parts":[{"key":"a"},7]`, before + middle + rest + `,"on":false,"day":null,"parts":[{"key":"a"},7]}`, `parts:unreadable=1`},
		{"a value within", `"parts":[{"on":[]}]`, before + middle + rest + `,"on":false,"day":null,"parts":[{"key":"","on":[],"items":[]}]}`, `on:unreadable=1`},
	} {
		t.Run(test.reason, func(t *testing.T) {
			got, unknown, err := read(least(test.member))
			require.NoError(t, err)
			assert.Equal(t, test.counted, unknown.String())
			text, err := samples.Marshal(&got)
			require.NoError(t, err)
			assert.Equal(t, test.want, string(text))
			again, counted, err := read(string(text))
			require.NoError(t, err)
			assert.True(t, samples.Equal(&got, &again), "%+v", again)
			for _, key := range []string{"unreadable", "field"} {
				assert.Equal(t, strings.Contains(test.counted, key), strings.Contains(counted.String(), key), "it is as odd as before")
			}
		})
	}
}

func TestReadRefuses(t *testing.T) {
	for _, test := range []struct{ reason, text, want string }{
		{"no identity", `{"total":1,"cents":1}`, "document: has no id"},
		{"an empty identity", `{"id":"","total":1,"cents":1}`, "document: has no id"},
		{"an unreadable identity", `{"id":true,"total":1,"cents":1}`, "id: is a boolean, not text"},
		{"an identity in scientific notation", `{"id":2.0161107095823e+19,"total":1,"cents":1}`, "id: is a number in scientific notation, not an order number"},
		{"no amount", `{"id":"1","cents":1}`, "document: has no total"},
		{"a null amount", `{"id":"1","total":null,"cents":1}`, "document: has no total"},
		{"an unreadable amount", `{"id":"1","total":"1,00","cents":1}`, "total: is not a decimal number"},
		{"an unreadable optional amount", least(`"fee":{}`), "fee: is an object, not an amount"},
		{"half a fen", `{"id":"1","total":1,"cents":1.5}`, "cents: is not a whole number"},
		{"no fen", `{"id":"1","total":1}`, "document: has no cents"},
		{"a field twice", least(`"shop":1,"shop":2`), "shop: appears twice"},
		{"a field twice, first unreadable", least(`"shop":"x","shop":2`), "shop: appears twice"},
		{"an unknown member twice", least(`"x":1,"x":2`), "x: appears twice"},
		{"a field of a row within twice", least(`"parts":[{"on":1,"on":1}]`), "parts[0].on: appears twice"},
		{"no object", `[]`, "document: is an array, not an object"},
		{"broken grammar in a value", least(`"shop":[1,]`), "shop[0]: is followed by a comma before the closing bracket"},
		{"cut short in an unreadable value", `{"id":"1","total":1,"cents":1,"shop":["a`, "shop[0]: ends too early"},
	} {
		t.Run(test.reason, func(t *testing.T) {
			_, _, err := read(test.text)
			assert.EqualError(t, err, test.want)
		})
	}
}

func TestReadZoneAndRaw(t *testing.T) {
	text := least(`"at":1478483902,"day":"2016-11-07 09:58:22"`)
	in := Input{Reader: wire.NewReader([]byte(" " + text + " ")), Options: Options{Zone: time.FixedZone("UTC+9", 9*3600), KeepRaw: true}}
	var s sample
	samples.Read(&in, &s)
	require.NoError(t, in.Err())
	assert.Equal(t, "2016-11-07T10:58:22+09:00", s.At.Format(time.RFC3339))
	assert.Equal(t, "2016-11-07T10:58:22+09:00", s.Day.Format(time.RFC3339), "text without a zone is at UTC+8")
	assert.Equal(t, text, string(s.Raw))
}

func TestReadList(t *testing.T) {
	row := least("")
	for _, test := range []struct {
		reason, text string
		limit, rows  int
		err          string
	}{
		{"rows", `[` + row + `,` + row + `]`, 2, 2, ""},
		{"none", `[]`, 2, 0, ""},
		{"null", `null`, 2, 0, ""},
		{"an empty object", `{}`, 2, 0, ""},
		{"an empty text", `""`, 2, 0, ""},
		{"one more than the limit", `[` + row + `,` + row + `]`, 1, 1, "[1]: is more than the limit of 1 rows: the limit was ignored"},
		{"what follows is not looked at", `[` + row + `,` + row + `,!`, 1, 1, "[1]: is more than the limit of 1 rows: the limit was ignored"},
		{"no list", `7`, 1, 0, "document: is a number, not an array"},
		{"a broken row", `[` + row + `,{}]`, 5, 2, "[1]: has no id"},
	} {
		t.Run(test.reason, func(t *testing.T) {
			in := Input{Reader: wire.NewReader([]byte(test.text))}
			assert.Len(t, samples.ReadList(&in, test.limit), test.rows)
			in.End()
			if test.err == "" {
				require.NoError(t, in.Err())
				return
			}
			require.EqualError(t, in.Err(), test.err)
			err := transport.Malformed(in.Err(), false)
			ignored := strings.Contains(test.err, "limit")
			assert.Equal(t, ignored, errors.Is(err, billrecon.ErrPageDrift))
			assert.Equal(t, !ignored, errors.Is(err, billrecon.ErrMalformedResponse))
			var field *wire.FieldError
			require.ErrorAs(t, err, &field)
		})
	}
}

// The context ends while row 5 000 is read: its error comes at most 64 KiB later, and from then on nothing is read.
func TestReadListLooksAtTheContext(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	rows := 0
	table := Of(
		Text("id", func(s *sample) *string { return &s.ID }).Identity(),
		Enum("color", noColor, func(color) bool {
			if rows++; rows == 5_000 {
				cancel()
			}
			return true
		}, func(s *sample) *color { return &s.Color }),
		Extra(func(s *sample) *map[string]json.RawMessage { return &s.Extra }),
	)
	const row = `{"id":"20161107095823831740","color":1}`
	r := wire.NewReader(nil)
	r.ResetContext(ctx, []byte("["+strings.Repeat(row+",", 1_000_000)+row+"]"))
	in := Input{Reader: r}
	table.ReadList(&in, 2_000_000)
	require.ErrorIs(t, in.Err(), context.Canceled)
	assert.LessOrEqual(t, rows, 5_000+64<<10/len(row))
	assert.NotContains(t, in.Err().Error(), "unreadable")
}

func TestBoundsOfOneDocument(t *testing.T) {
	items := func(n int) string { return "[" + strings.Repeat("0,", n-1) + "0]" }
	members := func(n int) string {
		var b strings.Builder
		for i := range n {
			b.WriteString(`,"x` + strings.Repeat("y", i%7) + string(rune('a'+i%26)) + time.Duration(i).String() + `":1`)
		}
		return b.String()[1:]
	}
	for _, test := range []struct{ reason, text, err string }{
		{"10 000 items", least(`"items":` + items(10_000)), ""},
		{"one more", least(`"items":` + items(10_001)), "[0].items[10000]: is one of more than 10000 list items"},
		{"in two lists", least(`"items":` + items(9_999) + `,"parts":[{},{}]`), "[0].parts[1]: is one of more than 10000 list items"},
		{"in lists within", least(`"parts":[{"items":` + items(10_000) + `}]`), "[0].parts[0].items[9999]: is one of more than 10000 list items"},
		{"1 000 members", least(members(1_000)), ""},
		{"one more", least(members(1_001)), ": is one of more than 1000 unknown members"},
		{"16 more for each row before", least("") + "," + least(members(1_016)), ""},
		{"one more than those", least("") + "," + least(members(1_017)), ": is one of more than 1000 unknown members"},
	} {
		t.Run(test.reason, func(t *testing.T) {
			in := Input{Reader: wire.NewReader([]byte("[" + test.text + "]"))}
			samples.ReadList(&in, 9)
			if in.End(); test.err == "" {
				require.NoError(t, in.Err())
				return
			}
			require.ErrorContains(t, in.Err(), test.err, "it is no unreadable value either")
		})
	}
}

// Whatever a large document holds, it costs little more than itself.
func TestMemoryOfHostileDocuments(t *testing.T) {
	const size = 8 << 20
	fill := func(piece func(i int) string) string {
		var b strings.Builder
		for i := 0; b.Len() < size; i++ {
			b.WriteString(piece(i))
		}
		return b.String()
	}
	for _, test := range []struct{ reason, text, want string }{
		{"rows", "[" + fill(func(int) string { return least("") + "," }) + "0]", "is more than the limit of 100 rows"},
		{"empty rows within", "[" + least(`"parts":[`+fill(func(int) string { return "{}," })+"{}]") + "]", "list items"},
		{"items", "[" + least(`"items":[`+fill(func(int) string { return "0," })+"0]") + "]", "list items"},
		{"unknown members", `[{` + fill(func(i int) string { return fmt.Sprintf(`"x%d":0,`, i) }) + `"y":0}]`, "unknown members"},
		{"a text", "[" + least(`"note":"`+strings.Repeat(`\u0041`, size/6)+`"`) + "]", ""},
		{"an unreadable value", "[" + least(`"shop":[`+strings.Repeat("0,", size/2)+"0]") + "]", ""},
	} {
		t.Run(test.reason, func(t *testing.T) {
			text, r := []byte(test.text), wire.NewReader(nil)
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			r.Reset(text)
			in := Input{Reader: r}
			samples.ReadList(&in, 100)
			runtime.ReadMemStats(&after)
			if test.want == "" {
				require.NoError(t, in.Err())
			} else {
				require.ErrorContains(t, in.Err(), test.want)
			}
			assert.Less(t, after.TotalAlloc-before.TotalAlloc, uint64(3*size), "under the race detector a decoded text is made twice")
		})
	}
}

func TestUnmarshal(t *testing.T) {
	s := sample{ID: "old", Raw: json.RawMessage(`1`)}
	require.NoError(t, samples.Unmarshal([]byte(`null`), &s))
	assert.Equal(t, "old", s.ID, "null changes nothing")
	err := samples.Unmarshal([]byte(`{"id":"fictional-value","total":"fictional-value"}`), &s)
	assert.EqualError(t, err, "row: malformed response: sample: total: is not a decimal number")
	require.ErrorIs(t, err, billrecon.ErrMalformedResponse)
	assert.Equal(t, "old", s.ID, "an error changes nothing")
	require.NoError(t, samples.Unmarshal([]byte(least("")), &s))
	assert.Nil(t, s.Raw, "the whole row is replaced")
	assert.Equal(t, noColor, s.Color)
}
