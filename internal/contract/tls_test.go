package contract_test

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"math/big"
	"sync"
	"time"
)

// certificates are an authority of their own and what it signed. A bubble's clock starts in the year 2000.
type certificates struct {
	pool        *x509.CertPool
	right, name tls.Certificate // for host, and for another one
}

var certs = sync.OnceValue(func() certificates {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	check(err)
	authority := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "fictional authority"},
		NotBefore: time.Unix(0, 0), NotAfter: time.Date(2090, 1, 1, 0, 0, 0, 0, time.UTC),
		IsCA: true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageCertSign | x509.KeyUsageDigitalSignature,
	}
	der, err := x509.CreateCertificate(rand.Reader, authority, authority, &key.PublicKey, key)
	check(err)
	root, err := x509.ParseCertificate(der)
	check(err)
	pool := x509.NewCertPool()
	pool.AddCert(root)
	sign := func(name string) tls.Certificate {
		leaf := &x509.Certificate{SerialNumber: big.NewInt(2), DNSNames: []string{name},
			NotBefore: authority.NotBefore, NotAfter: authority.NotAfter}
		der, err := x509.CreateCertificate(rand.Reader, leaf, root, &key.PublicKey, key)
		check(err)
		return tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key}
	}
	return certificates{pool: pool, right: sign("provider.example"), name: sign("other.example")}
})

func check(err error) {
	if err != nil {
		panic(err)
	}
}
