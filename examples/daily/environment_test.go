package main

import (
	"os"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestRunWithSecretFiles(t *testing.T) {
	orders, bills := busyDay(22, 3)
	b := newBranch(t, bills)
	b.write(orders...)
	path := b.path("app-secret")
	require.NoError(t, os.WriteFile(path, []byte(secret+"\n"), 0o600))
	env := b.env()
	delete(env, "FUBEI_APP_SECRET")
	env["FUBEI_APP_SECRET_FILE"] = path
	got := runJob(t.Context(), env, b.args("2026-11-22")...)
	assert.Equal(t, exitClean, got.status, got.stderr)

	env["FUBEI_APP_SECRET"] = secret
	got = runJob(t.Context(), env, b.args("2026-11-22")...)
	assert.Equal(t, exitFailed, got.status)
	assert.Contains(t, got.stderr, "both set")
	assert.NotContains(t, got.stderr, secret)
}
