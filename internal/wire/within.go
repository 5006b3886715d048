package wire

import (
	"errors"
	"strings"
)

// Within moves an error to its place in the whole reply: it was found in one member of it, read as a document of its own: the member
// is called name, and its value starts at byte at. An error that is no [FieldError] stays as it is.
func Within(err error, name string, at int) error {
	var field *FieldError
	if !errors.As(err, &field) {
		return err
	}
	moved := *field
	switch {
	case field.Path == "", strings.HasPrefix(field.Path, "["):
		moved.Path = name + field.Path
	default:
		moved.Path = name + "." + field.Path
	}
	moved.Offset += int64(at)
	return &moved
}

// Passing reports whether another attempt may help: a document that is cut short or no JSON at all comes from something between
// us and the provider. JSON of the wrong shape will be the same again.
func Passing(err error) bool {
	var field *FieldError
	return errors.As(err, &field) && (field.Truncated || field.NotJSON)
}
