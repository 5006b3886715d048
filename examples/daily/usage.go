package main

import (
	"flag"
	"fmt"
	"io"
	"strings"
)

func usage(flags *flag.FlagSet, w io.Writer) {
	fmt.Fprintf(w, `Reconciles one day of one shop: the provider's bill against the shop's own orders. Run it every morning.

The pool of a day (存疑池, what waits for its partner) is read from the day before and written to a file of its own, so that a
day can be run again and gives the same result. Reports are written as CSV, JSON, Markdown and HTML.

An orders file is CSV with the header %s: amounts in yuan, refunds negative, times at UTC+8,
status one of paid, unpaid, closed, refunded. For eshouhou, order_no is the work order id. Orders of other days are left out.

Every flag can come from the environment, such as DAILY_SHOP. The credentials come from the environment only:

`, strings.Join(orderColumns, ","))
	for _, p := range providers() {
		fmt.Fprintf(w, "  %-11s %s\n", p.name, strings.Join(p.variables, ", "))
	}
	fmt.Fprint(w, `
Every variable can be given as a file, such as FUBEI_APP_SECRET_FILE=/run/secrets/fubei, but not both ways.

Exit status: 0 when everything agrees or waits for its time; 1 when there are exceptions (异常) to look at; 2 when the day is not
reconciled, and then the pool is as it was.

`)
	flags.PrintDefaults()
}
