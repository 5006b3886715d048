// Command apilist keeps the exported API of a module, and of the modules nested in it, in text files, so that a change of it shows
// in a diff:
//
//	go run ./internal/apilist                   compare api/ with the code, fail where it differs
//	go run ./internal/apilist -update           rewrite api/
//	go run ./internal/apilist -only recon/beam  the same for one module alone; -only . is the root without the nested ones
//
// One file per package: api/fubei.txt, api/fubei/fubeitest.txt, and api/recon/beam.txt of a nested module. A nested module is
// compiled with its own go.mod, so the root requires nothing for it. Commands, internal packages and the root's examples have none; but where an
// exported name is an alias of an internal type, that type's fields and methods are listed, since users see them.
//
// The types are read from what the compiler exports (go list -export), by the standard library alone.
package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"maps"
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
	root := flags.String("module", ".", "folder of the module that has the api folder")
	only := flags.String("only", "", "folder of the one module to look at, below that of -module")
	if err := flags.Parse(args); err != nil {
		return err
	}
	all, err := modules(*root)
	if err != nil {
		return err
	}
	dir, same, met := filepath.Join(*root, "api"), true, false
	for _, m := range all {
		if *only != "" && filepath.ToSlash(*only) != m.at {
			continue
		}
		met = true
		unchanged, err := visit(dir, all, m, *update, out)
		if err != nil {
			return err
		}
		same = same && unchanged
	}
	switch {
	case !met:
		return fmt.Errorf("-only %s: there is no such module", *only)
	case !same:
		return errStale
	}
	return nil
}

// visit compares the files of one module, or rewrites them.
func visit(dir string, all []module, m module, update bool, out io.Writer) (same bool, err error) {
	want, err := list(m, all[0])
	if err != nil {
		return false, err
	}
	have, err := read(dir)
	if err != nil {
		return false, err
	}
	maps.DeleteFunc(have, func(file, _ string) bool { return owner(all, file) != m })
	if update {
		return true, write(dir, have, want)
	}
	return compare(have, want, out), nil
}
