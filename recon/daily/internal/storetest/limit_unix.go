//go:build linux || darwin

package storetest

import (
	"fmt"
	"os"
	"strings"
	"syscall"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// envLimit is the most bytes that a file of a child process may have.
const envLimit = "STORE_TEST_LIMIT"

func limitFiles() error {
	var most uint64
	if _, err := fmt.Sscan(os.Getenv(envLimit), &most); err != nil {
		return nil
	}
	return syscall.Setrlimit(syscall.RLIMIT_FSIZE, &syscall.Rlimit{Cur: most, Max: most})
}

// FullDisk runs children that find no room for files larger than each of most: they say so, and leave the day as it was.
func FullDisk(t *testing.T, open Open, target string, most ...int64) {
	store, err := open(t.Context(), target)
	require.NoError(t, err)
	run(t, store, 21, false)
	run(t, store, 22, false)
	before := kept(t, store)
	for _, size := range most {
		cmd := command(target, fmt.Sprintf("%s=%d", envLimit, size))
		var stderr strings.Builder
		cmd.Stderr = &stderr
		require.Error(t, cmd.Run())
		require.NotEmpty(t, stderr.String())
		assert.Equal(t, before, kept(t, store), stderr.String())
	}
	result, err := Job(store, true).Run(t.Context(), day(22))
	require.NoError(t, err)
	assert.False(t, result.Same)
}
