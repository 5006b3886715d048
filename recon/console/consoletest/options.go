package consoletest

import (
	"github.com/billrecon/billrecon/billtest"
	"github.com/billrecon/billrecon/recon/console"
)

// Options say what a [Console] serves. The zero value is an empty console.
type Options struct {
	// Orders are the rows of the list, in this order. The slice is copied. FromResult makes them, and refuses any here.
	Orders []console.Order
	// Details are both sides of an order, by its code. An order without any has no bill_data. FromResult makes them.
	Details map[string]console.OrderDetails
	// Ledger says what the result does not know; for FromResult alone.
	Ledger console.LedgerOptions
	// Faults is what goes wrong, and when.
	Faults billtest.Script
	// Allow says whether a request may be answered; it may be called concurrently. False answers 401. Nil allows all: how the
	// console authorises is not documented.
	Allow func(billtest.Request) bool
	// MaxRows is the most rows that a list has; order.num still counts all. 0 is no limit: the console's paging is not
	// documented.
	MaxRows int
	// StatisticsOfAll counts all orders, whatever the filters. The zero value counts the rows that the filters let through;
	// the page does not say which.
	StatisticsOfAll bool
	// ErrorCode is the code of a refused parameter. Empty is "400"; the page documents none.
	ErrorCode string
}
