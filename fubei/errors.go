package fubei

import (
	"github.com/billrecon/billrecon/internal/transport"
	"github.com/billrecon/billrecon/internal/wire"
)

// provider is the first word of every error text.
const provider = "fubei"

// invalid refuses a call before any network use. The arguments must be safe to print.
func invalid(format string, args ...any) error {
	return transport.Invalid(provider, format, args...)
}

// malformed maps a decoding error. A body that is cut short or no JSON at all comes from something between us and Fubei,
// so another attempt may help; JSON of the wrong shape will be the same again.
func malformed(err error) error {
	return transport.Malformed(err, wire.Passing(err))
}
