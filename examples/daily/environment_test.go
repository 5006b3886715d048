package main

import (
	"os"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

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
