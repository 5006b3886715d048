package recon

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"reflect"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	"pgregory.net/rapid"
)

func save(t *testing.T, p Pool) string {
	t.Helper()
	var buf bytes.Buffer
	if err := p.Save(&buf); err != nil {
		t.Fatal(err)
	}
	return buf.String()
}

func TestPoolForm(t *testing.T) {
	order := held("o1", "2026-11-20", "A100", "1.98")
	order.Record.Time = time.Date(2026, 11, 20, 1, 2, 3, 0, time.UTC)
	cases := []struct {
		reason string
		p      Pool
		want   string
	}{
		{"nothing", Pool{}, `{"version":2,"bills":[],"orders":[],"sum":"SUM"}` + "\n"},
		{"a day", Pool{Version: PoolVersion, BillDate: day(t, "2026-11-22")}, `{"version":2,"bill_date":"2026-11-22","bills":[],"orders":[],"sum":"SUM"}` + "\n"},
		{"rows, one a line",
			Pool{Version: PoolVersion, Bills: []PoolRow{held("b1", "2026-11-21", "B", "5"), {ID: "b2"}}, Orders: []PoolRow{order}},
			`{"version":2,"bills":[` + "\n" +
				`{"id":"b1","since":"2026-11-21","record":{"key":"B","amount":"5","kind":"payment","state":"succeeded"}},` + "\n" +
				`{"id":"b2","record":{"amount":"0","kind":"payment","state":"succeeded"}}],"orders":[` + "\n" +
				`{"id":"o1","since":"2026-11-20","record":{"key":"A100","amount":"1.98","kind":"payment","state":"succeeded","time":"2026-11-20T09:02:03+08:00"}}],"sum":"SUM"}` + "\n"},
		{"what is known of a row",
			Pool{Version: PoolVersion, Bills: []PoolRow{{ID: "b", Twin: true, Moved: true, Record: Record{State: Refunded}}}},
			`{"version":2,"bills":[` + "\n" +
				`{"id":"b","twin":true,"moved":true,"record":{"amount":"0","kind":"payment","state":"refunded"}}],"orders":[],"sum":"SUM"}` + "\n"},
	}
	for _, c := range cases {
		if got := save(t, c.p); got != strings.Replace(c.want, "SUM", c.p.checksum(), 1) {
			t.Errorf("%s: it is\n%s\nwant\n%s", c.reason, got, c.want)
		}
	}
}

func TestPoolJSONIsTheSavedForm(t *testing.T) {
	p := Pool{Version: PoolVersion, BillDate: day(t, "2026-11-22"), Bills: []PoolRow{held("b1", "2026-11-21", "<B>", "5")}}
	inside, err := json.Marshal(struct{ Pool Pool }{p})
	if err != nil {
		t.Fatal(err)
	}
	var compact bytes.Buffer
	if err := json.Compact(&compact, []byte(save(t, p))); err != nil {
		t.Fatal(err)
	}
	if want := `{"Pool":` + compact.String() + `}`; string(inside) != want {
		t.Errorf("inside another value it is\n%s\nwant\n%s", inside, want)
	}
	var back struct{ Pool Pool }
	if err := json.Unmarshal(inside, &back); err != nil || !reflect.DeepEqual(back.Pool.Bills[0].ID, "b1") {
		t.Errorf("it reads back as %+v (%v)", back, err)
	}
}

func TestPoolReadsBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var p Pool
		p.Version, p.BillDate = PoolVersion, Day(rapid.Int32Range(0, 30_000).Draw(t, "day"))
		p.Bills = poolSide(billSide, drawPoolRows(t))
		p.Orders = poolSide(orderSide, drawPoolRows(t))
		var first, second bytes.Buffer
		if err := p.Save(&first); err != nil {
			t.Fatal(err)
		}
		text := first.String()
		back, err := LoadPool(&first)
		if err != nil {
			t.Fatalf("%s: %v", text, err)
		}
		if err := back.Save(&second); err != nil || second.String() != text {
			t.Fatalf("saved again it is\n%s\nwant\n%s (%v)", second.String(), text, err)
		}
		for i, row := range back.Orders {
			if want := p.Orders[i]; row.ID != want.ID || row.Since != want.Since || contentID("", row.Record) != contentID("", want.Record) {
				t.Fatalf("row %d is %+v, want %+v", i, row, want)
			}
		}
	})
}

func drawPoolRows(t *rapid.T) (rows []PoolRow) {
	for range rapid.IntRange(0, 4).Draw(t, "rows") {
		rows = append(rows, PoolRow{Since: Day(rapid.Int32Range(0, 30_000).Draw(t, "since")), Record: drawRecord(t)})
	}
	return rows
}

func TestLoadPoolIsLenientWhereItCanBe(t *testing.T) {
	for reason, text := range map[string]string{
		"nothing held":                  `{"version":1}`,
		"null for lists":                `{"version":1,"bills":null,"orders":null,"bill_date":null}`,
		"no day, as text":               `{"version":1,"bill_date":""}`,
		"members of a later version":    `{"version":1,"note":{"by":["a"]},"bills":[{"id":"b1","colour":"red","record":{"amount":"1","x":1}}]}`,
		"white space":                   " \n{ \"version\" : 1 }\n ",
		"the same ID on both sides":     `{"version":1,"bills":[{"id":"1","record":{"amount":"1"}}],"orders":[{"id":"1","record":{"amount":"1"}}]}`,
		"enums that nobody knows":       `{"version":1,"bills":[{"id":"1","record":{"amount":"1","kind":9,"state":200}}]}`,
		"a version behind the contents": `{"bills":[{"id":"1","record":{"amount":"1"}}],"version":1}`,
	} {
		if _, err := LoadPool(strings.NewReader(text)); err != nil {
			t.Errorf("%s: %v", reason, err)
		}
	}
}

func TestLoadPoolRefusals(t *testing.T) {
	row := func(id, rest string) string { return `{"id":"` + id + `","record":{"amount":"1"` + rest + `}}` }
	cases := []struct{ reason, text, field string }{
		{"nothing", ``, "Pool"},
		{"a web page", `<html>fictional-secret</html>`, "Pool"},
		{"a list", `[]`, "Pool.Version"},
		{"null", `null`, "Pool.Version"},
		{"no version", `{}`, "Pool.Version"},
		{"a later version of another shape", `{"version":3,"bills":{"rows":7}}`, "Pool.Version"},
		{"a version in text", `{"version":"1"}`, "Pool.Version"},
		{"two documents", `{"version":1}{"version":1}`, "Pool"},
		{"cut off", `{"version":1,"bills":[`, "Pool"},
		{"a day that is not", `{"version":1,"bill_date":"2026-02-30"}`, "Pool"},
		{"an object for a list", `{"version":1,"bills":{}}`, "Pool"},
		{"no ID", `{"version":1,"bills":[` + row("a", "") + `,{"record":{"amount":"1"}}]}`, "Pool.Bills[1].ID"},
		{"an ID twice", `{"version":1,"orders":[` + row("a", "") + `,` + row("a", "") + `]}`, "Pool.Orders[1].ID"},
		{"no record", `{"version":1,"bills":[{"id":"a"}]}`, "Pool.Bills[0].Record"},
		{"null for a record", `{"version":1,"bills":[{"id":"a","record":null}]}`, "Pool.Bills[0].Record.Amount"},
		{"no amount", `{"version":1,"bills":[{"id":"a","record":{"key":"fictional-secret"}}]}`, "Pool.Bills[0].Record.Amount"},
		{"a broken fee", `{"version":1,"bills":[` + row("a", `,"fee":"fictional-secret"`) + `]}`, "Pool.Bills[0].Record.Fee"},
		{"a number for an ID", `{"version":1,"orders":[{"id":13900000000,"record":{"amount":"1"}}]}`, "Pool.Orders[0]"},
		{"a word that is no state", `{"version":1,"orders":[` + row("a", `,"state":"fictional-secret"`) + `]}`, "Pool.Orders[0].Record.State"},
	}
	for _, c := range cases {
		t.Run(c.reason, func(t *testing.T) {
			p, err := LoadPool(strings.NewReader(c.text))
			wantError(t, err, ErrInvalidRules, c.field)
			if err != nil && (strings.Contains(err.Error(), "secret") || strings.Contains(err.Error(), "139")) {
				t.Errorf("the error repeats a value: %v", err)
			}
			if !reflect.DeepEqual(p, Pool{}) {
				t.Errorf("half a pool comes back: %+v", p)
			}
		})
	}
}

// TestLoadPoolRefusesWhatWasChanged: a pool that somebody has edited is no pool; one that was only formatted anew is.
func TestLoadPoolRefusesWhatWasChanged(t *testing.T) {
	text := save(t, Pool{Version: PoolVersion, BillDate: day(t, "2026-11-22"), Bills: []PoolRow{held("b1", "2026-11-21", "B", "5")}, Orders: []PoolRow{{ID: "o1"}, {ID: "o2"}}})
	for reason, change := range map[string][2]string{
		"an amount":      {`"amount":"5"`, `"amount":"5.01"`},
		"a key":          {`"key":"B"`, `"key":"C"`},
		"the day":        {`"bill_date":"2026-11-22"`, `"bill_date":"2026-11-21"`},
		"a row's day":    {`"since":"2026-11-21"`, `"since":"2026-11-22"`},
		"an ID":          {`"id":"o2"`, `"id":"o3"`},
		"a twin":         {`"id":"o2"`, `"id":"o2","twin":true`},
		"a row less":     {`{"id":"o1","record":{"amount":"0","kind":"payment","state":"succeeded"}},`, ``},
		"no checksum":    {`"sum":`, `"sun":`},
		"sides swapped":  {`"bills":`, `"orders":`},
		"another number": {`"sum":"`, `"sum":"0`},
	} {
		changed := strings.Replace(text, change[0], change[1], 1)
		_, err := LoadPool(strings.NewReader(changed))
		if changed == text {
			t.Fatalf("%s: nothing changed", reason)
		}
		wantError(t, err, ErrInvalidRules, "Pool")
	}
	var pretty bytes.Buffer
	if err := json.Indent(&pretty, []byte(text), "", "  "); err != nil {
		t.Fatal(err)
	}
	if _, err := LoadPool(&pretty); err != nil {
		t.Errorf("formatted anew: %v", err)
	}
}

// TestLoadPoolOfVersion1: it had no checksum, and a first day for every row; that of a row without a Time, or dated far ahead, still counts.
func TestLoadPoolOfVersion1(t *testing.T) {
	p, err := LoadPool(strings.NewReader(`{"version":1,"bill_date":"2026-11-22","bills":[],"orders":[
		{"id":"a","since":"2026-11-20","record":{"amount":"1"}},
		{"id":"b","since":"2026-11-20","record":{"amount":"1","time":"2026-11-20T12:00:00+08:00"}},
		{"id":"c","since":"2026-11-20","record":{"amount":"1","time":"2099-01-01T12:00:00+08:00"}}]}`))
	if err != nil || p.Version != PoolVersion {
		t.Fatalf("version %d: %v", p.Version, err)
	}
	if first := day(t, "2026-11-20"); p.Orders[0].Since != first || p.Orders[1].Since != 0 || p.Orders[2].Since != first {
		t.Errorf("the rows count from %v, %v and %v", p.Orders[0].Since, p.Orders[1].Since, p.Orders[2].Since)
	}
}

func TestLoadPoolKeepsTheReadersError(t *testing.T) {
	broken := errors.New("the disk is gone")
	if _, err := LoadPool(iotest.ErrReader(broken)); !errors.Is(err, broken) {
		t.Errorf("error is %v, want the reader's", err)
	}
	half := io.MultiReader(strings.NewReader(`{"version":1`), iotest.ErrReader(broken))
	if _, err := LoadPool(half); !errors.Is(err, broken) {
		t.Errorf("error is %v, want the reader's", err)
	}
}

func TestSaveRefusals(t *testing.T) {
	late := held("a", "2026-11-20", "A", "1")
	late.Record.Time = time.Date(10_000, 1, 1, 0, 0, 0, 0, time.UTC)
	far := held("a", "2026-11-20", "A", "1")
	far.Since = 1 << 30
	cases := []struct {
		reason string
		p      Pool
		field  string
	}{
		{"another version", Pool{Version: 1}, "Pool.Version"},
		{"a row without an ID", Pool{Version: PoolVersion, Bills: []PoolRow{{}}}, "Pool.Bills[0].ID"},
		{"a day that cannot be written", Pool{Version: PoolVersion, BillDate: 1 << 30}, "Pool.BillDate"},
		{"a time that cannot be written", Pool{Version: PoolVersion, Orders: []PoolRow{late}}, "Pool.Orders[0].Record.Time"},
		{"a first day that cannot be written", Pool{Version: PoolVersion, Orders: []PoolRow{far}}, "Pool.Orders[0].Since"},
	}
	for _, c := range cases {
		t.Run(c.reason, func(t *testing.T) {
			wantError(t, c.p.Save(io.Discard), ErrInvalidRules, c.field)
		})
	}
}

// full is a disk without room.
type full struct{}

func (full) Write([]byte) (int, error) { return 0, io.ErrShortWrite }

func TestSaveReportsAFullDisk(t *testing.T) {
	p := Pool{Version: PoolVersion}
	for range 1000 {
		p.Bills = append(p.Bills, held(strings.Repeat("x", len(p.Bills)+1), "2026-11-20", "A", "1"))
	}
	for _, pool := range []Pool{{}, p} {
		if err := pool.Save(full{}); !errors.Is(err, io.ErrShortWrite) {
			t.Errorf("error is %v, want the writer's", err)
		}
	}
}

// FuzzLoadPool wants every document refused with an error of this package, or read so that it saves and reads back the same.
func FuzzLoadPool(f *testing.F) {
	f.Add([]byte(`{"version":1,"bill_date":"2026-11-22","bills":[{"id":"a-1","since":"2026-11-20","record":{"key":"A100","amount":"1.50","time":"2026-11-20T01:02:03.5Z"}}],"orders":[]}`))
	f.Add([]byte(`{"version":1,"orders":[{"id":"b","record":{"key":{"base64":"/w=="},"alt_keys":["",{"base64":""}],"amount":-1e3,"fee":"0","unit":"福豆","kind":7,"state":"pending","manual":true}}]}`))
	f.Add([]byte(`{"version":2,"bills":[],"orders":[],"sum":"` + (&Pool{}).checksum() + `"}`))
	f.Add([]byte(`{"version":1,"bills":[{"id":"a","record":{"amount":"1e100","fee":"100e100","income":"1e-100"}}]}`))
	f.Add([]byte(`null`))
	f.Fuzz(func(t *testing.T, data []byte) {
		p, err := LoadPool(bytes.NewReader(data))
		if err != nil {
			var own *Error
			if !errors.As(err, &own) || !errors.Is(err, ErrInvalidRules) {
				t.Fatalf("the error is of no kind: %v", err)
			}
			return
		}
		var first, second bytes.Buffer
		if err := p.Save(&first); err != nil {
			// What RFC 3339 lets in at one zone can be outside the years at another.
			if !errors.Is(err, ErrInvalidRules) {
				t.Fatal(err)
			}
			return
		}
		saved := first.String()
		back, err := LoadPool(&first)
		if err != nil {
			t.Fatalf("%s does not read back: %v", saved, err)
		}
		if err := back.Save(&second); err != nil || second.String() != saved {
			t.Fatalf("saved again it is\n%s\nwant\n%s (%v)", second.String(), saved, err)
		}
	})
}
