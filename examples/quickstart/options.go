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

// options are what the command line and the environment say. A Config inside would print its secret, an address does not.
type options struct {
	date          string
	query         fubei.BillQuery
	from, through recon.Day // the days of the query, both included
	orders        string    // a file, or empty for the one built into the program
	timeColumn    string    // of that file
	feeRate       int64     // the agreed fee in millionths of the amount, 0 for none
	differences   int
	language      recon.Language
	real          bool
	config        *fubei.Config
}

func parseOptions(args []string, env func(string) string, stderr io.Writer) (o options, err error) {
	o.config = &fubei.Config{Prefetch: 4}
	flags := flag.NewFlagSet("quickstart", flag.ContinueOnError)
	flags.SetOutput(stderr)
	flags.Usage = func() { usage(flags, stderr) }
	flags.BoolVar(&o.real, "real", false, "query the real 付呗 gateway with the credentials of the environment")
	flags.StringVar(&o.date, "date", "2016-11", "bill date at UTC+8: a day 2016-11-07 or a month 2016-11")
	flags.StringVar(&o.orders, "orders", "", "CSV file of your orders (default: the sample beside this program)")
	flags.StringVar(&o.timeColumn, "time-column", "", "column of the create time, which 付呗's bill days go by, for a file that has a pay time too")
	flags.Int64Var(&o.feeRate, "fee-ppm", -1, "agreed fee in millionths of the amount, such as 3800 for 0.38 %; 0 checks no fee (default 0 with -real)")
	flags.IntVar(&o.differences, "differences", 20, "how many differences to print, -1 for all")
	flags.Func("lang", "language of the output, zh or en (default zh)", func(text string) error {
		languages := map[string]recon.Language{"zh": recon.Chinese, "en": recon.English}
		language, ok := languages[text]
		if o.language = language; !ok {
			return errors.New("it must be zh or en")
		}
		return nil
	})
	if err := flags.Parse(args); err != nil {
		return o, err
	}
	if flags.NArg() > 0 {
		return o, fmt.Errorf("unexpected argument %q", flags.Arg(0))
	}
	if err := o.setDate(); err != nil {
		return o, err
	}
	if o.real {
		return o, o.setAccess(env)
	}
	if o.feeRate < 0 {
		o.feeRate = sampleFeePPM
	}
	return o, nil
}

// say is a text in the language of the output.
func (o options) say(chinese, english string) string {
	if o.language == recon.English {
		return english
	}
	return chinese
}

// setDate takes a day or a month. All: unpaid orders are part of the picture.
func (o *options) setDate() error {
	day := recon.Rules{}.DayOf
	if t, err := time.Parse("2006-01-02", o.date); err == nil {
		o.query, o.from, o.through = fubei.Day(t.Year(), int(t.Month()), t.Day()), day(t), day(t)
	} else if t, err := time.Parse("2006-01", o.date); err == nil {
		o.query, o.from, o.through = fubei.Month(t.Year(), int(t.Month())), day(t), day(t.AddDate(0, 1, -1))
	} else {
		return errors.New("-date must look like 2016-11-07 or 2016-11")
	}
	o.query.All = true
	return nil
}

// setAccess takes the credentials, and the gateway.
func (o *options) setAccess(env func(string) string) (err error) {
	for name, into := range map[string]*string{envAppID: &o.config.AppID, envAppSecret: &o.config.AppSecret, envBaseURL: &o.config.BaseURL} {
		if *into, err = envfile.Value(env, name); err != nil {
			return err
		}
	}
	switch {
	case o.config.AppID == "" || o.config.AppSecret == "":
		return fmt.Errorf("-real needs %s and %s in the environment", envAppID, envAppSecret)
	case o.orders == "":
		return errors.New("-real needs -orders, the CSV file of your own orders")
	}
	return nil
}

func usage(flags *flag.FlagSet, w io.Writer) {
	fmt.Fprintf(w, `Fetches every bill row of a 付呗 merchant, matches it against the shop's own orders, and explains every difference.

Without -real it starts a fake gateway on loopback, loaded with a made-up month; no credentials are needed.
With -real it reads %[1]s and %[2]s from the environment, and %[3]s for another gateway than the production one.
Each can be given as a file instead: %[2]s_FILE=/run/secrets/fubei.

An orders file is a CSV export with columns for the order number, the amount in yuan, the status and the time at UTC+8, such as
order_no,amount,status,channel,created_at or 商户订单号,实付金额,订单状态,支付方式,下单时间: package recon/orders says what it reads.

Exit status: 0 when the proof holds, differences or not; 1 when it fails or the run does; 2 for wrong usage.

`, envAppID, envAppSecret, envBaseURL)
	flags.PrintDefaults()
}
