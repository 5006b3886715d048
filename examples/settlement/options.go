package main

import (
	"flag"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/billrecon/billrecon/examples/internal/envfile"
	"github.com/billrecon/billrecon/settlement"
)

// The environment variables that hold the address and the credentials. With _FILE added, each names a file that holds the value instead.
const (
	envBaseURL = "SETTLEMENT_BASE_URL"
	envToken   = "SETTLEMENT_ACCESS_TOKEN"
	envSecret  = "SETTLEMENT_SECRET"
)

// options are what the command line and the environment say. Token and secret live in closures, which print as addresses.
type options struct {
	query    settlement.ItemQuery
	parallel int
	version  string
	out      string
	fake     bool
	baseURL  string
	token    func() settlement.TokenSource
	signer   settlement.Signer
}

func parseOptions(args []string, env func(string) string, stderr io.Writer) (options, error) {
	flags := flag.NewFlagSet("settlement", flag.ContinueOnError)
	flags.SetOutput(stderr)
	flags.Usage = func() { usage(flags, stderr) }
	var o options
	var from, to, scheme string
	flags.StringVar(&from, "from", "2022-9-1", "first second of the payment time at UTC+8: 2022-9-1 or \"2022-9-1 08:00:00\"")
	flags.StringVar(&to, "to", "2022-12-15", "last second of the payment time; a date alone means its 23:59:59")
	flags.DurationVar(&o.query.Window, "window", 0, "split the range into windows of this length, such as 24h, fetched side by side")
	flags.IntVar(&o.parallel, "parallel", 4, "pages fetched ahead, or windows at a time, 1 to 64")
	flags.StringVar(&scheme, "signer", signerNames()[0], "rule of the sign: "+strings.Join(signerNames(), ", "))
	flags.StringVar(&o.version, "version", "", "version of the interface to send, such as 1.0.0 (default: none)")
	flags.StringVar(&o.out, "out", "", "CSV file to write the rows to (default: none)")
	flags.BoolVar(&o.fake, "fake", false, "ask a fake 百福得 on loopback, loaded with made-up items; no credentials are used")
	if err := flags.Parse(args); err != nil {
		return o, err
	}
	if flags.NArg() > 0 {
		return o, fmt.Errorf("unexpected argument %q", flags.Arg(0))
	}
	if err := o.setRange(from, to); err != nil {
		return o, err
	}
	return o, o.setAccess(scheme, env)
}

func (o *options) setRange(from, to string) (err error) {
	if o.query.PaymentStart, err = settlement.ParseTime(from); err != nil {
		return fmt.Errorf("-from must look like 2022-9-1 or 2022-9-1 08:00:00: %w", err)
	}
	if o.query.PaymentEnd, err = settlement.ParseTime(to); err != nil {
		return fmt.Errorf("-to must look like 2022-12-15 or 2022-12-15 23:59:59: %w", err)
	}
	if !strings.Contains(to, ":") {
		o.query.PaymentEnd = o.query.PaymentEnd.Add(24*time.Hour - time.Second) // UTC+8 has no summer time
	}
	return nil
}

// setAccess takes the address and the credentials. With -fake they are not looked at.
func (o *options) setAccess(scheme string, env func(string) string) error {
	signer, ok := signerOf(scheme)
	if !ok {
		return fmt.Errorf("-signer must be one of %s", strings.Join(signerNames(), ", "))
	}
	if o.fake {
		return nil
	}
	names := []string{envBaseURL, envToken, envSecret}
	values := map[string]string{}
	var missing []string
	for _, name := range names {
		value, err := envfile.Value(env, name)
		if err != nil {
			return err
		}
		if values[name] = value; value == "" {
			missing = append(missing, name)
		}
	}
	if len(missing) > 0 {
		return fmt.Errorf("%s must be set, or each with _FILE added: %s missing (-fake asks a fake 百福得 that needs none)",
			strings.Join(names, ", "), strings.Join(missing, ", "))
	}
	token := values[envToken]
	o.baseURL, o.signer = values[envBaseURL], signer(values[envSecret])
	o.token = func() settlement.TokenSource { return settlement.StaticToken(token) }
	return nil
}

func usage(flags *flag.FlagSet, w io.Writer) {
	fmt.Fprintf(w, `Fetches the settlement bill of a 百福得 customer, proves that it is whole, and sums money and points apart.

%[1]s, %[2]s and %[3]s must be set in the environment; each can be given
as a file instead: %[3]s_FILE=/run/secrets/settlement. The rule of the sign is not public: your document of the
platform must say which -signer is right. With -fake it starts a fake 百福得 on loopback, loaded with made-up items: its
output says fake in the first line, and its file in the name and in the first column.

The CSV file leaves out phone numbers, names, cards and departments.

Exit status: 0 for a whole bill; 1 when the run fails, and then nothing is summed or written; 2 for wrong usage.

`, envBaseURL, envToken, envSecret)
	flags.PrintDefaults()
}
