// Package clienttest has what the tests of all clients ask of a Config, a Client and a signature.
package clienttest

import (
	"bytes"
	"encoding/json"
	"fmt"
	"log/slog"
	"os"
	"reflect"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/billrecon/billrecon/internal/client"
)

var verbs = []string{"%v", "%+v", "%#v", "%s", "%q", "%d", "%x", "%T"}

// RequireFull checks that a Config has every field set and names each of them in its text: what the other tests say about it then
// holds for a field that is added later.
func RequireFull[C fmt.Stringer](t *testing.T, config C) {
	t.Helper()
	v := reflect.ValueOf(config)
	for i := range v.NumField() {
		name := v.Type().Field(i).Name
		require.False(t, v.Field(i).IsZero(), "%s is zero: set it, so that the tests around it cover it", name)
		require.Contains(t, config.String(), name+": ")
	}
}

// AssertPassedOn checks that every common field of a Config that has all set reaches what all clients share: one that is forgotten
// there would do nothing.
func AssertPassedOn(t *testing.T, common client.Config, pages bool) {
	t.Helper()
	const fields = "{BaseURL: set, HTTPClient: set, Logger: set, Timeout: set, Retry: set, RateLimit: set, MaxResponseBytes: set, Location: set, KeepRaw: set"
	if !pages {
		assert.Equal(t, fields+"}", client.ConfigText("", common))
		return
	}
	assert.Equal(t, fields+", Paging: set}", client.ConfigText("", common))
	assert.Equal(t, "{MaxPages: set, MaxRows: set, Prefetch: set, Drift: set, ReadTwice: set}", client.ConfigText("", common.Paging))
}

// AssertHidden prints, logs and marshals v, alone and inside of other values, and looks for the secrets, as they are and in
// hexadecimal digits.
func AssertHidden[T any](t *testing.T, v T, secrets ...string) {
	t.Helper()
	nested := struct {
		Name  string
		Value T
		Ref   *T
	}{"service", v, &v}
	var shown bytes.Buffer
	for _, verb := range verbs {
		fmt.Fprintf(&shown, verb+verb+verb+verb+verb, v, &v, nested, &nested, []T{v})
	}
	for _, v := range []any{v, &v, nested} {
		text, err := json.Marshal(v)
		require.NoError(t, err)
		shown.Write(text)
	}
	slog.New(slog.NewTextHandler(&shown, nil)).Info("shown", "v", v, "p", &v, "n", nested)
	slog.New(slog.NewJSONHandler(&shown, nil)).Info("shown", "v", v, "p", &v, "n", nested)
	assertLacks(t, shown.String(), secrets)
}

// AssertHiddenInside prints values that hold v in fields whose methods package fmt cannot call.
func AssertHiddenInside[T any](t *testing.T, v T, secrets ...string) {
	t.Helper()
	holder := struct {
		ref   *T
		value T
	}{&v, v}
	var shown bytes.Buffer
	for _, verb := range verbs {
		fmt.Fprintf(&shown, verb+verb, holder, &holder)
	}
	slog.New(slog.NewTextHandler(&shown, nil)).Info("shown", "h", holder)
	assertLacks(t, shown.String(), secrets)
}

func assertLacks(t *testing.T, text string, secrets []string) {
	t.Helper()
	for _, secret := range secrets {
		assert.NotContains(t, text, secret)
		assert.NotContains(t, text, fmt.Sprintf("%x", secret))
	}
}

// Vectors reads the known answers of a provider's rule out of testdata/sign.json; the secrets in them are fictional.
func Vectors[V any](t testing.TB) []V {
	t.Helper()
	text, err := os.ReadFile("testdata/sign.json")
	require.NoError(t, err)
	var file struct{ Vectors []V }
	require.NoError(t, json.Unmarshal(text, &file))
	require.NotEmpty(t, file.Vectors)
	return file.Vectors
}
