package transport

import (
	"fmt"
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

// BenchmarkScrubAttack masks a text and a secret that repeat themselves, which is the worst there is: its cost per byte stays the same.
func BenchmarkScrubAttack(b *testing.B) {
	for _, size := range []int{1 << 10, 2 << 10, 4 << 10, 64 << 10, 1 << 20} {
		for _, one := range []struct{ name, unit string }{{"a", "a"}, {"percent", "%25"}, {"entity", "&amp;"}, {"backslash", "\\\\u005c"}} {
			secret := strings.Repeat(one.unit, size/len(one.unit)/8)
			if len(secret) > 8<<10 {
				secret = secret[:8<<10]
			}
			text := strings.Repeat(one.unit, size/len(one.unit))
			b.Run(fmt.Sprintf("%s/%dKiB", one.name, size>>10), func(b *testing.B) {
				b.SetBytes(int64(min(len(text), maxScrubbed)))
				for b.Loop() {
					newScrubber([]string{secret}).text(text, maxText)
				}
			})
		}
	}
}

// instant answers without keeping what it got.
type instant struct{}

func (instant) RoundTrip(req *http.Request) (*http.Response, error) {
	closeBody(req.Body)
	return ok()(req)
}
