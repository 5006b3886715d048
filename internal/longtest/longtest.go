// Package longtest says whether tests take their long form. A plain run is for everybody, and takes a minute and a half on two processors; CI runs
// the long forms too, with BILLRECON_LONG set.
package longtest

import (
	"os"
	"testing"
)

// On reports whether tests take their long form: BILLRECON_LONG is set, and -short is not.
func On() bool { return os.Getenv("BILLRECON_LONG") != "" && !testing.Short() }

// Or returns long in the long form, plain otherwise.
func Or[T any](plain, long T) T {
	if On() {
		return long
	}
	return plain
}
