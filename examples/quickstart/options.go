package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"time"

	"github.com/billrecon/billrecon/examples/internal/envfile"
	"github.com/billrecon/billrecon/fubei"
	"github.com/billrecon/billrecon/recon"
)

// The environment variables that hold the credentials of -real. With _FILE added, each names a file that holds the value instead.
const (
	envAppID     = "FUBEI_APP_ID"
	envAppSecret = "FUBEI_APP_SECRET"
	envBaseURL   = "FUBEI_BASE_URL" // empty: the production gateway
)

// options are what the command line and the environment say.
type options struct {
	real        bool
	query       fubei.BillQuery
	orders      string // a file, or empty for the one built into the program
	feeRate     int64  // the agreed fee in millionths of the amount, 0 for none
	differences int
	language    recon.Language
	prefetch    int
	appID       string
	appSecret   string
	baseURL     string
}

// String hides the secret.
func (o options) String() string { return "quickstart options" }

// GoString hides the secret.
func (o options) GoString() string { return o.String() }

func parseOptions(args []string, env func(string) string, stderr io.Writer) (options, error) {
	flags := flag.NewFlagSet("quickstart", flag.ContinueOnError)
	flags.SetOutput(stderr)
	flags.Usage = func() { usage(flags, stderr) }
	o := options{}
	var date, language string
	flags.BoolVar(&o.real, "real", false, "query the real 付呗 gateway with the credentials of the environment")
	flags.StringVar(&date, "date", "2016-11", "bill date at UTC+8: a day 2016-11-07, a month 2016-11 or a year 2016")
	flags.StringVar(&o.orders, "orders", "", "CSV file of your orders (default: the sample beside this program)")
	flags.Int64Var(&o.feeRate, "fee-ppm", -1, "agreed fee in millionths of the amount, such as 3800 for 0.38 %; 0 checks no fee (default 0 with -real)")
	flags.IntVar(&o.differences, "differences", 20, "how many differences to print, -1 for all")
	flags.StringVar(&language, "lang", "zh", "language of the explanations, zh or en")
	flags.IntVar(&o.prefetch, "prefetch", 4, "pages fetched ahead")
	if err := flags.Parse(args); err != nil {
		return o, err
	}
	if flags.NArg() > 0 {
		return o, fmt.Errorf("unexpected argument %q", flags.Arg(0))
	}
	if err := o.fromEnvironment(env); err != nil {
		return o, err
	}
	if o.feeRate < 0 && !o.real {
		o.feeRate = sampleFeePPM
	}
	var err error
	if o.language, err = parseLanguage(language); err != nil {
		return o, err
	}
	if o.query, err = parseDate(date); err != nil {
		return o, err
	}
	return o, o.check()
}

// fromEnvironment takes the credentials, and the gateway.
func (o *options) fromEnvironment(env func(string) string) (err error) {
	for _, v := range []struct {
		name string
		into *string
	}{{envAppID, &o.appID}, {envAppSecret, &o.appSecret}, {envBaseURL, &o.baseURL}} {
		if *v.into, err = envfile.Value(env, v.name); err != nil {
			return err
		}
	}
	return nil
}

func (o options) check() error {
	if !o.real {
		return nil
	}
	if o.appID == "" || o.appSecret == "" {
		return fmt.Errorf("-real needs %s and %s in the environment", envAppID, envAppSecret)
	}
	if o.orders == "" {
		return errors.New("-real needs -orders, the CSV file of your own orders")
	}
	return nil
}

// parseDate reads a day, a month or a year. All: unpaid orders are part of the picture.
func parseDate(text string) (fubei.BillQuery, error) {
	q := fubei.BillQuery{All: true}
	if t, err := time.Parse("2006-01-02", text); err == nil {
		q.Year, q.Month, q.Day = t.Year(), int(t.Month()), t.Day()
		return q, nil
	}
	if t, err := time.Parse("2006-01", text); err == nil {
		q.Year, q.Month = t.Year(), int(t.Month())
		return q, nil
	}
	if t, err := time.Parse("2006", text); err == nil {
		q.Year = t.Year()
		return q, nil
	}
	return q, errors.New("-date must look like 2016-11-07, 2016-11 or 2016")
}

// ordersOf keeps the orders created in the time of the query, which is what a bill of that time can hold.
func ordersOf(q fubei.BillQuery, orders []order) []order {
	var kept []order
	for _, o := range orders {
		year, month, day := o.Created.In(shopZone).Date()
		if year == q.Year && (q.Month == 0 || q.Month == int(month)) && (q.Day == 0 || q.Day == day) {
			kept = append(kept, o)
		}
	}
	return kept
}

func parseLanguage(text string) (recon.Language, error) {
	switch text {
	case "zh":
		return recon.Chinese, nil
	case "en":
		return recon.English, nil
	}
	return 0, errors.New("-lang must be zh or en")
}

func usage(flags *flag.FlagSet, w io.Writer) {
	fmt.Fprintf(w, `Fetches every bill row of a 付呗 merchant, matches it against the shop's own orders, and explains every difference.

Without -real it starts a fake gateway on loopback, loaded with a made-up month; no credentials are needed.
With -real it reads %[1]s and %[2]s from the environment, and %[3]s for another gateway than the production one.
Each can be given as a file instead: %[2]s_FILE=/run/secrets/fubei.

An orders file is CSV with the header order_no,amount,status,channel,created_at: amounts in yuan, times at UTC+8,
status one of paid, unpaid, closed, refunded.

Exit status: 0 when the proof holds, differences or not; 1 when it fails or the run does; 2 for wrong usage.

`, envAppID, envAppSecret, envBaseURL)
	flags.PrintDefaults()
}
