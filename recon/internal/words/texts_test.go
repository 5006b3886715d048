package words

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// TestEveryTextIsWhole reads the packages of recon, where a Text is called phrase: each literal one is given in both languages, and each
// verb takes the same argument in both.
func TestEveryTextIsWhole(t *testing.T) {
	files, found := token.NewFileSet(), 0
	err := filepath.WalkDir("../..", func(path string, entry fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		file, err := parser.ParseFile(files, path, nil, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		for _, text := range literals(file) {
			found++
			if fault := faultOf(text); fault != "" {
				t.Errorf("%v: the text %s", files.Position(text.Pos()), fault)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if found < 100 {
		t.Errorf("only %d texts were found: this test reads something else than the packages of recon", found)
	}
}

// literals are the texts of a file that name their type, and those in lists and maps of texts.
func literals(file *ast.File) []*ast.CompositeLit {
	var texts []*ast.CompositeLit
	var collect func(literal *ast.CompositeLit, of ast.Expr)
	collect = func(literal *ast.CompositeLit, of ast.Expr) {
		if isText(of) {
			texts = append(texts, literal)
			return
		}
		for _, element := range literal.Elts {
			if pair, ok := element.(*ast.KeyValueExpr); ok {
				element = pair.Value
			}
			if inner, ok := element.(*ast.CompositeLit); ok && inner.Type == nil {
				collect(inner, elementOf(of))
			}
		}
	}
	ast.Inspect(file, func(n ast.Node) bool {
		if literal, ok := n.(*ast.CompositeLit); ok && literal.Type != nil {
			collect(literal, literal.Type)
		}
		return true
	})
	return texts
}

// isText reports whether a type is a Text, which packages call phrase.
func isText(of ast.Expr) bool {
	name, ok := of.(*ast.Ident)
	return ok && name.Name == "phrase"
}

// elementOf is the type of the elements of a list, a map or an Enum; nil for another type.
func elementOf(of ast.Expr) ast.Expr {
	switch of := of.(type) {
	case *ast.ArrayType:
		return of.Elt
	case *ast.MapType:
		return of.Value
	case *ast.IndexListExpr:
		return ast.NewIdent("phrase")
	}
	return nil
}

// verb is a verb of package fmt, with the number of its argument where it names one.
var verb = regexp.MustCompile(`%(?:\[(\d+)\])?([a-zA-Z])`)

// verbs are the verbs of a format in the order of their arguments.
func verbs(format string) []string {
	var list []string
	next := 1
	for _, found := range verb.FindAllStringSubmatch(format, -1) {
		if n, err := strconv.Atoi(found[1]); err == nil {
			next = n
		}
		list = append(list, strconv.Itoa(next)+found[2])
		next++
	}
	slices.Sort(list)
	return list
}

// faultOf says what is wrong with a literal text, "" for nothing. Of parts that are computed it knows nothing.
func faultOf(text *ast.CompositeLit) string {
	if len(text.Elts) == 0 {
		return ""
	}
	if len(text.Elts) != 2 {
		return "is not in two languages"
	}
	var formats [2]string
	for i, e := range text.Elts {
		literal, ok := e.(*ast.BasicLit)
		if !ok {
			return ""
		}
		formats[i], _ = strconv.Unquote(literal.Value)
	}
	if !slices.Equal(verbs(formats[Chinese]), verbs(formats[English])) {
		return "has other verbs in English"
	}
	return ""
}
