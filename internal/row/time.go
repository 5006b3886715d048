package row

import (
	"time"

	"github.com/billrecon/billrecon/internal/wire"
)

// Seconds is a time in whole seconds since 1970.
func Seconds[T any](name string, at func(*T) *time.Time) Field[T] {
	return Field[T]{name: name, build: func(o rules) codec[T] {
		policy := wire.TimePolicy{Epoch: true, ZeroIsAbsent: o.zero}
		return moment(at, policy, func(b []byte, t time.Time) []byte { return appendInt(b, t.Unix(), o.bare) })
	}}
}

// Clock is how a provider writes times: the layouts it is known to use, the usual one first, and how one is written, which
// gets the time at UTC+8.
type Clock struct {
	Layouts []string
	Write   func(time.Time) string
}

// WallClock writes a time as 2020-04-29 16:20:16, and a fraction where there is one.
func WallClock(t time.Time) string { return t.Format("2006-01-02 15:04:05.999999999") }

// Time is a time as text, at UTC+8 unless it names a zone. The first days of calendars are no time.
func Time[T any](name string, clock Clock, at func(*T) *time.Time) Field[T] {
	return Field[T]{name: name, build: func(rules) codec[T] {
		policy := wire.TimePolicy{Layouts: clock.Layouts, ZeroIsAbsent: true}
		return moment(at, policy, func(b []byte, t time.Time) []byte { return appendText(b, clock.Write(t.In(wire.ChinaZone))) })
	}}
}

func moment[T any](at func(*T) *time.Time, policy wire.TimePolicy, write func([]byte, time.Time) []byte) codec[T] {
	return codec[T]{
		read: func(in *Input, row *T) outcome {
			t := in.Time(policy)
			if t.IsZero() {
				*at(row) = time.Time{}
				return 0
			}
			if in.Zone != nil && in.Zone != wire.ChinaZone {
				t = t.In(in.Zone)
			}
			*at(row) = t
			return given
		},
		write: func(b []byte, row *T) ([]byte, error) {
			if at(row).IsZero() {
				return b, nil
			}
			return write(b, *at(row)), nil
		},
		same:  func(a, b *T) bool { return at(a).Equal(*at(b)) },
		clear: func(row *T) { *at(row) = time.Time{} },
	}
}
