package main

import (
	"io"
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestParseOptions(t *testing.T) {
	for _, test := range []struct {
		reason string
		args   []string
		addr   string
		ok     bool
	}{
		{"nothing", nil, "127.0.0.1:8090", true},
		{"a free port", []string{"-addr", "127.0.0.1:0"}, "127.0.0.1:0", true},
		{"IPv6", []string{"-addr", "[::1]:8090"}, "[::1]:8090", true},
		{"a name", []string{"-addr", "localhost:8090"}, "localhost:8090", true},
		{"every address of this machine", []string{"-addr", ":8090"}, "", false},
		{"every address, spelled out", []string{"-addr", "0.0.0.0:8090"}, "", false},
		{"another address", []string{"-addr", "192.0.2.1:8090"}, "", false},
		{"another name", []string{"-addr", "console.example:8090"}, "", false},
		{"no port", []string{"-addr", "127.0.0.1"}, "", false},
		{"an argument", []string{"x"}, "", false},
		{"an unknown flag", []string{"-x"}, "", false},
	} {
		t.Run(test.reason, func(t *testing.T) {
			o, err := parseOptions(test.args, io.Discard)
			assert.Equal(t, test.ok, err == nil, "%v", err)
			if test.ok {
				assert.Equal(t, test.addr, o.addr)
			}
		})
	}
}
