package main

import (
	"net"
	"net/http"
)

// maxBody is the longest body that any form or call of this program has.
const maxBody = 64 << 10

// guard lets only this machine's own pages and programs in. A console on loopback asks for no password, so a page of another
// site in the same browser must neither read it nor change anything:
//
//   - The Host must be a loopback name: a foreign name that was made to resolve to 127.0.0.1 is refused.
//   - A request that changes something and comes from another origin is refused (Sec-Fetch-Site, Origin).
//   - No reply may be framed, cached, read by another origin, or load anything. (The data: image is the empty icon, which keeps
//     browsers from asking for one.)
func guard(next http.Handler) http.Handler {
	sameOrigin := http.NewCrossOriginProtection().Handler(next)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		protect(w.Header())
		if !loopbackHost(r.Host) {
			http.Error(w, "this console is for this machine alone", http.StatusMisdirectedRequest)
			return
		}
		r.Body = http.MaxBytesReader(w, r.Body, maxBody)
		sameOrigin.ServeHTTP(w, r)
	})
}

func protect(h http.Header) {
	h.Set("Content-Security-Policy", "default-src 'none'; style-src '"+styleHash+"'; img-src data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("X-Frame-Options", "DENY")
	h.Set("Referrer-Policy", "same-origin")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	h.Set("Cross-Origin-Opener-Policy", "same-origin")
	h.Set("Cache-Control", "no-store")
}

// loopbackHost tells whether a Host header, with or without a port, names this machine.
func loopbackHost(host string) bool {
	name, _, err := net.SplitHostPort(host)
	if err != nil {
		name = host
	}
	if len(name) > 2 && name[0] == '[' && name[len(name)-1] == ']' {
		name = name[1 : len(name)-1]
	}
	return loopback(name)
}
