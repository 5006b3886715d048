package main

import (
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestTwoRunsAtOnceForOneShop(t *testing.T) {
	b := ready(t)
	unlock, err := lock(b.path("state"), morning)
	require.NoError(t, err)
	before := b.files("state")
	got := b.run("2026-11-22")
	assert.Equal(t, exitFailed, got.status)
	assert.Contains(t, got.stderr, "another run holds")
	assert.Contains(t, got.stderr, "since 2026-11-23 07:00:00 UTC+8): wait for it to end")
	assert.Equal(t, before, b.files("state"))

	unlock()
	assert.Equal(t, exitDifferences, b.run("2026-11-22").status, "the lock's file stays and locks nobody out")
}

func TestLockIsGivenBackAfterAFailure(t *testing.T) {
	b := ready(t)
	require.NoError(t, os.Rename(b.path("orders.csv"), b.path("away.csv")))
	assert.Equal(t, exitFailed, b.run("2026-11-22").status)
	require.NoError(t, os.Rename(b.path("away.csv"), b.path("orders.csv")))
	assert.Equal(t, exitDifferences, b.run("2026-11-22").status)
}

func TestLockWithoutAFolder(t *testing.T) {
	_, err := lock(t.TempDir()+"/absent", morning)
	assert.ErrorContains(t, err, "lock")
}

// TestHolderIsALineOfOurs: what else stands in the lock's file is not printed.
func TestHolderIsALineOfOurs(t *testing.T) {
	path := t.TempDir() + "/daily.lock"
	for text, want := range map[string]string{
		"process 7, since noon\n": " (process 7, since noon)", "": "", "\n": "", "two\nlines\n": "", strings.Repeat("long ", 100) + "\n\n": "",
	} {
		require.NoError(t, os.WriteFile(path, []byte(text), 0o600))
		assert.Equal(t, want, holder(path), "%q", text)
	}
	assert.Empty(t, holder(path+"/absent"))
}
