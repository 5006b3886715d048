package paging

import (
	"crypto/sha256"
	"encoding/base64"
	"math"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/billrecon/billrecon"
)

var testQuery = HashQuery("fictional-account", "2026-11-22")

func testStored() stored {
	return stored{
		progress: progress{
			next: 4, rows: 30, page: 10, longest: 10, total: 45, hasTotal: true,
			sum: hash128{4, 5}, last: [32]byte{1, 2, 3},
		},
		size:   10,
		secret: secret{6, 7, 8},
	}
}

// reseal gives changed cursor bytes a checksum that fits again.
func reseal(body []byte) string {
	sum := sha256.Sum256(body)
	return base64.RawURLEncoding.EncodeToString(append(body, sum[:cursorSumBytes]...))
}

// body is a good cursor without its checksum.
func body() []byte {
	b, err := base64.RawURLEncoding.DecodeString(string(testStored().cursor(testQuery)))
	if err != nil {
		panic(err)
	}
	return b[:len(b)-cursorSumBytes]
}

func TestCursorRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		rows := rapid.Int64Range(0, math.MaxInt64/2).Draw(t, "rows")
		size := rapid.Int64Range(1, math.MaxInt64).Draw(t, "size")
		s := stored{
			progress: progress{
				next:     rapid.IntRange(2, MaxPagesLimit+1).Draw(t, "next"),
				rows:     rows,
				dups:     rapid.Int64Range(0, rows).Draw(t, "dups"),
				total:    rapid.Int64Range(0, math.MaxInt64).Draw(t, "total"),
				hasTotal: rapid.Bool().Draw(t, "hasTotal"),
				drifted:  rapid.Bool().Draw(t, "drifted"),
				over:     rapid.Bool().Draw(t, "over"),
				page:     rapid.Int64Range(0, rows).Draw(t, "page"),
				longest:  rapid.Int64Range(0, min(rows, size)).Draw(t, "longest"),
				sum:      hash128{rapid.Uint64().Draw(t, "high"), rapid.Uint64().Draw(t, "low")},
			},
			size: size,
		}
		copy(s.secret[:], rapid.SliceOfN(rapid.Byte(), 16, 16).Draw(t, "secret"))
		copy(s.last[:], rapid.SliceOfN(rapid.Byte(), 32, 32).Draw(t, "last"))
		c := s.cursor(testQuery)
		if len(c) > cursorMaxText {
			t.Fatalf("a genuine cursor is %d long", len(c))
		}
		back, rule := openCursor(c, testQuery)
		if rule != "" || back != s {
			t.Fatalf("%+v came back as %+v (%s)", s, back, rule)
		}
	})
}

func TestParseCursor(t *testing.T) {
	good := string(testStored().cursor(testQuery))
	c, err := ParseCursor("test: ParseCursor", good, testQuery)
	require.NoError(t, err)
	require.Equal(t, good, string(c))
	c, err = ParseCursor("test: ParseCursor", "", testQuery)
	require.NoError(t, err)
	require.Empty(t, c)
}

func TestParseCursorRefuses(t *testing.T) {
	good := string(testStored().cursor(testQuery))
	edit := func(change func(b []byte) []byte) string { return reseal(change(body())) }
	tests := []struct {
		reason, text, rule string
	}{
		{"not base64", "!" + good[1:], "Cursor is damaged"},
		{"another character", good[:9] + "_" + good[10:], "Cursor is damaged"},
		{"cut short", good[:len(good)-1], "Cursor is damaged"},
		{"cut to nothing", "AA", "Cursor is damaged"},
		{"one character more", good + "A", "Cursor is damaged"},
		{"a line break inside", good[:20] + "\n" + good[20:], "Cursor is damaged"},
		{"white space around", " " + good, "Cursor is damaged"},
		{"padding", good + "=", "Cursor is damaged"},
		{"much too long", strings.Repeat("A", 1<<20), "Cursor is damaged"},
		{"another version", edit(func(b []byte) []byte { b[0]++; return b }), "another version"},
		{"another query", string(testStored().cursor(HashQuery("fictional-account", "2026-11-23"))), "another query"},
		{"nothing but a version", edit(func(b []byte) []byte { return b[:1] }), "Cursor is damaged"},
		{"nothing after the query", edit(func(b []byte) []byte { return b[:33] }), "Cursor is damaged"},
		{"an unknown flag", edit(func(b []byte) []byte { b[33] = 8; return b }), "Cursor is damaged"},
		{"page size 0", edit(func(b []byte) []byte { b[34] = 0; return b }), "Cursor is damaged"},
		{"page 0", edit(func(b []byte) []byte { b[35] = 0; return b }), "Cursor is damaged"},
		{"rows before the first page", edit(func(b []byte) []byte { b[35] = 1; return b }), "Cursor is damaged"},
		{"more duplicates than rows", edit(func(b []byte) []byte { b[37] = 31; return b }), "Cursor is damaged"},
		{"a page of more rows than there are", edit(func(b []byte) []byte { b[38] = 31; return b }), "Cursor is damaged"},
		{"a page longer than was asked for", edit(func(b []byte) []byte { b[39] = 11; return b }), "Cursor is damaged"},
		{"a byte less", edit(func(b []byte) []byte { return b[:len(b)-1] }), "Cursor is damaged"},
		{"a number spelled with a spare byte", edit(func(b []byte) []byte {
			return append(append(append([]byte(nil), b[:34]...), 0x8a, 0x00), b[35:]...)
		}), "Cursor is damaged"},
		{"a byte behind the end", edit(func(b []byte) []byte { return append(b, 0) }), "Cursor is damaged"},
	}
	for _, tt := range tests {
		t.Run(tt.reason, func(t *testing.T) {
			_, err := ParseCursor("test: ParseCursor", tt.text, testQuery)
			require.ErrorIs(t, err, billrecon.ErrInvalidRequest)
			require.ErrorContains(t, err, tt.rule)
			s := newServer(45, 10)
			_, _, err = Collect(t.Context(), s.plan(from(Cursor(tt.text))))
			require.ErrorIs(t, err, billrecon.ErrInvalidRequest)
			require.Empty(t, s.asked())
		})
	}
}

func TestCursorOfImpossibleNumbersIsRefused(t *testing.T) {
	tests := []struct {
		reason string
		edit   func(*stored)
	}{
		{"page out of range", func(s *stored) { s.next = MaxPagesLimit + 2 }},
		{"rows that would overflow", func(s *stored) { s.rows = math.MaxInt64/2 + 1 }},
		{"negative total", func(s *stored) { s.total = -1 }},
		{"negative size", func(s *stored) { s.size = -1 }},
	}
	for _, tt := range tests {
		t.Run(tt.reason, func(t *testing.T) {
			s := testStored()
			tt.edit(&s)
			_, err := ParseCursor("test: ParseCursor", string(s.cursor(testQuery)), testQuery)
			require.ErrorIs(t, err, billrecon.ErrInvalidRequest)
		})
	}
}

// Every single changed bit must be noticed.
func TestCursorNoticesEveryBit(t *testing.T) {
	raw, err := base64.RawURLEncoding.DecodeString(string(testStored().cursor(testQuery)))
	require.NoError(t, err)
	for bit := range len(raw) * 8 {
		raw[bit/8] ^= 1 << (bit % 8)
		_, rule := openCursor(Cursor(base64.RawURLEncoding.EncodeToString(raw)), testQuery)
		require.NotEmpty(t, rule, "bit %d", bit)
		raw[bit/8] ^= 1 << (bit % 8)
	}
}

func TestCursorHoldsNoRow(t *testing.T) {
	s := newServer(45, 10)
	s.fail = func(page int) error {
		if page == 3 {
			return errNoReturn
		}
		return nil
	}
	_, audit, _ := Collect(t.Context(), s.plan())
	raw, err := base64.RawURLEncoding.DecodeString(string(audit.Next))
	require.NoError(t, err)
	require.NotContains(t, string(raw), "b00")
	require.NotContains(t, string(raw), "fictional")
}

func FuzzCursor(f *testing.F) {
	f.Add(string(testStored().cursor(testQuery)), false)
	f.Add("", false)
	f.Add(string(body()), true)
	f.Add(string(body()[:33]), true)
	f.Fuzz(func(t *testing.T, text string, seal bool) {
		// A sealed text gets past the checksum, to the parts behind it.
		if seal {
			text = reseal([]byte(text))
		}
		c, err := ParseCursor("test: ParseCursor", text, testQuery)
		if err != nil {
			require.ErrorIs(t, err, billrecon.ErrInvalidRequest)
			require.Empty(t, c)
			return
		}
		if text == "" {
			return
		}
		s, rule := openCursor(c, testQuery)
		require.Empty(t, rule)
		require.Equal(t, c, s.cursor(testQuery), "one progress has one text")
		require.Positive(t, s.next)
		require.Positive(t, s.size)
		require.GreaterOrEqual(t, s.rows, s.dups)
		require.GreaterOrEqual(t, s.total, int64(0))
	})
}
