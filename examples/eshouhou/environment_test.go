package main

import (
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func fileOf(t *testing.T, text string) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "value")
	require.NoError(t, os.WriteFile(file, []byte(text), 0o600))
	return file
}

func TestCredentialsInFiles(t *testing.T) {
	for _, end := range []string{"", "\n", "\r\n"} {
		env := map[string]string{envAppID: "fictional-app-01", envAppSecret + "_FILE": fileOf(t, secret+end)}
		o, err := parseOptions([]string{"a"}, func(name string) string { return env[name] }, io.Discard)
		require.NoError(t, err)
		assert.Equal(t, []string{"fictional-app-01", secret}, []string{o.appID, o.appSecret})
	}
}

func TestCredentialsInFilesRefused(t *testing.T) {
	nowhere := filepath.Join(t.TempDir(), "nowhere")
	for _, test := range []struct {
		reason string
		env    map[string]string
		want   string
	}{
		{"both ways", map[string]string{envAppSecret: secret, envAppSecret + "_FILE": fileOf(t, secret)},
			"ESHOUHOU_APP_SECRET and ESHOUHOU_APP_SECRET_FILE are both set: set one of them"},
		{"no such file", map[string]string{envAppID + "_FILE": nowhere}, "ESHOUHOU_APP_ID_FILE: open "},
		{"an empty file", map[string]string{envAppSecret + "_FILE": fileOf(t, "\n")}, "is empty"},
		{"not a file of one value", map[string]string{envAppSecret + "_FILE": fileOf(t, strings.Repeat(secret, 4_000))}, "is longer than 65536 bytes"},
		{"a folder", map[string]string{envAppSecret + "_FILE": t.TempDir()}, "ESHOUHOU_APP_SECRET_FILE: "},
		{"the secret alone", map[string]string{envAppSecret + "_FILE": fileOf(t, secret)}, envAppID + " missing"},
	} {
		t.Run(test.reason, func(t *testing.T) {
			status, rows, stderr := call(t, test.env, "", "a")
			assert.Equal(t, 2, status)
			assert.Empty(t, rows)
			assert.Contains(t, stderr, test.want)
		})
	}
}
