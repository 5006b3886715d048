package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"regexp"
	"strings"
	"time"

	"github.com/billrecon/billrecon/recon"
)

// options are what the command line says, and the environment where the command line is silent. They hold no secret.
type options struct {
	provider provider
	fake     bool
	shop     string
	day      time.Time // its first instant at UTC+8
	orders   string
	state    string // folder of the pools and the lock
	reports  string
	first    bool
	hold     int
	language recon.Language
}

// shopName is part of file names.
var shopName = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$`)

func parseOptions(args []string, env environment, now time.Time, stderr io.Writer) (options, error) {
	flags := flag.NewFlagSet("daily", flag.ContinueOnError)
	flags.SetOutput(stderr)
	flags.Usage = func() { usage(flags, stderr) }
	o := options{}
	providerName := flags.String("provider", "fubei", "whose bill: "+strings.Join(providerNames(), ", "))
	date := flags.String("date", "", "bill day at UTC+8, such as 2026-11-22 (default: yesterday)")
	language := flags.String("lang", "zh", "language of the reports, zh or en")
	flags.BoolVar(&o.fake, "fake", false, "ask a fake provider on loopback: no credentials, and its own pools")
	flags.StringVar(&o.shop, "shop", "", "name of the shop, part of the file names: letters, digits, dot, dash, underscore")
	flags.StringVar(&o.orders, "orders", "", "CSV file of the shop's orders, of one day or of many")
	flags.StringVar(&o.state, "state", "state", "folder of the pool files and the lock, one for each shop")
	flags.StringVar(&o.reports, "reports", "reports", "folder of the reports")
	flags.BoolVar(&o.first, "first", false, "start with an empty pool although the pool of the day before is missing")
	flags.IntVar(&o.hold, "hold", 1, "bill days that a row without a partner waits in the pool before it is an exception")
	if err := flags.Parse(args); err != nil {
		return o, err
	}
	if flags.NArg() > 0 {
		return o, fmt.Errorf("unexpected argument %q", flags.Arg(0))
	}
	if err := fromEnvironment(flags, env); err != nil {
		return o, err
	}
	var err error
	if o.provider, err = providerOf(*providerName); err != nil {
		return o, err
	}
	if o.day, err = billDay(*date, now); err != nil {
		return o, err
	}
	if o.language, err = parseLanguage(*language); err != nil {
		return o, err
	}
	return o, o.check()
}

// fromEnvironment sets the flags that the command line does not give: -shop from DAILY_SHOP, and so on.
func fromEnvironment(flags *flag.FlagSet, env environment) error {
	given := map[string]bool{}
	flags.Visit(func(f *flag.Flag) { given[f.Name] = true })
	var failed error
	flags.VisitAll(func(f *flag.Flag) {
		name := "DAILY_" + strings.ToUpper(f.Name)
		if given[f.Name] || failed != nil {
			return
		}
		text, err := env.value(name)
		if err != nil {
			failed = err
			return
		}
		if text != "" && flags.Set(f.Name, text) != nil {
			failed = fmt.Errorf("%s is not what -%s takes", name, f.Name)
		}
	})
	return failed
}

func (o *options) check() error {
	if o.fake && o.shop == "" {
		o.shop = "fake"
	}
	switch {
	case !shopName.MatchString(o.shop):
		return errors.New("-shop must be 1 to 64 letters, digits, dots, dashes or underscores, the first a letter or a digit")
	case o.orders == "" && !o.fake:
		return errors.New("-orders is missing: the CSV file of the shop's own orders")
	case o.state == "" || o.reports == "":
		return errors.New("-state and -reports must name folders")
	case o.hold < 0 || o.hold > 3660:
		return errors.New("-hold must be 0 to 3660 days")
	}
	return nil
}

// account says whose pools these are, so that those of a fake never mix with real ones.
func (o options) account() account {
	return account{Shop: o.shop, Provider: o.provider.name, Fake: o.fake}
}

// billDay is the first instant of the day. The day must be over: until then rows are still being added to its bill.
func billDay(text string, now time.Time) (time.Time, error) {
	year, month, day := now.In(shopZone).Date()
	today := time.Date(year, month, day, 0, 0, 0, 0, shopZone)
	if text == "" {
		return today.AddDate(0, 0, -1), nil
	}
	at, err := time.ParseInLocation(time.DateOnly, text, shopZone)
	if err != nil {
		return at, errors.New("-date must look like 2026-11-22")
	}
	if !at.Before(today) {
		return at, fmt.Errorf("-date %s is not over at UTC+8: its bill is not complete", text)
	}
	return at, nil
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
