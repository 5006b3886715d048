package attacks

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/billrecon/billrecon"
	"github.com/billrecon/billrecon/internal/longtest"
)

const (
	secret = "fictional-secret/with+odd=chars&0001"
	token  = "fictional-token-0001/+=&"
)

// short is the time that an attack gets: what floods takes all of it, on two processors.
func short() time.Duration { return longtest.Or(100*time.Millisecond, 300*time.Millisecond) }

// raw answers every connection with what play writes; it is over when the test is.
func raw(t testing.TB, play func(conn net.Conn)) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	t.Cleanup(func() { _ = l.Close() })
	go func() {
		for {
			conn, err := l.Accept()
			if err != nil {
				return
			}
			go func() {
				defer func() { _ = conn.Close() }()
				if r, err := http.ReadRequest(bufio.NewReader(conn)); err == nil {
					_, _ = io.Copy(io.Discard, r.Body)
					play(conn)
				}
			}()
		}
	}()
	return "http://" + l.Addr().String()
}

func attack(t testing.TB, v victim, base string, timeout time.Duration) error {
	t.Helper()
	tr := &http.Transport{}
	defer tr.CloseIdleConnections()
	call := v.dial(t, settings{base: base, http: &http.Client{Transport: tr}, timeout: timeout, secret: secret, token: token})
	var err error
	within(t, func() { _, err = call(context.Background()) })
	return err
}

func silence(conn net.Conn) { _, _ = io.Copy(io.Discard, conn) }

// statuses are all from 100 to 599 in the long form, else those with a meaning of their own in net/http and the edges.
func statuses() []int {
	var all []int
	for status := 100; status <= 599; status++ {
		if rest := status % 100; longtest.On() || rest <= 8 || rest == 99 {
			all = append(all, status)
		}
	}
	return all
}

// TestEveryStatus: no status but 200 to 299 is a success, and not all of those, with a body that is right and without one.
func TestEveryStatus(t *testing.T) {
	together(t, func(t *testing.T, v victim) {
		for _, status := range statuses() {
			for _, body := range []string{"", v.reply("")} {
				base := raw(t, func(conn net.Conn) {
					_, _ = fmt.Fprintf(conn, "HTTP/1.1 %d x\r\nContent-Type: application/json\r\nContent-Length: %d\r\nConnection: close\r\n\r\n%s",
						status, len(body), body)
				})
				timeout := guard
				if status < 200 {
					timeout = short()
				}
				err := attack(t, v, base, timeout)
				var e *billrecon.Error
				if err != nil {
					require.ErrorAs(t, err, &e, status)
				}
				switch {
				case status == 200 && body != "":
					require.NoError(t, err, status)
				case status == 101 || status == 206:
					require.ErrorIs(t, err, billrecon.ErrMalformedResponse, status)
					require.Equal(t, status, e.HTTPStatus)
				case status < 200 || status >= 300 || body == "":
					require.Error(t, err, status)
				}
			}
		}
	})
}

// endless writes the text until the other side hangs up.
func endless(start, text string) func(net.Conn) {
	much := strings.Repeat(text, 1+4096/len(text))
	return func(c net.Conn) {
		_, err := io.WriteString(c, start)
		for err == nil {
			_, err = io.WriteString(c, much)
		}
	}
}

func then(text string, next func(net.Conn)) func(net.Conn) {
	return func(c net.Conn) {
		_, _ = io.WriteString(c, text)
		next(c)
	}
}

const head = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"

// TestHTTP1 plays answers that have no end, or are none: each is an error, within Timeout.
func TestHTTP1(t *testing.T) {
	plays := map[string]func(net.Conn){
		"101, then silence":           then("HTTP/1.1 101 x\r\nConnection: Upgrade\r\nUpgrade: x\r\n\r\n", silence),
		"101, then a flood":           endless("HTTP/1.1 101 x\r\nConnection: Upgrade\r\nUpgrade: x\r\n\r\n", "x"),
		"100, then silence":           then("HTTP/1.1 100 x\r\n\r\n", silence),
		"103 without end":             endless("", "HTTP/1.1 103 x\r\nLink: x\r\n\r\n"),
		"silence":                     silence,
		"a status line without end":   endless("HTTP/1.1 200 ", "x"),
		"a header without end":        endless(head+"X: ", "x"),
		"headers without end":         endless(head, "X: y\r\n"),
		"a body that does not come":   then(head+"Content-Length: 100\r\n\r\n", silence),
		"a chunk that does not come":  then(head+"Transfer-Encoding: chunked\r\n\r\nff\r\n", silence),
		"a chunk of another size":     then(head+"Transfer-Encoding: chunked\r\n\r\n-1\r\nx", silence),
		"trailers without end":        endless(head+"Transfer-Encoding: chunked\r\n\r\n0\r\n", "X: y\r\n"),
		"a body without end":          endless(head+"\r\n", "["),
		"two lengths":                 then(head+"Content-Length: 1\r\nContent-Length: 2\r\n\r\n{}", silence),
		"a length that is negative":   then(head+"Content-Length: -1\r\n\r\n{}", silence),
		"a gzip body that is none":    then(head+"Content-Encoding: gzip\r\nContent-Length: 2\r\n\r\n{}", silence),
		"an HTTP/2 preface":           then("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", silence),
		"a 206 with a whole body":     then("HTTP/1.1 206 x\r\nContent-Length: 2\r\n\r\n{}", silence),
		"a redirect without end":      endless("HTTP/1.1 302 x\r\nLocation: /\r\n\r\n", "x"),
		"an error body without end":   endless("HTTP/1.1 500 x\r\n\r\n", "x"),
		"a proxy's challenge":         then("HTTP/1.1 407 x\r\nProxy-Authenticate: Basic\r\nContent-Length: 0\r\n\r\n", silence),
		"a status of two digits":      then("HTTP/1.1 20 x\r\n\r\n", silence),
		"a status of a thousand":      then("HTTP/1.1 1000 x\r\n\r\n", silence),
		"a status of ninety-nine":     then("HTTP/1.1 099 x\r\nContent-Length: 2\r\n\r\n{}", silence),
		"a status of nine hundred":    then("HTTP/1.1 999 x\r\nContent-Length: 2\r\n\r\n{}", silence),
		"a connection that is closed": func(net.Conn) {},
	}
	together(t, func(t *testing.T, v victim) {
		for name, play := range plays {
			err := attack(t, v, raw(t, play), short())
			var e *billrecon.Error
			require.ErrorAs(t, err, &e, name)
			require.Equal(t, 1, e.Attempts, name)
		}
	})
}
