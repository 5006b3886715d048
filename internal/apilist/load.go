package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"go/importer"
	"go/token"
	"io"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strings"
)

// listed is what go list says about a package.
type listed struct {
	ImportPath, Export, Name string
	Module                   *struct {
		Path string
		Main bool
	}
}

// public tells whether users of the module import it: commands and internal packages they cannot, examples they only read.
func (l listed) public() bool {
	if l.Module == nil || !l.Module.Main || l.Name == "main" {
		return false
	}
	at := strings.Split(strings.TrimPrefix(l.ImportPath, l.Module.Path), "/")
	return !slices.Contains(at, "internal") && !slices.Contains(at, "examples")
}

// file is where the package's API is kept, below the api folder of the root: where the package is, whatever its module's path.
func (l listed) file(m module) string {
	at := path.Join(m.at, strings.TrimPrefix(l.ImportPath, l.Module.Path))
	if at == "." {
		at = path.Base(l.Module.Path)
	}
	return filepath.FromSlash(at) + ".txt"
}

// list is the API of one module: file name, below the api folder of the module root, → content.
func list(m, root module) (map[string]string, error) {
	packages, err := goList(m.dir)
	if err != nil {
		return nil, err
	}
	exports := map[string]string{}
	for _, p := range packages {
		exports[p.ImportPath] = p.Export
	}
	from := importer.ForCompiler(token.NewFileSet(), "gc", func(path string) (io.ReadCloser, error) { return os.Open(exports[path]) })
	files := map[string]string{}
	for _, p := range packages {
		if !p.public() {
			continue
		}
		pkg, err := from.Import(p.ImportPath)
		if err != nil {
			return nil, err
		}
		files[p.file(m)] = render(pkg, root.path)
	}
	return files, nil
}

// goList compiles the module, where the build cache does not have it, and says where the compiler's exports are.
func goList(dir string) ([]listed, error) {
	cmd := exec.Command("go", "list", "-export", "-deps", "-json=ImportPath,Export,Name,Module", "./...")
	cmd.Dir = dir
	text, err := cmd.Output()
	if exit := new(exec.ExitError); errors.As(err, &exit) {
		return nil, fmt.Errorf("go list in %s: %w: %s", dir, err, bytes.TrimSpace(exit.Stderr))
	}
	if err != nil {
		return nil, err
	}
	var all []listed
	for dec := json.NewDecoder(bytes.NewReader(text)); ; {
		var p listed
		switch err := dec.Decode(&p); {
		case errors.Is(err, io.EOF):
			return all, nil
		case err != nil:
			return nil, err
		}
		all = append(all, p)
	}
}
