package recon

// farDays is how far after the last complete bill day a row can be dated and be believed.
const farDays = 31

// dayOf is the bill day that a row counts from: its own, or that of the first run that knew one, which for a new row is this run.
// It is zero for a row without a Time while no run knew one.
func (j *judge) dayOf(r *row) Day {
	switch {
	case r.since != 0:
		return r.since
	case r.untimed():
		return j.last
	}
	if day := j.rules.DayOf(r.Time); !j.far(day) {
		return day
	}
	return j.last
}

func (j *judge) far(day Day) bool { return j.last != 0 && day-j.last > farDays }

// dateFar reports whether a row's date cannot be right, now or when it was first held.
func (j *judge) dateFar(r *row) bool {
	if r.untimed() {
		return false
	}
	day := j.rules.DayOf(r.Time)
	return j.far(day) || r.since != 0 && day-r.since > farDays
}

// sinceOf is the day that a row which is held counts from, where its Time does not say; zero where it does.
func (j *judge) sinceOf(r *row) Day {
	if r.since == 0 && (r.untimed() || j.dateFar(r)) {
		return j.dayOf(r)
	}
	return r.since
}

// inWindow reports whether a row still waits for its partner.
func (j *judge) inWindow(r *row) bool {
	return j.last == 0 || int(j.last-j.dayOf(r)) < j.rules.Hold
}

func (j *judge) over(r *row) bool { return !j.inWindow(r) }

// past reports whether a row has waited longer than anything may.
func (j *judge) past(r *row) bool {
	return j.over(r) && int(j.last-j.dayOf(r)) >= 2*j.rules.Hold
}

// waits reports whether rows that belong together wait: while one of them is in its window, and none is past all waiting.
func (j *judge) waits(s *sides) bool { return s.any(j.inWindow) && !s.any(j.past) }

// daysApart is how many bill days lie between two rows; 0 where one is not known.
func (j *judge) daysApart(from, to *row) int {
	a, b := j.dayOf(from), j.dayOf(to)
	if a == 0 || b == 0 {
		return 0
	}
	return int(b - a)
}
