package transport

import (
	"net/http"
	"strconv"
	"strings"
	"time"
)

// longestRetryAfter bounds what a header may ask for, so that a nonsense value
// cannot overflow a time.
const longestRetryAfter = 10 * 365 * 24 * time.Hour

// retryAfter reads the Retry-After header: seconds, or an HTTP date. A moment
// that has passed is a wait of 0. ok is false when the header is missing or
// says neither.
func retryAfter(h http.Header, now time.Time) (wait time.Duration, ok bool) {
	text := strings.TrimSpace(h.Get("Retry-After"))
	if text == "" {
		return 0, false
	}
	if digits(text) {
		seconds, err := strconv.ParseInt(text, 10, 64)
		if err != nil || seconds > int64(longestRetryAfter/time.Second) {
			return longestRetryAfter, true
		}
		return time.Duration(seconds) * time.Second, true
	}
	at, err := http.ParseTime(text)
	if err != nil {
		return 0, false
	}
	return min(max(at.Sub(now), 0), longestRetryAfter), true
}

func digits(s string) bool {
	return strings.Trim(s, "0123456789") == ""
}
