package client

import (
	"bytes"
	"errors"
	"fmt"
	"log/slog"
	"testing"

	"github.com/stretchr/testify/assert"
)

// shopClient is a client as every provider has one.
type shopClient struct {
	Printed
	secret string
}

func TestPrintedHidesWhatStandsBesideIt(t *testing.T) {
	c := shopClient{PrintedAs("shop.Client{ID: %q}", "fictional-id"), "fictional-secret"}
	const want = `shop.Client{ID: "fictional-id"}`
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%d", "%x"} {
		assert.Equal(t, want, fmt.Sprintf(verb, c), verb)
		assert.Equal(t, want, fmt.Sprintf(verb, &c), verb)
	}
	assert.Equal(t, fmt.Sprintf("%q", want), fmt.Sprintf("%q", c))
	assert.Equal(t, []string{want, want, want}, []string{c.String(), c.GoString(), c.LogValue().String()})
	var log bytes.Buffer
	slog.New(slog.NewTextHandler(&log, nil)).Info("client", "c", c)
	slog.New(slog.NewJSONHandler(&log, nil)).Info("client", "c", c)
	assert.NotContains(t, log.String(), "fictional-secret")
	assert.Contains(t, log.String(), "fictional-id")
}

type shopConfig struct {
	ID, Secret string
	Codes      []string
	Source     error
	Limit      int
	Policy     struct{ Attempts int }
	Keep       bool
}

func TestConfigText(t *testing.T) {
	full := shopConfig{ID: "fictional-id", Secret: "fictional-secret", Codes: []string{"1"}, Source: errors.New("fictional-secret"), Limit: 1, Keep: true}
	full.Policy.Attempts = 1
	for _, test := range []struct {
		reason string
		config shopConfig
		want   string
	}{
		{"empty", shopConfig{}, "shop.Config{}"},
		{"an identifier", shopConfig{ID: `a"b`}, `shop.Config{ID: "a\"b"}`},
		{"a secret", shopConfig{Secret: "fictional-secret"}, "shop.Config{Secret: set}"},
		{"an empty list is not set", shopConfig{Codes: []string{}}, "shop.Config{}"},
		{"everything, in the order of the struct", full, `shop.Config{ID: "fictional-id", Secret: set, Codes: set, Source: set, Limit: set, Policy: set, Keep: set}`},
	} {
		t.Run(test.reason, func(t *testing.T) {
			assert.Equal(t, test.want, ConfigText("shop.Config", test.config, "ID"))
		})
	}
}
