package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestValue(t *testing.T) {
	for _, c := range []struct {
		name    string
		direct  string
		content string // of the file, "-" for no variable
		want    string
		fails   string
	}{
		{"neither", "", "-", "", ""},
		{"the variable", secret, "-", secret, ""},
		{"the file", "", secret, secret, ""},
		{"one line end is cut off", "", secret + "\n", secret, ""},
		{"a line end of Windows too", "", secret + "\r\n", secret, ""},
		{"only the last one", "", secret + "\n\n", secret + "\n", ""},
		{"white space stays", "", " " + secret + " \n", " " + secret + " ", ""},
		{"both", secret, secret, "", "FUBEI_APP_SECRET and FUBEI_APP_SECRET_FILE are both set"},
		{"an empty file", "", "\n", "", "is empty"},
		{"a file that is no secret", "", strings.Repeat(secret, 4000), "", "is longer than 65536 bytes"},
	} {
		t.Run(c.name, func(t *testing.T) {
			variables := map[string]string{"FUBEI_APP_SECRET": c.direct}
			if c.content != "-" {
				path := filepath.Join(t.TempDir(), "app-secret")
				require.NoError(t, os.WriteFile(path, []byte(c.content), 0o600))
				variables["FUBEI_APP_SECRET_FILE"] = path
			}
			got, err := mapEnvironment(variables).value("FUBEI_APP_SECRET")
			assert.Equal(t, c.want, got)
			if c.fails == "" {
				assert.NoError(t, err)
				return
			}
			assert.ErrorContains(t, err, c.fails)
			assert.NotContains(t, err.Error(), secret)
		})
	}
}

func TestValueNamesAMissingFile(t *testing.T) {
	_, err := mapEnvironment(map[string]string{"FUBEI_APP_SECRET_FILE": "/absent/app-secret"}).value("FUBEI_APP_SECRET")
	assert.ErrorContains(t, err, "FUBEI_APP_SECRET_FILE: open /absent/app-secret")
}

func TestRequired(t *testing.T) {
	_, err := mapEnvironment(nil).required("FUBEI_APP_SECRET")
	assert.ErrorContains(t, err, "FUBEI_APP_SECRET or FUBEI_APP_SECRET_FILE must be set")
}

func TestRunWithSecretFiles(t *testing.T) {
	orders, bills := busyDay(22, 3)
	b := newBranch(t, bills)
	b.write(orders...)
	path := b.path("app-secret")
	require.NoError(t, os.WriteFile(path, []byte(secret+"\n"), 0o600))
	env := b.env()
	delete(env, "FUBEI_APP_SECRET")
	env["FUBEI_APP_SECRET_FILE"] = path
	got := runJob(t.Context(), mapEnvironment(env), disk{}, b.args("2026-11-22")...)
	assert.Equal(t, exitClean, got.status, got.stderr)

	env["FUBEI_APP_SECRET"] = secret
	got = runJob(t.Context(), mapEnvironment(env), disk{}, b.args("2026-11-22")...)
	assert.Equal(t, exitFailed, got.status)
	assert.Contains(t, got.stderr, "both set")
	assert.NotContains(t, got.stderr, secret)
}
