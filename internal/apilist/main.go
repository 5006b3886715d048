// Command apilist keeps the exported API of a module in text files, so that a change of it shows in a diff:
//
//	go run ./internal/apilist                     compare api/ with the code, fail where it differs
//	go run ./internal/apilist -update             rewrite api/
//	go run ./internal/apilist -module recon/beam  the same for a nested module, whose files are in its own api folder
//
// One file per package: api/fubei.txt, api/fubei/fubeitest.txt. Commands, examples and internal packages have none; but where an
// exported name is an alias of an internal type, that type's fields and methods are listed, since users see them.
//
// The types are read from what the compiler exports (go list -export), by the standard library alone.
package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
)

func main() {
	if err := run(os.Args[1:], os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "apilist:", err)
		os.Exit(1)
	}
}

var errStale = errors.New("the API differs from the api folder: look at the change, then run with -update")

// run does what the command line says, and tells every difference on out.
func run(args []string, out io.Writer) error {
	flags := flag.NewFlagSet("apilist", flag.ContinueOnError)
	flags.SetOutput(out)
	update := flags.Bool("update", false, "rewrite the files")
	module := flags.String("module", ".", "folder of the module")
	if err := flags.Parse(args); err != nil {
		return err
	}
	want, err := list(*module)
	if err != nil {
		return err
	}
	dir := filepath.Join(*module, "api")
	if *update {
		return write(dir, want)
	}
	same, err := compare(dir, want, out)
	if err == nil && !same {
		err = errStale
	}
	return err
}
