// Package envfile reads what a program is configured with from the environment, as the examples do: a value stands in a variable, or
// in a file that another variable names, which is how secrets are mounted into containers.
package envfile

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"strings"
	"unicode/utf8"
)

// maxValueFile bounds a file that holds one value, so that a wrong path does not fill the memory.
const maxValueFile = 64 << 10

// byteOrderMark is invisible, and would make another secret of the one behind it.
const byteOrderMark = "\ufeff"

// Value is the variable NAME, or the content of the file that NAME_FILE names, without the line end; "" when neither is set. Both set
// is an error, and so is a file that cannot be read, is empty, is longer than a value, is not UTF-8 text or starts with the byte order
// mark that some editors write. No error repeats a value.
func Value(env func(string) string, name string) (string, error) {
	direct, path := env(name), env(name+"_FILE")
	switch {
	case path == "":
		return direct, nil
	case direct != "":
		return "", fmt.Errorf("%s and %s_FILE are both set: set one of them", name, name)
	}
	text, err := read(path)
	if err != nil {
		return "", fmt.Errorf("%s_FILE: %w", name, err)
	}
	return text, nil
}

// Values are the values of variables by name, and the names of those that are not set.
func Values(env func(string) string, names ...string) (values map[string]string, missing []string, err error) {
	values = map[string]string{}
	for _, name := range names {
		if values[name], err = Value(env, name); err != nil {
			return nil, nil, err
		}
		if values[name] == "" {
			missing = append(missing, name)
		}
	}
	return values, missing, nil
}

// Flags sets the flags that the command line did not give: with the prefix "DAILY_", -time-column from DAILY_TIME_COLUMN. No error repeats a value.
func Flags(flags *flag.FlagSet, env func(string) string, prefix string) (failed error) {
	given := map[string]bool{}
	flags.Visit(func(f *flag.Flag) { given[f.Name] = true })
	flags.VisitAll(func(f *flag.Flag) {
		name := prefix + strings.ToUpper(strings.ReplaceAll(f.Name, "-", "_"))
		text, err := Value(env, name)
		if err == nil && text != "" && !given[f.Name] && flags.Set(f.Name, text) != nil {
			err = fmt.Errorf("%s is not what -%s takes", name, f.Name)
		}
		failed = errors.Join(failed, err)
	})
	return failed
}

// read is the value in a file. White space inside belongs to it; one line end after it does not.
func read(path string) (string, error) {
	f, err := os.Open(path)
	if err != nil {
		return "", err
	}
	defer f.Close()
	content, err := io.ReadAll(io.LimitReader(f, maxValueFile+1))
	if err != nil {
		return "", err
	}
	text := strings.TrimSuffix(strings.TrimSuffix(string(content), "\n"), "\r")
	switch {
	case len(content) > maxValueFile:
		return "", fmt.Errorf("%s is longer than %d bytes", path, maxValueFile)
	case text == "":
		return "", fmt.Errorf("%s is empty", path)
	case !utf8.ValidString(text):
		return "", fmt.Errorf("%s is not UTF-8 text", path)
	case strings.HasPrefix(text, byteOrderMark):
		return "", fmt.Errorf("%s starts with a byte order mark (U+FEFF), which is no part of the value: save the file without it", path)
	}
	return text, nil
}
