package billtest

import (
	"errors"
	"io"
	"math"
	"testing"
	"testing/iotest"
	"time"

	"github.com/stretchr/testify/assert"
)

func TestStream(t *testing.T) {
	tests := []struct {
		reason string
		reply  Reply
		want   string
		err    error
		pauses int
	}{
		{"nothing", Reply{}, "", nil, 0},
		{"whole", Reply{Body: []byte("abcdef")}, "abcdef", nil, 0},
		{"padded", Reply{Body: []byte("ab"), Pad: 3}, "ab   ", nil, 0},
		{"a negative pad is none", Reply{Body: []byte("ab"), Pad: -3}, "ab", nil, 0},
		{"broken", Reply{Body: []byte("abcdef"), Truncate: true, TruncateAt: 4}, "abcd", io.ErrUnexpectedEOF, 0},
		{"broken before the first byte", Reply{Body: []byte("abcdef"), Truncate: true}, "", io.ErrUnexpectedEOF, 0},
		{"a negative break is at once", Reply{Body: []byte("abcdef"), Truncate: true, TruncateAt: -1}, "", io.ErrUnexpectedEOF, 0},
		{"broken in the padding", Reply{Body: []byte("ab"), Pad: 9, Truncate: true, TruncateAt: 4}, "ab  ", io.ErrUnexpectedEOF, 0},
		{"dripping", Reply{Body: []byte("abcdef"), DripChunk: 4}, "abcdef", nil, 2},
		{"dripping in even chunks", Reply{Body: []byte("abcdef"), DripChunk: 3}, "abcdef", nil, 2},
		{"one huge chunk", Reply{Body: []byte("abcdef"), DripChunk: math.MaxInt}, "abcdef", nil, 1},
		{"dripping nothing", Reply{DripChunk: 5}, "", nil, 0},
		{"dripping until it breaks", Reply{Body: []byte("abcdef"), DripChunk: 2, Truncate: true, TruncateAt: 5}, "abcde", io.ErrUnexpectedEOF, 3},
	}
	for _, test := range tests {
		t.Run(test.reason, func(t *testing.T) {
			pauses := 0
			pause := func(time.Duration) error { pauses++; return nil }
			data, err := io.ReadAll(iotest.OneByteReader(test.reply.stream(pause)))
			assert.Equal(t, test.want, string(data))
			assert.ErrorIs(t, err, test.err)
			assert.Equal(t, test.pauses, pauses)
		})
	}
}

func TestDripStopsWhenThePauseFails(t *testing.T) {
	gone := errors.New("fictional end")
	left := 2
	pause := func(d time.Duration) error {
		assert.Equal(t, time.Second, d)
		if left--; left < 0 {
			return gone
		}
		return nil
	}
	data, err := io.ReadAll(Reply{Body: []byte("abcdef"), DripChunk: 2, DripEvery: time.Second}.stream(pause))
	assert.Equal(t, "abcd", string(data))
	assert.ErrorIs(t, err, gone)
}
