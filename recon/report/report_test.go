package report

import (
	"errors"
	"io"
	"runtime"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/billrecon/billrecon/recon"
)

func TestNewRefuses(t *testing.T) {
	in := shop()
	result := in.result(t)
	for _, c := range []struct {
		reason string
		make   func() (*Report, error)
		field  string
	}{
		{"no result", func() (*Report, error) {
			return New[recon.Record, recon.Record](nil, Options{})
		}, "result"},
		{"bad options", func() (*Report, error) {
			return New(result, Options{Nearest: 99})
		}, "Options.Nearest"},
	} {
		r, err := c.make()
		require.Nil(t, r, c.reason)
		var e *Error
		require.ErrorAs(t, err, &e, c.reason)
		require.Equal(t, c.field, e.Field, c.reason)
	}
}

func TestNewProves(t *testing.T) {
	in := shop()
	result := in.result(t)
	in.bills[0].Amount = dec("100.01")
	_, err := New(result, Options{})
	require.ErrorIs(t, err, recon.ErrProof, "a bill row that is not the one that was matched")
}

func TestAccessors(t *testing.T) {
	r := shop().report(t, Options{Title: "十一月", Language: recon.English})
	require.Equal(t, "十一月", r.Title())
	require.Equal(t, recon.English, r.Language())
}

var errDisk = errors.New("disk full")

// disk takes some bytes and then fails; it counts the calls after that.
type disk struct{ room, late int }

func (d *disk) Write(p []byte) (int, error) {
	if d.room < len(p) {
		d.late++
		return 0, errDisk
	}
	d.room -= len(p)
	return len(p), nil
}

func TestWriteErrorsAreReturned(t *testing.T) {
	r := month(20_000).report(t, Options{Matched: true, Limit: -1})
	for name, form := range forms(r) {
		for _, room := range []int{0, bufferSize, 5 * bufferSize} {
			d := &disk{room: room}
			require.ErrorIs(t, form(d), errDisk, "%s, room for %d", name, room)
			require.Equal(t, 1, d.late, "%s goes on writing after an error", name)
		}
	}
}

func TestFormsAreRepeatableAndConcurrent(t *testing.T) {
	r := shop().report(t, Options{Matched: true, Nearest: 3})
	for name, form := range forms(r) {
		want := text(t, form)
		var wg sync.WaitGroup
		for range 4 {
			wg.Go(func() {
				if got := text(t, form); got != want {
					t.Errorf("%s differs from one call to the next", name)
				}
			})
		}
		wg.Wait()
	}
}

func TestEveryWriterWritesInLargePieces(t *testing.T) {
	r := month(20_000).report(t, Options{Matched: true})
	var c counter
	require.NoError(t, r.CSV(&c))
	require.LessOrEqual(t, c.calls, c.bytes/bufferSize+1)
}

type counter struct{ calls, bytes int }

func (c *counter) Write(p []byte) (int, error) {
	c.calls++
	c.bytes += len(p)
	return len(p), nil
}

func TestNoGoroutineIsLeft(t *testing.T) {
	r := shop().report(t, Options{})
	before := runtime.NumGoroutine()
	for range r.Lines() {
		break
	}
	require.Error(t, r.CSV(&disk{}))
	require.NoError(t, r.HTML(io.Discard))
	require.LessOrEqual(t, runtime.NumGoroutine(), before)
}
