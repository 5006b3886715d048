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
		ids.add([]byte(text))
	}
}

func TestIdentitiesCommit(t *testing.T) {
	ids := newIdentities()
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

func TestKeyIsTwoDifferentHashes(t *testing.T) {
	ids := newIdentities()
	page(ids, "a")
	require.NotEqual(t, ids.keys[0][0], ids.keys[0][1])
}

func TestDigestIsOrderedAndWithoutSeed(t *testing.T) {
	a, b := newIdentities(), newIdentities()
	page(a, "x", "yz")
	page(b, "x", "yz")
	require.Equal(t, a.digest(), b.digest(), "another process makes the same digest")
	for _, other := range [][]string{{"yz", "x"}, {"xy", "z"}, {"x"}, {"x", "yz", ""}, nil} {
		page(b, other...)
		require.NotEqual(t, a.digest(), b.digest(), "%q", other)
	}
}
