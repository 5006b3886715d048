package transport

import (
	"bytes"
	"errors"
	"io"
	"math"
	"net/http"
	"testing"
	"testing/iotest"

	"github.com/go-resty/resty/v2"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// sent is an answer whose body comes in pieces as from takes them.
func sent(from io.Reader, declared int64) *http.Response {
	return &http.Response{Header: http.Header{}, Body: io.NopCloser(from), ContentLength: declared}
}

func TestReadBody(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		want := bytes.Repeat([]byte("0123456789"), rapid.IntRange(0, 30_000).Draw(t, "tens"))
		declared := rapid.SampledFrom([]int64{-1, 0, 1, int64(len(want)) - 1, int64(len(want)), int64(len(want)) + 1, 1 << 40, math.MaxInt64}).Draw(t, "declared")
		limit := rapid.SampledFrom([]int64{int64(len(want)), int64(len(want)) + 1, 32 << 20, math.MaxInt64}).Draw(t, "limit")
		from := io.Reader(bytes.NewReader(want))
		if rapid.Bool().Draw(t, "halves") {
			from = iotest.HalfReader(from)
		}
		if rapid.Bool().Draw(t, "the end comes with the data") {
			from = iotest.DataErrReader(from)
		}
		buffer := bytes.Repeat([]byte("left"), rapid.IntRange(0, 20_000).Draw(t, "kept"))
		got, err := readBody(sent(from, declared), limit, buffer)
		require.NoError(t, err)
		require.True(t, bytes.Equal(want, got))

		if len(want) > 0 {
			got, err = readBody(sent(bytes.NewReader(want), declared), int64(len(want))-1, nil)
			require.ErrorIs(t, err, resty.ErrResponseBodyTooLarge)
			require.Nil(t, got)
		}
	})
}

func TestReadBodyBelievesALengthInPart(t *testing.T) {
	for _, size := range []int{0, 10, 3 << 20} {
		got, err := readBody(sent(bytes.NewReader(make([]byte, size)), 1<<40), 1<<30, make([]byte, 0, usualBody))
		require.NoError(t, err)
		require.Len(t, got, size)
		require.LessOrEqual(t, cap(got), max(mostDeclared, mostGrowth*size))
	}
}

// A limit of all bytes, and a server that declares as many.
func TestReadBodyOfTheLargestLength(t *testing.T) {
	for _, text := range []string{"", "{}"} {
		got, err := readBody(sent(bytes.NewReader([]byte(text)), math.MaxInt64), math.MaxInt64, nil)
		require.NoError(t, err)
		require.Equal(t, text, string(got))
	}
}

func TestReadBodyFails(t *testing.T) {
	broken := errors.New("broken")
	got, err := readBody(sent(io.MultiReader(bytes.NewReader([]byte("{}")), iotest.ErrReader(broken)), 10), 100, nil)
	require.ErrorIs(t, err, broken)
	require.Nil(t, got, "half a body is none")
}

func TestBodiesAreKeptUpToASize(t *testing.T) {
	var kept bodies
	require.Empty(t, kept.get())
	require.Equal(t, usualBody, cap(kept.get()))
	for range 100 { // a pool may drop what it is given, as it does under the race detector
		kept.put(make([]byte, mostDeclared+1))
		kept.put(nil)
		require.LessOrEqual(t, cap(kept.get()), mostDeclared)
		require.Positive(t, cap(kept.get()))
	}
}
