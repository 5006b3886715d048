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
	"strings"
	"syscall"
)

// inner strips the layers of http.Client, whose texts hold the signed URL.
func inner(err error) error {
	for {
		u, ok := err.(*url.Error)
		if !ok || u.Err == nil {
			return err
		}
		err = u.Err
	}
}

// describe words a failure to send or to receive. It is an allowlist: the text
// of an error that is not known may quote a URL or a piece of the answer, so
// only its type is named.
func describe(err error) string {
	var op *net.OpError
	if errors.As(err, &op) { // first: a dial that timed out also is a context.DeadlineExceeded
		return describeOp(op)
	}
	for _, plain := range []error{
		context.Canceled, context.DeadlineExceeded, io.ErrUnexpectedEOF,
		net.ErrClosed, http.ErrSchemeMismatch, gzip.ErrHeader, gzip.ErrChecksum,
	} {
		if errors.Is(err, plain) {
			return plain.Error()
		}
	}
	if errors.Is(err, io.EOF) {
		return "the connection was closed before an answer came"
	}
	if text := describeTyped(err); text != "" {
		return text
	}
	if strings.HasPrefix(err.Error(), "net/http: HTTP/1.x transport connection broken") {
		return "the answer is not valid HTTP" // the rest of the text quotes it
	}
	return fmt.Sprintf("network error of type %T", err)
}

func describeTyped(err error) string {
	var dns *net.DNSError
	var errno syscall.Errno
	var alert tls.AlertError
	var corrupt flate.CorruptInputError
	var timeout net.Error
	switch {
	case errors.As(err, &dns):
		return dns.Error()
	case errors.As(err, &errno):
		return errno.Error()
	case errors.As(err, &alert):
		return alert.Error()
	case errors.As(err, &corrupt):
		return corrupt.Error()
	case certificate(err) != "":
		return certificate(err)
	case errors.As(err, &timeout) && timeout.Timeout():
		return "time-out on the connection"
	}
	return ""
}

func describeOp(op *net.OpError) string {
	text := op.Op
	if op.Net != "" {
		text += " " + op.Net
	}
	if op.Addr != nil {
		text += " " + op.Addr.String()
	}
	if op.Err == nil {
		return text
	}
	return text + ": " + describe(op.Err)
}

// certificate words a failed verification, and is empty for other errors.
func certificate(err error) string {
	var (
		failed    *tls.CertificateVerificationError
		unknown   x509.UnknownAuthorityError
		hostname  x509.HostnameError
		invalid   x509.CertificateInvalidError
		roots     x509.SystemRootsError
		notTLS    tls.RecordHeaderError
		extension x509.UnhandledCriticalExtension
	)
	switch {
	case errors.As(err, &failed):
		return failed.Error()
	case errors.As(err, &unknown):
		return unknown.Error()
	case errors.As(err, &hostname):
		return hostname.Error()
	case errors.As(err, &invalid):
		return invalid.Error()
	case errors.As(err, &roots):
		return roots.Error()
	case errors.As(err, &extension):
		return extension.Error()
	case errors.As(err, &notTLS):
		return notTLS.Error()
	}
	return ""
}

func corrupted(err error) bool {
	var corrupt flate.CorruptInputError
	return errors.Is(err, gzip.ErrHeader) || errors.Is(err, gzip.ErrChecksum) || errors.As(err, &corrupt)
}

// unsent reports whether the connection was never made, so that the provider
// cannot have seen the request.
func unsent(err error) bool {
	var op *net.OpError
	var dns *net.DNSError
	if errors.As(err, &op) {
		return op.Op == "dial" || op.Op == "proxyconnect"
	}
	return errors.As(err, &dns)
}
