package snippets

import (
	"go/ast"
	"go/doc"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// told are methods whose name says it all: printing, JSON and other encodings, errors, comparing.
var told = []string{"String", "GoString", "Format", "LogValue", "Error", "Unwrap", "As", "Equal", "Chinese",
	"MarshalJSON", "UnmarshalJSON", "MarshalText", "UnmarshalText", "MarshalBinary", "UnmarshalBinary"}

// spared is what nobody looks up by an example, by package, with the reason.
var spared = map[string][]struct{ reason, names string }{
	".": {{"clients make errors", "NewError"}},
	"fubei": {
		{"Call has one, with the same parameters", "Client.CallOnce"},
	},
	"settlement": {
		{"Call has one, with the same parameters", "Client.CallOnce"},
		{"the type has one", "SignerFunc.Sign"},
	},
	"settlement/settlementtest": {
		{"its like in eshouhoutest has one, and ExampleSchemes makes signers", "ExpireToken Scheme.Signer"},
	},
	"eshouhou/eshouhoutest": {
		{"the examples of the package use them", "ID WorkOrder Gateway.Config Gateway.ExpireTokens Gateway.TokenRequests"},
	},
	"recon": {
		{"for who writes another shards or beam: these two are the examples", "NewSteps Steps.Count Steps.Finish Steps.Packer Steps.Pool Steps.Run Steps.Share Packer.Bill Packer.Flush Packer.Order Packer.Pool"},
		{"sums of shards: each adds up its like", "Digest.Add Statistics.Add Summary.Add Tally.Sum"},
		{"one word each", "Day.IsZero StateSet.Has Record.UnitOrCNY Rules.Zone Verdict.Outcome"},
	},
	"recon/console": {
		{"ExampleOrderDetails_Match goes through all of them", "DetailOrder.Record ThirdBill.Record OrderDetails.ThirdBills"},
		{"fubei.Bill.Record's like", "Order.Record"},
		{"Fen has one", "NullFen.Yuan"},
	},
	"recon/console/consoletest": {{"the examples of package console use them", "Console.Config Console.Order"}},
	"recon/orders": {
		{"a Source is for a table of another kind: package xlsx is the example", "From"},
	},
	"recon/daily": {
		{"the examples of the package use them", "Followed.IsOpen Head.Exceptions OrdersFunc.Orders Result.Days"},
	},
	"recon/daily/sqlstore": {
		{"a Store is used by a Job", "Store.Load Store.Lock Store.Names"},
		{"ExampleOpen uses it", "Orders.Orders"},
		{"ExampleScanLocal uses it", "LocalArgs"},
	},
	"recon/report": {
		{"for who writes another form: package xlsx is the example", "Report.Columns Report.Language Report.Period Report.Title"},
	},
	"recon/shards": {{"recon.Result's have them", "Result.Count Result.Digest Result.Groups Result.Remove Result.Statistics Result.Summary"}},
	"recon/beam":   {{"a pipeline is a program: recon/beam/example is the example", "Match Options.Match Options.Packer Options.TryMatch"}},
	"billtest": {
		{"for who writes a fake of another provider: the example of the package is one", "Array China DecodeLenient DecodeStrict Hash IsJSON Mistake Number Object Or Pairs Problem SameSign Select SetField " +
			"Named NewGateway HintsOf Hints.Business Hints.Named Hints.OtherRows Hints.Played Hints.Spoil Paginate Listing.Total Once.First BasePath Describe PageFunc " +
			"Content JSON RawJSON Text NewTokens Tokens.Add Tokens.Expire Tokens.ExpireAll Tokens.Problem When.At"},
		{"the fakes' own examples use them", "Gateway.Client Gateway.Close Gateway.Count Gateway.RoundTrip Gateway.ServeHTTP Gateway.URL Request.Decode Request.Form Request.Members"},
		{"it waits for years inside a synctest bubble, which an example is not in", "SleepPast"},
		{"its reply is as large as it says", "GzipBomb"},
	},
}

// publicPackages are the folders of the packages that others import.
func publicPackages(t *testing.T) (found []string) {
	t.Helper()
	lists, err := filepath.Glob(filepath.Join(top, "api", "*.txt"))
	require.NoError(t, err)
	for _, pattern := range []string{"*/*.txt", "*/*/*.txt"} {
		more, err := filepath.Glob(filepath.Join(top, "api", pattern))
		require.NoError(t, err)
		lists = append(lists, more...)
	}
	for _, list := range lists {
		folder, err := filepath.Rel(filepath.Join(top, "api"), strings.TrimSuffix(list, ".txt"))
		require.NoError(t, err)
		if folder = filepath.ToSlash(folder); strings.HasPrefix(folder, "examples") || strings.HasSuffix(folder, "/example") {
			continue
		}
		if folder == "billrecon" {
			folder = "."
		}
		found = append(found, folder)
	}
	require.Contains(t, found, "recon/daily/sqlstore")
	return found
}

// withoutExample are the exported functions and methods of a package that pkg.go.dev shows no example at.
func withoutExample(t *testing.T, folder string) (names []string) {
	t.Helper()
	set := token.NewFileSet()
	sources, err := filepath.Glob(filepath.Join(top, folder, "*.go"))
	require.NoError(t, err)
	var files []*ast.File
	for _, name := range sources {
		file, err := parser.ParseFile(set, name, nil, parser.ParseComments)
		require.NoError(t, err)
		files = append(files, file)
	}
	p, err := doc.NewFromFiles(set, files, folder)
	require.NoError(t, err)
	look := func(f *doc.Func, of string) {
		if len(f.Examples) == 0 && f.Level == 0 && !(of != "" && slices.Contains(told, f.Name)) {
			names = append(names, of+f.Name)
		}
	}
	for _, f := range p.Funcs {
		look(f, "")
	}
	for _, kind := range p.Types {
		for _, f := range kind.Funcs {
			look(f, "")
		}
		for _, f := range kind.Methods {
			look(f, kind.Name+".")
		}
	}
	slices.Sort(names)
	return names
}

func TestExportsHaveExamples(t *testing.T) {
	for _, folder := range publicPackages(t) {
		var known []string
		for _, s := range spared[folder] {
			known = append(known, strings.Fields(s.names)...)
		}
		slices.Sort(known)
		if found := withoutExample(t, folder); len(found)+len(known) > 0 {
			assert.Equal(t, known, found, "%s: these have no Example", folder)
		}
	}
}

// An example without its output is compiled and not run.
func TestExamplesAreRun(t *testing.T) {
	for _, folder := range publicPackages(t) {
		tests, err := filepath.Glob(filepath.Join(top, folder, "*_test.go"))
		require.NoError(t, err)
		for _, name := range tests {
			text, err := os.ReadFile(name)
			require.NoError(t, err)
			for _, part := range strings.Split(string(text), "\nfunc Example")[1:] {
				body, _, _ := strings.Cut(part, "\n}\n")
				assert.Contains(t, strings.ToLower(body), "// output:", "%s: Example%.40s", name, part)
			}
		}
	}
}
