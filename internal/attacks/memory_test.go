package attacks

import (
	"bytes"
	"compress/gzip"
	"context"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/billrecon/billrecon/internal/longtest"
)

const (
	mostPeak = 128 << 20
	large    = 32 << 20
	many     = 8 // bodies of large/many bytes at once
)

// bodies are replies of about n bytes that hold one thing very often.
func (v victim) bodies() map[string]func(n int) string {
	fill := func(format, unit string) func(n int) string {
		before, after, _ := strings.Cut(format, "@")
		return func(n int) string {
			times := max(0, n-len(format)) / len(unit)
			return before + strings.TrimSuffix(strings.Repeat(unit, times), ",") + after
		}
	}
	reply := v.reply("@")
	failed := fmt.Sprintf(`{%q:"1",%q:"@"}`, v.code, v.message)
	return map[string]func(n int) string{
		"rows that are empty":      fill(reply, "{},"),
		"rows that are null":       fill(reply, "null,"),
		"rows with one member":     fill(reply, `{"a":1},`),
		"one row of many members":  fill(v.reply(`{@}`), `"x":1,`),
		"members of the reply":     fill(fmt.Sprintf(`{%q:%s,@}`, v.code, v.success), `"x":1,`),
		"codes":                    fill(`{@}`, fmt.Sprintf(`%q:%s,`, v.code, v.success)),
		"arrays in one another":    fill("@", "["),
		"objects in one another":   fill("@", `{"a":`),
		"one text":                 fill(v.reply(`{"x":"@"}`), "x"),
		"escapes":                  fill(v.reply(`{"x":"@"}`), `\u0041`),
		"one name":                 fill(v.reply(`{"@":1}`), "x"),
		"one number":               fill(v.reply(`{"x":@}`), "9"),
		"a message":                fill(failed, "x"),
		"a message of escapes":     fill(failed, `\u0026`),
		"a code":                   fill(fmt.Sprintf(`{%q:"@"}`, v.code), "x"),
		"white space":              fill("@", " "),
		"a body that is no JSON":   fill("<html>@", "x"),
		"zeros":                    fill("@", "\x00"),
		"an array of everything":   fill("[@]", `{"a":[1,"b",null,true,{"c":1.5}]},`),
		"text of JSON in JSON":     fill(fmt.Sprintf(`{%q:%s,%q:"@"}`, v.code, v.success, v.data), `[`),
		"a list of the list items": fill(fmt.Sprintf(`{%q:%s,%q:{"list":[@]}}`, v.code, v.success, v.data), `"",`),
	}
}

// in answers every request with the same status and body.
type in struct {
	status int
	body   []byte
	gzip   bool
}

func (a in) RoundTrip(r *http.Request) (*http.Response, error) {
	if r.Body != nil {
		_, _ = io.Copy(io.Discard, r.Body)
		_ = r.Body.Close()
	}
	h := http.Header{"Content-Type": {"application/json"}}
	if a.gzip {
		h.Set("Content-Encoding", "gzip")
	}
	return &http.Response{StatusCode: a.status, ProtoMajor: 1, ProtoMinor: 1, Header: h, Request: r, Body: io.NopCloser(bytes.NewReader(a.body)),
		ContentLength: int64(len(a.body))}, nil
}

// TestMemoryChild is what TestMemory runs in processes of their own. It streams a compressed body, so that the peak is the client's.
func TestMemoryChild(t *testing.T) {
	job := os.Getenv("BILLRECON_ATTACK")
	if job == "" {
		t.Skip("TestMemory runs it")
	}
	parts := strings.SplitN(job, "|", 4)
	status, _ := strconv.Atoi(parts[1])
	size, at := large, 1
	if parts[2] == "many" {
		size, at = large/many, many
	}
	for _, v := range victims {
		if v.name != parts[0] {
			continue
		}
		var packed bytes.Buffer
		pack(&packed, v.bodies()[parts[3]](1<<16), size)
		a := in{status: status, body: packed.Bytes(), gzip: true}
		call := v.dial(t, settings{base: "https://api.example.test", http: &http.Client{Transport: a}, timeout: guard, secret: secret, token: token})
		var wg sync.WaitGroup
		for range at {
			wg.Go(func() { _, _ = call(context.Background()) })
		}
		wg.Wait()
	}
	fmt.Printf("peak=%d\n", peak(t))
}

// pack compresses a body of the size without ever holding it: the middle of the sample is repeated.
func pack(w io.Writer, sample string, size int) {
	z := gzip.NewWriter(w)
	half := len(sample) / 2
	unit := sample[half-half/2/840*840 : half] // a multiple of the length of every unit of the bodies up to 8, and of 10 and 12
	_, _ = io.WriteString(z, sample[:half])
	for n := len(sample); n+len(unit) <= size; n += len(unit) {
		_, _ = io.WriteString(z, unit)
	}
	_, _ = io.WriteString(z, sample[half:])
	_ = z.Close()
}

// peak is the most memory that the process ever had, in bytes.
func peak(t testing.TB) int {
	status, err := os.ReadFile("/proc/self/status")
	require.NoError(t, err)
	for line := range strings.Lines(string(status)) {
		if rest, ok := strings.CutPrefix(line, "VmHWM:"); ok {
			kb, err := strconv.Atoi(strings.Fields(rest)[0])
			require.NoError(t, err)
			return kb << 10
		}
	}
	t.Fatal("no VmHWM")
	return 0
}

// TestMemory: one body of 32 MiB, or eight of 4 MiB at once, take 128 MiB at most, whatever they hold. Each is a process of its own, since
// the peak of one never falls.
func TestMemory(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("the peak of a process is read from /proc/self/status")
	}
	if raceDetector {
		t.Skip("the race detector takes memory of its own")
	}
	forEach(t, func(t *testing.T, v victim) {
		for name := range v.bodies() {
			for _, how := range []string{"200|one|", "200|many|", "500|one|"} {
				worst := strings.Contains(name, "escapes") || name == "rows that are null"
				if how != "200|one|" && !worst || !longtest.On() && (how == "500|one|" || name != "escapes") {
					continue
				}
				ctx, cancel := context.WithTimeout(t.Context(), guard)
				cmd := exec.CommandContext(ctx, os.Args[0], "-test.run=^TestMemoryChild$", "-test.v")
				cmd.Env = append(os.Environ(), "BILLRECON_ATTACK="+v.name+"|"+how+name)
				out, err := cmd.CombinedOutput()
				cancel()
				require.NoError(t, err, "%s%s: %s", how, name, out)
				_, after, _ := strings.Cut(string(out), "peak=")
				text, _, _ := strings.Cut(after, "\n")
				bytes, err := strconv.Atoi(text)
				require.NoError(t, err, "%s", out)
				t.Logf("%s%s: %d MiB", how, name, bytes>>20)
				assert.LessOrEqual(t, bytes, mostPeak, "%s%s", how, name)
			}
		}
	})
}
