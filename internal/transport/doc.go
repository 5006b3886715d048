// Package transport sends the signed calls of every provider client: it limits
// the rate, builds and signs each attempt anew, sends it, retries what may be
// retried, and maps whatever goes wrong to one *billrecon.Error.
//
// resty is the sender and nothing else. Retries, redirects, decoding and logging
// are done here, because the sender's own versions repeat writes, print signed
// URLs or lose error bodies.
//
// Nothing that this package returns, prints or logs contains a URL, a query
// string, a header, a body or a secret.
package transport
