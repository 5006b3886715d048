package console

import "github.com/billrecon/billrecon/internal/row"

// The most rows of one reply. The console's paging is not documented, so nothing was asked for that could bound them.
const (
	maxOrders  = 100_000
	maxDetails = 10_000
)

// readMembers reads an object, none of whose known members may come twice. member reads one that it knows and
// returns its bit, or returns 0 for another one, which is counted.
func readMembers(in *row.Input, member func() int) {
	seen := 0
	for ok := in.Object(); ok && in.Next(); {
		bit := member()
		switch {
		case bit == 0:
			in.Member(&in.Unknown)
		case seen&bit != 0:
			in.Twice()
		}
		seen |= bit
	}
}
