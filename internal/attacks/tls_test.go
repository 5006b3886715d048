package attacks

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"io"
	"math/big"
	"net"
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/billrecon/billrecon"
)

// certificate is one of an authority that the client knows, or of nobody it knows.
func certificate(t testing.TB, host string, from, to time.Time) (tls.Certificate, *x509.CertPool) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	require.NoError(t, err)
	leaf := &x509.Certificate{SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "fictional"}, DNSNames: []string{host},
		NotBefore: from, NotAfter: to, IsCA: true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageCertSign | x509.KeyUsageDigitalSignature}
	if ip := net.ParseIP(host); ip != nil {
		leaf.DNSNames, leaf.IPAddresses = nil, []net.IP{ip}
	}
	der, err := x509.CreateCertificate(rand.Reader, leaf, leaf, &key.PublicKey, key)
	require.NoError(t, err)
	parsed, err := x509.ParseCertificate(der)
	require.NoError(t, err)
	pool := x509.NewCertPool()
	pool.AddCert(parsed)
	return tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key}, pool
}

// serveTLS answers each connection with what play does after the handshake.
func serveTLS(t testing.TB, cfg *tls.Config, play func(conn net.Conn)) string {
	t.Helper()
	l, err := tls.Listen("tcp", "127.0.0.1:0", cfg)
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
				if conn.(*tls.Conn).HandshakeContext(context.Background()) == nil {
					play(conn)
				}
			}()
		}
	}()
	return "https://" + l.Addr().String()
}

// TestCertificates: none of these is spoken to, and none is tried again.
func TestCertificates(t *testing.T) {
	now := time.Now()
	good, pool := certificate(t, "127.0.0.1", now.Add(-time.Hour), now.Add(time.Hour))
	expired, expiredPool := certificate(t, "127.0.0.1", now.Add(-2*time.Hour), now.Add(-time.Hour))
	early, earlyPool := certificate(t, "127.0.0.1", now.Add(time.Hour), now.Add(2*time.Hour))
	other, otherPool := certificate(t, "other.example", now.Add(-time.Hour), now.Add(time.Hour))
	tests := []struct {
		name string
		cert tls.Certificate
		pool *x509.CertPool
		max  uint16
	}{
		{"expired", expired, expiredPool, 0},
		{"not valid yet", early, earlyPool, 0},
		{"of another host", other, otherPool, 0},
		{"signed by itself", good, nil, 0},
		{"signed by another authority", good, otherPool, 0},
		{"TLS 1.1 alone", good, pool, tls.VersionTLS11},
	}
	forEach(t, func(t *testing.T, v victim) {
		for _, tt := range tests {
			base := serveTLS(t, &tls.Config{Certificates: []tls.Certificate{tt.cert}, MinVersion: tls.VersionTLS10, MaxVersion: tt.max}, func(conn net.Conn) {
				if n, _ := io.Copy(io.Discard, conn); n > 0 {
					t.Errorf("%s: the request was sent", tt.name)
				}
			})
			pool := tt.pool
			if pool == nil {
				pool = x509.NewCertPool()
			}
			tr := &http.Transport{TLSClientConfig: &tls.Config{RootCAs: pool}}
			call := v.dial(t, settings{base: base, http: &http.Client{Transport: tr}, timeout: 5 * time.Second, secret: secret, token: token})
			var err error
			within(t, func() { _, err = call(t.Context()) })
			require.ErrorIs(t, err, billrecon.ErrUnavailable, tt.name)
			tr.CloseIdleConnections()
		}
	})
}
