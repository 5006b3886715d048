package main

import (
	"fmt"

	"github.com/billrecon/billrecon/examples/internal/envfile"
)

// environment looks up a variable, "" when it is not set.
type environment func(name string) string

// value is the variable NAME, or the content of the file that NAME_FILE names, without the line end. Both set is an error. No
// error repeats a value.
func (e environment) value(name string) (string, error) { return envfile.Value(e, name) }

// required is value, which must not be empty.
func (e environment) required(name string) (string, error) {
	text, err := e.value(name)
	if err == nil && text == "" {
		err = fmt.Errorf("%s or %s_FILE must be set", name, name)
	}
	return text, err
}
