package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"

	"github.com/billrecon/billrecon/examples/internal/envfile"
)

// The environment variables that hold the credentials. With _FILE added, each names a file that holds the value instead.
const (
	envAppID     = "ESHOUHOU_APP_ID"
	envAppSecret = "ESHOUHOU_APP_SECRET"
)

// options are what the command line and the environment say.
type options struct {
	ids         []string // on the command line
	file        string   // of ids, "-" for standard input, or empty
	out         string
	concurrency int
	fake        bool
	appID       string
	appSecret   string
}

// String hides the secret.
func (o options) String() string { return "eshouhou options" }

// GoString hides the secret.
func (o options) GoString() string { return o.String() }

func parseOptions(args []string, env func(string) string, stderr io.Writer) (options, error) {
	flags := flag.NewFlagSet("eshouhou", flag.ContinueOnError)
	flags.SetOutput(stderr)
	flags.Usage = func() { usage(flags, stderr) }
	var o options
	flags.StringVar(&o.file, "ids", "", "file of work order ids, one a line; - is standard input")
	flags.StringVar(&o.out, "out", "", "CSV file to write (default: standard output)")
	flags.IntVar(&o.concurrency, "concurrency", 8, "how many work orders to ask for at the same time, 1 to 64")
	flags.BoolVar(&o.fake, "fake", false, "ask a fake e售后 on loopback, loaded with made-up statements; no credentials are used")
	if err := flags.Parse(args); err != nil {
		return o, err
	}
	o.ids = flags.Args()
	if o.fake {
		return o, o.check()
	}
	var err error
	if o.appID, err = envfile.Value(env, envAppID); err != nil {
		return o, err
	}
	if o.appSecret, err = envfile.Value(env, envAppSecret); err != nil {
		return o, err
	}
	return o, o.check()
}

func (o options) check() error {
	switch {
	case o.file != "" && len(o.ids) > 0:
		return errors.New("give work order ids as arguments or with -ids, not both")
	case o.fake:
		return nil
	case o.appID == "" || o.appSecret == "":
		return fmt.Errorf("%s and %s must be set, or each with _FILE added: %s missing (-fake asks a fake e售后 that needs none)",
			envAppID, envAppSecret, o.missing())
	case o.file == "" && len(o.ids) == 0:
		return errors.New("give work order ids as arguments or with -ids")
	}
	return nil
}

// missing names the variables that are not set.
func (o options) missing() string {
	switch {
	case o.appSecret != "":
		return envAppID
	case o.appID != "":
		return envAppSecret
	}
	return envAppID + ", " + envAppSecret
}

// workOrders are the ids asked for, nil when none were given.
func (o options) workOrders(stdin io.Reader) ([]string, error) {
	switch {
	case o.file == "-":
		return readIDs(stdin)
	case o.file != "":
		file, err := os.Open(o.file)
		if err != nil {
			return nil, err
		}
		defer file.Close()
		return readIDs(file)
	case len(o.ids) > 0:
		return o.ids, nil
	}
	return nil, nil
}

func usage(flags *flag.FlagSet, w io.Writer) {
	fmt.Fprintf(w, `Fetches the settlement statements of e售后 work orders and writes them as CSV, one row per work order.

  eshouhou [flags] [work order id …]

%[1]s and %[2]s must be set in the environment; each can be given as a file instead:
%[2]s_FILE=/run/secrets/eshouhou. With -fake it starts a fake e售后 on loopback, and without ids it asks that for
its samples; a file then says fake in its name, and a table in its first column.

Exit status: 0 when every work order gave a statement or has none; 1 when one failed or the run did; 2 for wrong usage.

`, envAppID, envAppSecret)
	flags.PrintDefaults()
}
