package main

import (
	"cmp"
	_ "embed"
	"errors"
	"flag"
	"fmt"
	"io"
	"regexp"

	"github.com/shopspring/decimal"

	"github.com/billrecon/billrecon/examples/internal/envfile"
	"github.com/billrecon/billrecon/examples/internal/fakefile"
	"github.com/billrecon/billrecon/examples/internal/provider"
	"github.com/billrecon/billrecon/recon"
	"github.com/billrecon/billrecon/recon/daily"
	"github.com/billrecon/billrecon/recon/orders"
)

// options are what the command line says, and the environment where the command line is silent. They hold no secret.
type options struct {
	provider            provider.Provider
	fake, closed        bool
	shop                string
	date, from, through recon.Day
	orders, query       string
	columns             orders.Columns
	state, reports      string // folders
	hold                int
	feePPM              int64
	lang                string
	open                bool
	decide              daily.Decision // but for its When
}

// shopName is part of file names.
var shopName = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$`)

func parseOptions(args []string, env func(string) string, stderr io.Writer) (o options, err error) {
	flags := flag.NewFlagSet("daily", flag.ContinueOnError)
	flags.SetOutput(stderr)
	flags.Usage = func() { fmt.Fprint(stderr, usage); flags.PrintDefaults() }
	providerName := flags.String("provider", "fubei", "whose bill: fubei, settlement or eshouhou")
	flags.StringVar(&o.lang, "lang", "zh", "language of the reports, zh or en")
	flags.TextVar(&o.date, "date", recon.Day(0), "the one bill day to run, or to run again, such as 2026-11-22 (default: all days not run yet, through yesterday)")
	flags.TextVar(&o.from, "from", recon.Day(0), "the bill day to begin with where nothing was run yet (default: that of -through)")
	flags.TextVar(&o.through, "through", recon.Day(0), "run what was not run yet, one day after another, through this bill day (default: yesterday)")
	flags.BoolVar(&o.fake, "fake", false, "ask a fake provider on loopback about made-up days: no credentials, and a state of its own")
	flags.StringVar(&o.shop, "shop", "", "name of the shop, part of the file names: letters, digits, dot, dash, underscore")
	flags.StringVar(&o.orders, "orders", "", "file of the shop's orders, of one day or of many: CSV, or a workbook (.xlsx)")
	flags.StringVar(&o.query, "orders-query", "", "query of the orders in the database DAILY_ORDERS_DSN")
	flags.StringVar(&o.columns.Time, "time-column", "", "column of the time that the bill day goes by: for 付呗 that of the create time (下单时间)")
	flags.StringVar(&o.columns.Number, "number-column", "", "column of the number that the bill knows orders by: for e售后 that of the work order")
	flags.BoolVar(&o.closed, "closed", false, "days without any order are right: the shop was closed")
	flags.StringVar(&o.state, "state", "state", "folder of what is kept from day to day, unless DAILY_STATE_DSN names a database")
	flags.StringVar(&o.reports, "reports", "reports", "folder of the reports")
	flags.IntVar(&o.hold, "hold", 1, "bill days that a row without a partner waits before it is an exception, 0 to 3660")
	flags.Int64Var(&o.feePPM, "fee-ppm", 0, "agreed fee in millionths of the amount, such as 3800 for 0.38 %; 0 checks no fee")
	flags.BoolVar(&o.open, "open", false, "run nothing: list the differences of all days that nobody has closed, oldest first")
	flags.StringVar(&o.decide.Difference, "decide", "", "run nothing: keep a decision about the difference of this ID, for good, and list what is open")
	flags.StringVar((*string)(&o.decide.Action), "action", "", "with -decide: book (补单), refund (退款), adjust (调账), suspend (挂账) or confirm (确认)")
	flags.StringVar(&o.decide.Who, "by", "", "with -decide: who decided")
	flags.StringVar(&o.decide.Note, "note", "", "with -decide: whatever is to be remembered")
	flags.TextVar(&o.decide.Amount, "amount", decimal.NullDecimal{}, "with -decide: an amount in yuan to be remembered, such as 12.30")
	flags.BoolVar(&o.decide.Release, "release", false, "with -decide: take its rows out of those that wait")
	if err := flags.Parse(args); err != nil {
		return o, err
	}
	if err := envfile.Flags(flags, env, "DAILY_"); err != nil || flags.NArg() > 0 {
		return o, cmp.Or(err, fmt.Errorf("unexpected argument %q", flags.Arg(0)))
	}
	if o.provider, err = provider.Of(*providerName); err != nil {
		return o, err
	}
	if o.fake {
		o.state = fakefile.Name(o.state)
		if o.shop == "" {
			o.shop = "fake"
		}
	}
	return o, o.check()
}

func (o options) check() error {
	switch {
	case o.lang != "zh" && o.lang != "en":
		return errors.New("-lang must be zh or en")
	case !shopName.MatchString(o.shop):
		return errors.New("-shop must be 1 to 64 letters, digits, dots, dashes or underscores, the first a letter or a digit")
	case o.decide.Difference == "" && o.decide != (daily.Decision{}):
		return errors.New("-action, -by, -note, -amount and -release belong to a decision: -decide must name the difference")
	case o.open || o.decide.Difference != "":
	case !o.fake && (o.orders == "") == (o.query == ""):
		return errors.New("-orders, the file of the shop's own orders, or -orders-query must be given, and not both")
	case o.fake && o.orders+o.query != "":
		return errors.New("-fake makes up the orders too: leave out -orders and -orders-query")
	case o.date != 0 && (o.from != 0 || o.through != 0):
		return errors.New("-date runs one day, -from and -through run several: give one or the other")
	case o.through != 0 && o.through < o.from:
		return errors.New("-through must not lie before -from")
	case o.state == "" || o.reports == "":
		return errors.New("-state and -reports must name folders")
	case o.hold < 0 || o.hold > 3660 || o.feePPM < 0 || o.feePPM > 1_000_000:
		return errors.New("-hold must be 0 to 3660 days, and -fee-ppm 0 to 1000000")
	}
	return nil
}

// account says whose state this is. A state of another shop, of another provider or of a fake is refused.
func (o options) account() string {
	return o.shop + " " + o.provider.Name + map[bool]string{true: " (fake)"}[o.fake]
}

// language is that of the reports.
func (o options) language() recon.Language {
	return map[string]recon.Language{"en": recon.English}[o.lang]
}

// say picks the words of the language.
func (o options) say(zh, en string) string { return map[string]string{"zh": zh, "en": en}[o.lang] }

func (o options) rules() recon.Rules {
	r := recon.Rules{Hold: o.hold}
	if o.feePPM > 0 {
		r.Fees = &recon.FeeSchedule{RatePPM: o.feePPM}
		r.FeeTolerance = recon.Tolerance{Absolute: decimal.New(1, -2)} // a fen: the parts of a split payment are rounded one by one
	}
	return r
}

//go:embed usage.txt
var usage string
