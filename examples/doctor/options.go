package main

import (
	_ "embed"
	"errors"
	"flag"
	"fmt"
	"io"
	"maps"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/billrecon/billrecon/eshouhou"
	"github.com/billrecon/billrecon/examples/internal/envfile"
	"github.com/billrecon/billrecon/fubei"
)

//go:embed usage.txt
var usageText string

var providers = []string{"fubei", "settlement", "eshouhou", "console"}

// wrongSecret signs what must be refused.
const wrongSecret = "deliberately-wrong-of-the-doctor"

// variables are what each provider needs in the environment. The first is its BaseURL, which production stands in for.
var variables = map[string][]string{
	"fubei":      {"FUBEI_BASE_URL", "FUBEI_APP_ID", "FUBEI_APP_SECRET"},
	"settlement": {"SETTLEMENT_BASE_URL", "SETTLEMENT_ACCESS_TOKEN", "SETTLEMENT_SECRET"},
	"eshouhou":   {"ESHOUHOU_BASE_URL", "ESHOUHOU_APP_ID", "ESHOUHOU_APP_SECRET"},
	"console":    {"CONSOLE_BASE_URL", "CONSOLE_AUTHORIZATION"},
}

var production = map[string]string{"fubei": fubei.Production, "eshouhou": eshouhou.Production}

// options are what the command line and the environment say. The credentials live in a closure, which prints as an address.
type options struct {
	provider        string
	day, empty      time.Time
	id, write       string
	wrongSign, fake bool
	out, apply      string
	value           func(name string) string
	baseURL         string
	url             *url.URL // the same, parsed
	pause           time.Duration
}

func parseOptions(args []string, stderr io.Writer) (options, error) {
	flags := flag.NewFlagSet("doctor", flag.ContinueOnError)
	flags.SetOutput(stderr)
	flags.Usage = func() {
		fmt.Fprint(stderr, usageText)
		flags.PrintDefaults()
	}
	o := options{pause: time.Second}
	var day, empty string
	flags.StringVar(&day, "day", time.Now().In(time.FixedZone("", 8*3600)).AddDate(0, 0, -2).Format(time.DateOnly), "a busy day, UTC+8")
	flags.StringVar(&empty, "empty-day", "2010-01-01", "a day without bills, UTC+8")
	flags.StringVar(&o.id, "id", "", "eshouhou: a work order that has a statement")
	flags.StringVar(&o.write, "write", "", "console: write the automatic reconciliation of the order of this code to what it is already")
	flags.BoolVar(&o.wrongSign, "wrong-sign", false, "also ask with a wrong sign and a wrong token; the provider may lock the account")
	flags.BoolVar(&o.fake, "fake", false, "ask a fake provider on loopback, whose answers are scripted; no credentials are used")
	flags.StringVar(&o.out, "out", "", "JSON report to write (default: none)")
	flags.StringVar(&o.apply, "apply", "", "print the lines of Config that follow from a report, and ask nobody")
	if err := flags.Parse(args); err != nil {
		return o, err
	}
	if o.apply != "" {
		return o, nil
	}
	if o.provider = flags.Arg(0); flags.NArg() != 1 || !slices.Contains(providers, o.provider) {
		return o, fmt.Errorf("one of %s must be named, after the flags", strings.Join(providers, ", "))
	}
	var err1, err2 error
	o.day, err1 = time.Parse(time.DateOnly, day)
	o.empty, err2 = time.Parse(time.DateOnly, empty)
	switch {
	case err1 != nil || err2 != nil:
		return o, errors.New("-day and -empty-day must look like 2026-11-22")
	case o.write != "" && o.provider != "console":
		return o, errors.New("-write is for the console alone: nothing else is ever written")
	}
	return o, nil
}

// setAccess takes the address, which alone may be asked, and the credentials.
func (o *options) setAccess(env func(string) string) error {
	want := variables[o.provider]
	values, missing, err := envfile.Values(env, want...)
	if err != nil {
		return err
	}
	o.value = func(name string) string { return values[name] }
	if o.baseURL = values[want[0]]; o.baseURL == "" && production[o.provider] != "" {
		o.baseURL, missing = production[o.provider], missing[1:]
	}
	if len(missing) > 0 {
		return fmt.Errorf("%s missing: set them, or each with _FILE added (-fake asks a fake provider that needs none)", strings.Join(missing, ", "))
	}
	if o.url, err = url.Parse(o.baseURL); err != nil || o.url.Host == "" {
		return fmt.Errorf("%s is not a URL with a host", want[0])
	}
	return nil
}

// members are those of a biz_content or a body.
type members map[string]any

// with is a copy with another value of a member.
func (m members) with(name string, value any) members {
	m = maps.Clone(m)
	m[name] = value
	return m
}

// dateOf is the biz_content that asks for a day.
func dateOf(day time.Time, page, limit int) members {
	return members{"year": day.Year(), "month": int(day.Month()), "day": day.Day(), "page": page, "limit": limit}
}

func yesNo(yes bool, then, otherwise string) string {
	if yes {
		return then
	}
	return otherwise
}
