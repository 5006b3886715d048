package transport

import (
	"net/http"
	"strings"
	"testing"
)

// BenchmarkDo sends one call over an in-memory transport: what signing, limits
// and error mapping cost on top of it. BenchmarkPlainClient is net/http alone.
func BenchmarkDo(b *testing.B) {
	c, err := New(config(instant{}))
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := c.Do(b.Context(), get()); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkPlainClient(b *testing.B) {
	c := &http.Client{Transport: instant{}}
	b.ReportAllocs()
	for b.Loop() {
		resp, err := c.Post(testBase, "application/json", strings.NewReader("{}"))
		if err != nil {
			b.Fatal(err)
		}
		closeBody(resp.Body)
	}
}

// BenchmarkScrub masks a message of the usual size.
func BenchmarkScrub(b *testing.B) {
	text := strings.Repeat("invalid sign, expected ", 10) + testSecret
	b.ReportAllocs()
	for b.Loop() {
		newScrubber([]string{testSecret}).text(text, maxText)
	}
}

// instant answers without keeping what it got.
type instant struct{}

func (instant) RoundTrip(req *http.Request) (*http.Response, error) {
	closeBody(req.Body)
	return ok()(req)
}
