package settlement

import "time"

// span is a range of whole seconds, both ends included.
type span struct{ start, end time.Time }

func (s span) String() string { return rangeText(s.start, s.end) }

// seconds is how many there are. Sub would not do: a Duration ends after 292 years.
func (s span) seconds() int64 { return s.end.Unix() - s.start.Unix() + 1 }

// contains tells whether t is in the span, the fraction of its last second included.
func (s span) contains(t time.Time) bool {
	return !t.Before(s.start) && t.Before(s.end.Add(time.Second))
}

// windows is how many windows of this length the span has, the last of which may be shorter.
func (s span) windows(length time.Duration) int64 {
	size := int64(length / time.Second)
	return (s.seconds() + size - 1) / size
}

// window is the i-th window, from 0. It starts one second after the end of the one before.
func (s span) window(length time.Duration, i int64) span {
	size := int64(length / time.Second)
	start := time.Unix(s.start.Unix()+i*size, 0).In(s.start.Location())
	end := time.Unix(start.Unix()+size-1, 0).In(s.start.Location())
	if end.After(s.end) {
		end = s.end
	}
	return span{start, end}
}
