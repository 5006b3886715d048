package console

// The most rows of one reply. The console's paging is not documented, so nothing was asked for that could bound them.
const (
	maxOrders  = 100_000
	maxDetails = 10_000
)
