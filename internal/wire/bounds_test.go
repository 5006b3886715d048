package wire

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestReadingEndsWithItsContext(t *testing.T) {
	ctx, cancel := context.WithDeadline(t.Context(), time.Unix(0, 0))
	defer cancel()
	r := NewReader(nil)
	for _, doc := range []string{`{"a":1}`, `[1,2]`, `{"a":"[1]"}`} {
		r.ResetContext(ctx, []byte(doc))
		r.Skip()
		require.ErrorIs(t, r.Err(), context.DeadlineExceeded, doc)
		assert.ErrorContains(t, r.Err(), "was not read in time")
		assert.ErrorIs(t, Within(r.Err(), "data", 7), context.DeadlineExceeded)
		assert.False(t, Passing(r.Err()))
	}
	r.Reset([]byte(`{"a":1}`))
	r.Skip()
	require.NoError(t, r.Err(), "Reset forgets the context")
}

func TestReadingStopsSoonAfterItsContext(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	doc := "[" + strings.Repeat("1,", 1<<20) + "1]"
	r := NewReader(nil)
	r.ResetContext(ctx, []byte(doc))
	items := 0
	for r.Array(); r.Next(); items++ {
		if items == 100_000 {
			cancel()
		}
	}
	require.ErrorIs(t, r.Err(), context.Canceled)
	assert.LessOrEqual(t, items, 100_000+64<<10/2)
	r.Part([]byte(doc))
	r.Skip()
	assert.ErrorIs(t, r.Err(), context.Canceled, "a part of the document has its context")
}

func TestUnread(t *testing.T) {
	r := NewReader([]byte(`{"a":{"b":[true,1]},"c":2}`))
	require.True(t, r.Object())
	depth := r.Depth()
	require.True(t, r.Next())
	assert.False(t, r.Unread(depth), "there is no error")
	for ok := r.Object(); ok && r.Next(); {
		for ok := r.Array(); ok && r.Next(); {
			r.Int(0, 9)
		}
	}
	require.ErrorContains(t, r.Err(), "a.b[0]: is a boolean")
	require.True(t, r.Unread(depth))
	assert.Equal(t, `{"b":[true,1]}`, string(r.Raw()))
	require.True(t, r.Next())
	assert.Equal(t, "c", string(r.Name()))
	v, _ := r.Int(0, 9)
	assert.EqualValues(t, 2, v)
	assert.False(t, r.Next())
	r.End()
	require.NoError(t, r.Err())
}

func TestUnreadKeepsWhatIsFinal(t *testing.T) {
	for name, fail := range map[string]func(*Reader){
		"twice": func(r *Reader) { r.Twice() },
		"stop":  func(r *Reader) { r.Stop("is too much", context.Canceled) },
	} {
		r := NewReader([]byte(`[1]`))
		r.Array()
		r.Next()
		fail(r)
		assert.False(t, r.Unread(r.Depth()), name)
		assert.Error(t, r.Err(), name)
	}
	r := NewReader([]byte(`[tru]`))
	r.Array()
	r.Next()
	r.Bool()
	require.True(t, r.Unread(r.Depth()))
	r.Raw()
	assert.Error(t, r.Err(), "broken grammar stays broken")
}

func TestUnreadWithinAString(t *testing.T) {
	r := NewReader([]byte(`"[true,1]"`))
	in := r.Embedded()
	require.True(t, in.Array())
	require.True(t, in.Next())
	in.Int(0, 9)
	require.Error(t, r.Err(), "an error within is one of the whole")
	require.True(t, in.Unread(in.Depth()))
	require.NoError(t, r.Err())
	assert.Equal(t, "true", string(in.Raw()))
}
