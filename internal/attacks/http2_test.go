package attacks

import (
	"bytes"
	"crypto/tls"
	"crypto/x509"
	"encoding/binary"
	"io"
	"net"
	"net/http"
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/billrecon/billrecon"
)

// frames is a server of HTTP/2 that plays what it is told to once the first request is there.
func frames(t testing.TB, cert tls.Certificate, pool *x509.CertPool, play func(f framer, stream uint32, conn net.Conn)) (string, *http.Client) {
	t.Helper()
	base := serveTLS(t, &tls.Config{Certificates: []tls.Certificate{cert}, NextProtos: []string{"h2"}}, func(conn net.Conn) {
		if _, err := io.ReadFull(conn, make([]byte, len("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"))); err != nil {
			return
		}
		f := framer{conn}
		if play == nil { // its settings never come
			silence(conn)
			return
		}
		_ = f.write(settingsFrame, 0, 0)
		for head := make([]byte, 9); ; {
			if _, err := io.ReadFull(conn, head); err != nil {
				return
			}
			if _, err := io.CopyN(io.Discard, conn, int64(binary.BigEndian.Uint32(head)>>8)); err != nil {
				return
			}
			if head[3] == headersFrame {
				go silence(conn)
				play(f, binary.BigEndian.Uint32(head[5:]), conn)
				time.Sleep(2 * short()) // longer than the client waits
				return
			}
		}
	})
	tr := &http.Transport{TLSClientConfig: &tls.Config{RootCAs: pool}, ForceAttemptHTTP2: true}
	t.Cleanup(func() { go tr.CloseIdleConnections() }) // this hangs, too, once a window has overflowed
	return base, &http.Client{Transport: tr}
}

// Frames of RFC 9113.
const (
	dataFrame         = 0x0
	headersFrame      = 0x1
	resetFrame        = 0x3
	settingsFrame     = 0x4
	pushFrame         = 0x5
	pingFrame         = 0x6
	goAwayFrame       = 0x7
	windowFrame       = 0x8
	continuationFrame = 0x9

	endStream  = 0x1
	endHeaders = 0x4
)

type framer struct{ w io.Writer }

func (f framer) write(kind, flags byte, stream uint32, payload ...byte) error {
	frame := binary.BigEndian.AppendUint32(nil, uint32(len(payload))<<8|uint32(kind)) // a length of 24 bits, then the kind
	frame = binary.BigEndian.AppendUint32(append(frame, flags), stream)
	_, err := f.w.Write(append(frame, payload...))
	return err
}

// flood repeats what is written for longer than the client waits.
func flood(write func() error) {
	var err error
	for end := time.Now().Add(4 * short()); err == nil && time.Now().Before(end); {
		err = write()
	}
}

// headers is the HPACK of a status: a literal with the name of index 8.
func headers(status int) []byte { return append([]byte{0x08, 3}, strconv.Itoa(status)...) }

// TestHTTP2 plays frames that end, refuse or flood.
func TestHTTP2(t *testing.T) {
	type play = func(f framer, stream uint32, conn net.Conn)
	answer := func(f framer, s uint32) { _ = f.write(headersFrame, endHeaders, s, headers(200)...) }
	// net/http then waits for ever for a lock that it holds: neither the request nor the reading of a body ends with its context.
	overflow := func(f framer, s uint32, _ net.Conn) {
		_ = f.write(windowFrame, 0, s, 0x7F, 0xFF, 0xFF, 0xFF)
		_ = f.write(windowFrame, 0, s, 0x7F, 0xFF, 0xFF, 0xFF)
	}
	goAway := append([]byte{0, 0, 0, 0, 0, 0, 0, 11}, secret...)
	plays := map[string]play{
		"settings that never come": nil,
		"GOAWAY":                   func(f framer, _ uint32, _ net.Conn) { _ = f.write(goAwayFrame, 0, 0, goAway...) },
		"GOAWAY in the answer": func(f framer, s uint32, _ net.Conn) {
			answer(f, s)
			_ = f.write(goAwayFrame, 0, 0, goAway...)
		},
		"RST_STREAM": func(f framer, s uint32, _ net.Conn) { _ = f.write(resetFrame, 0, s, 0, 0, 0, 2) },
		"RST_STREAM in the answer": func(f framer, s uint32, _ net.Conn) {
			answer(f, s)
			_ = f.write(dataFrame, 0, s, '{')
			_ = f.write(resetFrame, 0, s, 0, 0, 0, 8)
		},
		"CONTINUATION without end": func(f framer, s uint32, _ net.Conn) {
			_ = f.write(headersFrame, 0, s, headers(200)...)
			flood(func() error {
				return f.write(continuationFrame, 0, s, bytes.Repeat([]byte{0x00, 1, 'x', 1, 'y'}, 1000)...)
			})
		},
		"empty CONTINUATION without end": func(f framer, s uint32, _ net.Conn) {
			_ = f.write(headersFrame, 0, s, headers(200)...)
			flood(func() error { return f.write(continuationFrame, 0, s) })
		},
		"SETTINGS without end": func(f framer, _ uint32, _ net.Conn) { flood(func() error { return f.write(settingsFrame, 0, 0) }) },
		"PING without end": func(f framer, _ uint32, _ net.Conn) {
			flood(func() error { return f.write(pingFrame, 0, 0, make([]byte, 8)...) })
		},
		"a window that overflows": overflow,
		"a window that overflows in the answer": func(f framer, s uint32, _ net.Conn) {
			answer(f, s)
			_ = f.write(dataFrame, 0, s, '{')
			overflow(f, s, nil)
		},
		"a window of the connection that overflows": func(f framer, _ uint32, c net.Conn) { overflow(f, 0, c) },
		"103 without end": func(f framer, s uint32, _ net.Conn) {
			flood(func() error { return f.write(headersFrame, endHeaders, s, headers(103)...) })
		},
		"empty DATA without end": func(f framer, s uint32, _ net.Conn) {
			answer(f, s)
			flood(func() error { return f.write(dataFrame, 0, s) })
		},
		"a push that nobody allowed": func(f framer, s uint32, _ net.Conn) {
			_ = f.write(pushFrame, endHeaders, s, append([]byte{0, 0, 0, 2}, headers(200)...)...)
		},
		"bytes that are no frame": func(_ framer, _ uint32, c net.Conn) { _, _ = c.Write(bytes.Repeat([]byte{0xFF}, 1<<16)) },
	}
	cert, pool := goodCertificate(t)
	together(t, func(t *testing.T, v victim) {
		for name, play := range plays {
			base, hc := frames(t, cert, pool, play)
			call := v.dial(t, settings{base: base, http: hc, timeout: short(), secret: secret, token: token})
			var err error
			within(t, func() { _, err = call(t.Context()) })
			var e *billrecon.Error
			require.ErrorAs(t, err, &e, name)
			require.Equal(t, 1, e.Attempts, name)
			require.NotContains(t, err.Error(), secret, name)
		}
	})
}

// goodCertificate is one of 127.0.0.1 that the client trusts.
func goodCertificate(t testing.TB) (tls.Certificate, *x509.CertPool) {
	return certificate(t, "127.0.0.1", time.Now().Add(-time.Hour), time.Now().Add(time.Hour))
}

// TestEveryStatusOverHTTP2 is TestEveryStatus over the other protocol, where every 1xx comes before an answer.
func TestEveryStatusOverHTTP2(t *testing.T) {
	cert, pool := goodCertificate(t)
	together(t, func(t *testing.T, v victim) {
		for _, status := range statuses() {
			if 103 < status && status < 199 {
				continue // each waits for Timeout, as its neighbours do
			}
			for _, body := range []string{"", v.reply("")} {
				base, hc := frames(t, cert, pool, func(f framer, s uint32, _ net.Conn) {
					flags := byte(endHeaders)
					if body == "" {
						flags |= endStream
					}
					_ = f.write(headersFrame, flags, s, headers(status)...)
					if body != "" {
						_ = f.write(dataFrame, endStream, s, []byte(body)...)
					}
				})
				timeout := guard
				if status < 200 {
					timeout = short()
				}
				call := v.dial(t, settings{base: base, http: hc, timeout: timeout, secret: secret, token: token})
				var err error
				within(t, func() { _, err = call(t.Context()) })
				var e *billrecon.Error
				if err != nil {
					require.ErrorAs(t, err, &e, status)
				}
				switch {
				case status == 200 && body != "":
					require.NoError(t, err, status)
				case status == 206:
					require.ErrorIs(t, err, billrecon.ErrMalformedResponse, status)
					require.Equal(t, status, e.HTTPStatus)
				case status < 200 || status >= 300 || body == "":
					require.Error(t, err, status)
				}
			}
		}
	})
}
