package anytext

import "time"

// Time is t in RFC 3339 in a zone, "" for the zero time. One zone for all keeps the texts of equal instants equal, and loses no offset that
// RFC 3339 cannot write. It returns false when the year there is not 1 to 9999.
func Time(t time.Time, zone *time.Location) (text string, ok bool) {
	if t.IsZero() {
		return "", true
	}
	t = t.In(zone)
	if year := t.Year(); year < 1 || year > 9999 {
		return "", false
	}
	return t.Format(time.RFC3339Nano), true
}

// ParseTime reads a time as in RFC 3339, of any offset, into a zone, and "" as the zero time. It returns false for anything else.
func ParseTime(text string, zone *time.Location) (t time.Time, ok bool) {
	if text == "" {
		return time.Time{}, true
	}
	t, err := time.Parse(time.RFC3339Nano, text)
	return t.In(zone), err == nil
}
