package client

import (
	"fmt"
	"io"
	"log/slog"
	"reflect"
	"slices"
	"strconv"
	"strings"
)

// Printed is embedded in a Client: it is what the Client prints and logs as, so that nothing beside it is shown. Whoever embeds it
// gets its methods.
type Printed struct{ text string }

// PrintedAs returns a Printed with the text to show.
func PrintedAs(format string, args ...any) Printed { return Printed{fmt.Sprintf(format, args...)} }

// String returns the text.
func (p Printed) String() string { return p.text }

// GoString is String, so that %#v shows no internals.
func (p Printed) GoString() string { return p.text }

// Format writes String for every verb, quoted for %q.
func (p Printed) Format(f fmt.State, verb rune) { Format(f, verb, p.text) }

// LogValue is String, so that slog shows no internals.
func (p Printed) LogValue() slog.Value { return slog.StringValue(p.text) }

// Format writes one text for every verb, quoted for %q.
func Format(f fmt.State, verb rune, text string) {
	if verb == 'q' {
		text = strconv.Quote(text)
	}
	_, _ = io.WriteString(f, text)
}

// ConfigText returns what a Config prints as: the values of its identifiers, and the names of the other fields that are set, in the
// order of the struct. An empty list is not set.
func ConfigText(typeName string, config any, identifiers ...string) string {
	var parts []string
	v := reflect.ValueOf(config)
	for _, name := range identifiers {
		if id := v.FieldByName(name).String(); id != "" {
			parts = append(parts, fmt.Sprintf("%s: %q", name, id))
		}
	}
	for i := range v.NumField() {
		name := v.Type().Field(i).Name
		if isSet(v.Field(i)) && !slices.Contains(identifiers, name) {
			parts = append(parts, name+": set")
		}
	}
	return typeName + "{" + strings.Join(parts, ", ") + "}"
}

func isSet(field reflect.Value) bool {
	return !field.IsZero() && (field.Kind() != reflect.Slice || field.Len() > 0)
}
