package main

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// module is a folder with a go.mod of its own: the root, or one nested in it.
type module struct {
	dir  string // of the module
	at   string // the folder below the root, with slashes; "." is the root
	path string // what its packages' import paths start with
}

// modules are the module in root and those nested in it, the root first. What go leaves out (testdata, vendor, folders that start
// with . or _) has none.
func modules(root string) ([]module, error) {
	var all []module
	err := filepath.WalkDir(root, func(name string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if entry.IsDir() {
			if name != root && ignored(entry.Name()) {
				return filepath.SkipDir
			}
			return nil
		}
		if entry.Name() != "go.mod" {
			return nil
		}
		at, _ := filepath.Rel(root, filepath.Dir(name)) // name is below root
		m := module{dir: filepath.Dir(name), at: filepath.ToSlash(at)}
		m.path, err = modulePath(name)
		all = append(all, m)
		return err
	})
	slices.SortFunc(all, func(a, b module) int { return strings.Compare(a.at, b.at) })
	if err == nil && (len(all) == 0 || all[0].at != ".") {
		err = fmt.Errorf("there is no module in %s", root)
	}
	return all, err
}

// ignored reports whether no module with an API is in the folder: go leaves it out, or nobody outside can import what is there.
func ignored(folder string) bool {
	return folder == "internal" || folder == "testdata" || folder == "vendor" || strings.HasPrefix(folder, ".") || strings.HasPrefix(folder, "_")
}

// modulePath reads the module line of a go.mod.
func modulePath(name string) (string, error) {
	text, err := os.ReadFile(name)
	if err != nil {
		return "", err
	}
	for line := range strings.Lines(string(text)) {
		if word := strings.Fields(line); len(word) >= 2 && word[0] == "module" {
			return strings.Trim(word[1], `"`), nil
		}
	}
	return "", fmt.Errorf("%s has no module line", name)
}

// owner is the module whose API a file of the api folder says: the deepest one that it is of.
func owner(all []module, file string) module {
	found := all[0]
	name := strings.TrimSuffix(filepath.ToSlash(file), ".txt")
	for _, m := range all[1:] {
		if (name == m.at || strings.HasPrefix(name, m.at+"/")) && (found.at == "." || len(m.at) > len(found.at)) {
			found = m
		}
	}
	return found
}
