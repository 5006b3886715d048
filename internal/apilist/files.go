package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// read is what the api folder holds: file name → content. A folder that is not there holds nothing.
func read(dir string) (map[string]string, error) {
	files := map[string]string{}
	err := filepath.WalkDir(dir, func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || filepath.Ext(name) != ".txt" {
			return err
		}
		text, err := os.ReadFile(name)
		rel, _ := filepath.Rel(dir, name) // name is below dir
		files[rel] = strings.ReplaceAll(string(text), "\r\n", "\n")
		return err
	})
	if errors.Is(err, fs.ErrNotExist) {
		return files, nil
	}
	return files, err
}

// write makes the api folder say what the code says. Files that it has of packages that are gone are removed.
func write(dir string, have, want map[string]string) error {
	for name := range have {
		if _, still := want[name]; !still {
			if err := os.Remove(filepath.Join(dir, name)); err != nil {
				return err
			}
		}
	}
	for name, text := range want {
		file := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			return err
		}
	}
	return nil
}

// compare tells on out, line by line, what the code has and the folder has not ("+"), and the other way round ("-").
func compare(have, want map[string]string, out io.Writer) (same bool) {
	names := maps.Clone(have)
	maps.Copy(names, want)
	same = true
	for _, name := range slices.Sorted(maps.Keys(names)) {
		if have[name] == want[name] {
			continue
		}
		same = false
		fmt.Fprintf(out, "%s:\n", filepath.ToSlash(filepath.Join("api", name)))
		missing(out, "-", have[name], want[name])
		missing(out, "+", want[name], have[name])
	}
	return same
}

// mostShown bounds what is shown of one file, so that a package without one does not bury the rest.
const mostShown = 40

// missing writes the lines of a that b does not have.
func missing(out io.Writer, sign, a, b string) {
	lines, found := strings.Split(b, "\n"), 0
	for _, line := range strings.Split(a, "\n") {
		if line == "" || slices.Contains(lines, line) {
			continue
		}
		if found++; found <= mostShown {
			fmt.Fprintf(out, "\t%s %s\n", sign, line)
		}
	}
	if found > mostShown {
		fmt.Fprintf(out, "\t%s … and %d more\n", sign, found-mostShown)
	}
}
