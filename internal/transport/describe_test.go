package transport

import (
	"compress/flate"
	"compress/gzip"
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"os"
	"syscall"
	"testing"

	"github.com/stretchr/testify/require"
)

type timeoutError struct{}

func (timeoutError) Error() string   { return "a text with " + testSecret }
func (timeoutError) Timeout() bool   { return true }
func (timeoutError) Temporary() bool { return true }

func TestDescribe(t *testing.T) {
	addr := &net.TCPAddr{IP: net.IPv4(127, 0, 0, 1), Port: 9}
	tests := []struct {
		reason string
		err    error
		want   string
	}{
		{"cancelled", context.Canceled, "context canceled"},
		{"closed by the other side", fmt.Errorf("x: %w", io.EOF), "the connection was closed before an answer came"},
		{"cut short", io.ErrUnexpectedEOF, "unexpected EOF"},
		{"a dial", &net.OpError{Op: "dial", Net: "tcp", Addr: addr, Err: os.NewSyscallError("connect", syscall.ECONNREFUSED)}, "dial tcp 127.0.0.1:9: connection refused"},
		{"a dial that timed out", &net.OpError{Op: "dial", Net: "tcp", Addr: addr, Err: os.ErrDeadlineExceeded}, "dial tcp 127.0.0.1:9: time-out on the connection"},
		{"an operation that says no more", &net.OpError{Op: "read"}, "read"},
		{"a proxy's own words are not repeated", &net.OpError{Op: "proxyconnect", Net: "tcp", Err: errors.New(testSecret)}, "proxyconnect tcp: network error of type *errors.errorString"},
		{"a name", &net.DNSError{Err: "no such host", Name: "api.example.test", IsNotFound: true}, "lookup api.example.test: no such host"},
		{"a name within a dial", &net.OpError{Op: "dial", Net: "tcp", Err: &net.DNSError{Err: "no such host", Name: "api.example.test"}}, "dial tcp: lookup api.example.test: no such host"},
		{"a bare errno", syscall.EPIPE, "broken pipe"},
		{"a TLS alert", &net.OpError{Op: "remote error", Err: tls.AlertError(42)}, "remote error: tls: bad certificate"},
		{"an unknown authority", x509.UnknownAuthorityError{}, "x509: certificate signed by unknown authority"},
		{"another host", x509.HostnameError{Certificate: &x509.Certificate{}, Host: "api.example.test"}, "x509: certificate is not valid for any names, but wanted to match api.example.test"},
		{"an expired certificate", x509.CertificateInvalidError{Reason: x509.TooManyIntermediates}, "x509: too many intermediates for path length constraint"},
		{"no roots", x509.SystemRootsError{}, "x509: failed to load system roots and no roots provided"},
		{"a critical extension", x509.UnhandledCriticalExtension{}, "x509: unhandled critical extension"},
		{"no TLS", tls.RecordHeaderError{Msg: "first record does not look like a TLS handshake"}, "tls: first record does not look like a TLS handshake"},
		{"no gzip", gzip.ErrHeader, "gzip: invalid header"},
		{"corrupt deflate", flate.CorruptInputError(7), "flate: corrupt input before offset 7"},
		{"a time-out of unknown making", timeoutError{}, "time-out on the connection"},
		{"an unknown error shows its type alone", errors.New("GET https://x.test/?sign=" + testSecret), "network error of type *errors.errorString"},
		{"an answer that is quoted", errors.New("net/http: HTTP/1.x transport connection broken: malformed HTTP response " + testSecret), "the answer is not valid HTTP"},
	}
	for _, tt := range tests {
		require.Equal(t, tt.want, describe(tt.err), tt.reason)
	}
}

func TestInner(t *testing.T) {
	core := errors.New("core")
	once := &url.Error{Op: "Get", URL: "https://x.test", Err: core}
	require.Same(t, core, inner(&url.Error{Op: "Post", URL: "https://x.test", Err: once}))
	require.Same(t, core, inner(core))
	empty := &url.Error{Op: "Get"}
	require.Same(t, empty, inner(empty))
	require.NoError(t, inner(nil))
}

func TestUnsent(t *testing.T) {
	tests := []struct {
		reason string
		err    error
		want   bool
	}{
		{"a dial", &net.OpError{Op: "dial"}, true},
		{"a dial, wrapped", fmt.Errorf("x: %w", &net.OpError{Op: "dial"}), true},
		{"a proxy", &net.OpError{Op: "proxyconnect"}, true},
		{"a name", &net.DNSError{}, true},
		{"a write", &net.OpError{Op: "write"}, false},
		{"a read", &net.OpError{Op: "read"}, false},
		{"a bare errno", syscall.ECONNREFUSED, false},
		{"an end", io.EOF, false},
		{"anything else", errors.New("x"), false},
		{"a wrong scheme", http.ErrSchemeMismatch, false},
	}
	for _, tt := range tests {
		require.Equal(t, tt.want, unsent(tt.err), tt.reason)
	}
}
