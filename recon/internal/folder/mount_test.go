//go:build linux

package folder_test

import (
	"errors"
	"iter"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/billrecon/billrecon/recon"
	"github.com/billrecon/billrecon/recon/daily"
	"github.com/billrecon/billrecon/recon/internal/trouble"
	"github.com/billrecon/billrecon/recon/shards"
)

// envMount names the folder that the test, run again as a process of its own, finds mounted read-only.
const envMount = "FOLDER_TEST_MOUNT"

func yielded(rows []recon.Record) iter.Seq2[recon.Record, error] {
	return func(yield func(recon.Record, error) bool) {
		for _, r := range rows {
			if !yield(r, nil) {
				return
			}
		}
	}
}

// TestReadOnlyMount: what was finished is read where the file system itself refuses every write, whoever asks: root can write past the
// permissions of files, but not to such a mount. What has to write says so, and changes nothing.
func TestReadOnlyMount(t *testing.T) {
	in, parts := trouble.Generate(3, 300), map[daily.Part][]byte{daily.PartHead: []byte("a head"), daily.PartPool: []byte("a pool")}
	match := func(path, run string) (*shards.Result, error) {
		return shards.Match(t.Context(), yielded(in.Bills), trouble.Same, yielded(in.Orders), trouble.Same, in.Rules,
			shards.Folder{Path: filepath.Join(path, "shards"), Run: run, Reuse: true})
	}
	if path := os.Getenv(envMount); path != "" {
		require.ErrorIs(t, os.WriteFile(filepath.Join(path, "x"), nil, 0o600), syscall.EROFS)
		store := daily.Folder(filepath.Join(path, "daily"))
		names, err := store.Names(t.Context())
		require.NoError(t, err)
		require.Equal(t, []string{"2026-11-22.1"}, names)
		for part, want := range parts {
			got, err := store.Load(t.Context(), names[0], part)
			require.NoError(t, err)
			assert.Equal(t, want, got)
		}
		_, err = store.Lock(t.Context())
		assert.ErrorIs(t, err, syscall.EROFS)
		res, err := match(path, "finished")
		require.NoError(t, err)
		whole, err := recon.Match(in.Bills, trouble.Same, in.Orders, trouble.Same, in.Rules)
		require.NoError(t, err)
		assert.Equal(t, whole.Digest(), res.Digest())
		_, err = match(path, "another")
		assert.Error(t, err)
		return
	}
	path := t.TempDir()
	for _, name := range []string{"shards", "daily"} {
		require.NoError(t, os.Mkdir(filepath.Join(path, name), 0o700))
	}
	_, err := match(path, "finished")
	require.NoError(t, err)
	store := daily.Folder(filepath.Join(path, "daily"))
	held, err := store.Lock(t.Context())
	require.NoError(t, err)
	require.NoError(t, errors.Join(held.Save(t.Context(), "2026-11-22.1", parts), held.Close()))

	const mounted = `mount --bind "$1" "$1" && mount -o remount,bind,ro "$1" || exit 77; exec "$0" -test.run '^TestReadOnlyMount$'`
	child := exec.Command("unshare", "--mount", "--map-root-user", "sh", "-c", mounted, os.Args[0], path)
	child.Env = append(os.Environ(), envMount+"="+path)
	out, err := child.CombinedOutput()
	if !strings.Contains(string(out), "PASS") && !strings.Contains(string(out), "FAIL") {
		t.Skipf("no mount can be made here: %v %s", err, out)
	}
	assert.NoError(t, err, "%s", out)
}
