package paging

import (
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

func join(parts []string) string {
	var b []byte
	for _, part := range parts {
		b = Part(b, part)
	}
	return string(b)
}

func TestPartKeepsPartsApart(t *testing.T) {
	tests := []struct {
		reason string
		a, b   []string
	}{
		{"moved border", []string{"ab", "c"}, []string{"a", "bc"}},
		{"empty part first or last", []string{"", "a"}, []string{"a", ""}},
		{"one part or two", []string{"a"}, []string{"a", ""}},
		{"a part that looks like a length", []string{"\x01a"}, []string{"a"}},
	}
	for _, tt := range tests {
		t.Run(tt.reason, func(t *testing.T) {
			require.NotEqual(t, join(tt.a), join(tt.b))
			require.NotEqual(t, HashQuery(tt.a...), HashQuery(tt.b...))
		})
	}
}

func TestPartIsInjective(t *testing.T) {
	parts := rapid.SliceOfN(rapid.StringMatching(`[\x00-\x03a]{0,3}`), 0, 4)
	rapid.Check(t, func(t *rapid.T) {
		a, b := parts.Draw(t, "a"), parts.Draw(t, "b")
		same := len(a) == len(b)
		for i := 0; same && i < len(a); i++ {
			same = a[i] == b[i]
		}
		if (join(a) == join(b)) != same {
			t.Fatalf("%q and %q", a, b)
		}
	})
}

func TestPartAppends(t *testing.T) {
	require.Equal(t, "x\x02ab", string(Part([]byte("x"), "ab")))
}

func TestHashQueryIsNeverTheZeroHash(t *testing.T) {
	require.NotEqual(t, [32]byte{}, HashQuery())
	require.NotEqual(t, HashQuery(), HashQuery(""))
}

func page(ids *identities, texts ...string) {
	ids.begin()
	for _, text := range texts {
		addRow(ids, &text, func(dst []byte, text *string) []byte { return append(append(dst, '='), *text...) })
	}
}

func TestIdentitiesCommit(t *testing.T) {
	ids := newIdentities(secret{1})
	steps := []struct {
		reason       string
		texts        []string
		again, first int
	}{
		{"all new", []string{"a", "b"}, 0, 0},
		{"one known", []string{"c", "b", "d"}, 1, 1},
		{"twice on one page", []string{"e", "e", "e"}, 2, 1},
		{"all known", []string{"a", "e"}, 2, 0},
		{"no rows", nil, 0, 0},
	}
	for _, step := range steps {
		page(ids, step.texts...)
		again, first := ids.commit()
		require.Equal(t, step.again, again, step.reason)
		require.Equal(t, step.first, first, step.reason)
	}
}

func hashOf(s secret, text string) hash128 {
	ids := newIdentities(s)
	page(ids, text)
	return ids.hashes[0]
}

func TestHashesDependOnTheSecret(t *testing.T) {
	require.Equal(t, hashOf(secret{1}, "a"), hashOf(secret{1}, "a"), "a resumed run hashes as the one before")
	require.NotEqual(t, hashOf(secret{1}, "a"), hashOf(secret{2}, "a"))
	require.NotEqual(t, hashOf(secret{1}, "a"), hashOf(secret{1}, "b"))
	require.NotEqual(t, newSecret(), newSecret())
}

func sumOf(texts ...string) hash128 {
	ids := newIdentities(secret{1})
	page(ids, texts...)
	return ids.pageSum()
}

func TestSumsTellBagsOfRowsApart(t *testing.T) {
	tests := []struct {
		reason string
		a, b   []string
		same   bool
	}{
		{"another order", []string{"a", "b", "c"}, []string{"c", "a", "b"}, true},
		{"a row less", []string{"a", "b"}, []string{"a"}, false},
		{"another row", []string{"a", "b"}, []string{"a", "c"}, false},
		{"a row twice is not the row once", []string{"a", "a"}, []string{"a"}, false},
		{"two rows twice are not nothing", []string{"a", "a", "b", "b"}, nil, false},
		{"which row came twice", []string{"a", "a", "b"}, []string{"a", "b", "b"}, false},
	}
	for _, tt := range tests {
		t.Run(tt.reason, func(t *testing.T) {
			require.Equal(t, tt.same, sumOf(tt.a...) == sumOf(tt.b...))
		})
	}
}

func TestSumIsModulo128Bits(t *testing.T) {
	const most = ^uint64(0)
	tests := []struct {
		reason     string
		a, b, want hash128
	}{
		{"no carry", hash128{1, 2}, hash128{3, 4}, hash128{4, 6}},
		{"the low half carries", hash128{1, most}, hash128{0, 1}, hash128{2, 0}},
		{"the high half wraps", hash128{most, most}, hash128{0, 1}, hash128{}},
	}
	for _, tt := range tests {
		t.Run(tt.reason, func(t *testing.T) {
			require.Equal(t, tt.want, tt.a.plus(tt.b))
			require.Equal(t, tt.want, tt.b.plus(tt.a))
		})
	}
}

func TestSumOfPagesIsTheSumOfTheirRows(t *testing.T) {
	require.Equal(t, sumOf("a", "b", "c"), sumOf("c").plus(sumOf("b", "a")))
}

func TestCommitCountsWhatBothReadingsHad(t *testing.T) {
	first := newIdentities(secret{1})
	page(first, "a", "b", "c")
	first.commit()
	second := newIdentities(secret{1})
	second.before = &first.seen
	page(second, "b", "x", "b")
	second.commit()
	require.Equal(t, 1, second.both)
	require.Equal(t, 2, second.seen.n)
	require.Equal(t, 3, first.seen.n)
}

func TestDigestIsOrdered(t *testing.T) {
	a, b := newIdentities(secret{1}), newIdentities(secret{1})
	page(a, "x", "yz")
	page(b, "x", "yz")
	require.Equal(t, a.digest(), b.digest(), "a resumed run makes the same digest")
	for _, other := range [][]string{{"yz", "x"}, {"xy", "z"}, {"x"}, {"x", "yz", ""}, nil} {
		page(b, other...)
		require.NotEqual(t, a.digest(), b.digest(), "%q", other)
	}
}
