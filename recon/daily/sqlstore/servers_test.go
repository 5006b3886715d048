//go:build linux || darwin

package sqlstore_test

import (
	"context"
	"database/sql"
	"fmt"
	"net"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strconv"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// program is a server's program, in the PATH or where Debian puts it; the test is skipped when it is not installed.
func program(t *testing.T, name string) string {
	t.Helper()
	if path, err := exec.LookPath(name); err == nil {
		return path
	}
	for _, pattern := range []string{"/usr/lib/postgresql/*/bin/", "/usr/sbin/"} {
		if found, _ := filepath.Glob(pattern + name); len(found) > 0 {
			return found[len(found)-1]
		}
	}
	t.Skipf("%s is not installed: .ci/run installs it where it may", name)
	return ""
}

// account is a folder and a way to run programs, as the user that the server wants when the test is root, or else as the test's own.
type account struct {
	folder     string
	credential *syscall.Credential
}

func accountOf(t *testing.T, name string) account {
	t.Helper()
	folder, err := os.MkdirTemp("", "billrecon-"+name)
	require.NoError(t, err)
	t.Cleanup(func() { os.RemoveAll(folder) })
	a := account{folder: folder}
	if os.Getuid() == 0 {
		u, err := user.Lookup(name)
		if err != nil {
			t.Skipf("there is no user %s, and the server does not run as root", name)
		}
		uid, _ := strconv.Atoi(u.Uid)
		gid, _ := strconv.Atoi(u.Gid)
		require.NoError(t, os.Chown(folder, uid, gid))
		a.credential = &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}
	}
	return a
}

func (a account) command(path string, args ...string) *exec.Cmd {
	cmd := exec.Command(path, args...)
	cmd.Dir = a.folder
	cmd.SysProcAttr = &syscall.SysProcAttr{Credential: a.credential}
	return cmd
}

// serve starts a server, waits until it answers, and ends it with the test.
func (a account) serve(t *testing.T, driver, dsn, path string, args ...string) string {
	t.Helper()
	log, err := os.Create(filepath.Join(a.folder, "server.log"))
	require.NoError(t, err)
	defer log.Close()
	cmd := a.command(path, args...)
	cmd.Stdout, cmd.Stderr = log, log
	require.NoError(t, cmd.Start())
	t.Cleanup(func() {
		_ = cmd.Process.Signal(syscall.SIGQUIT)
		done := time.AfterFunc(10*time.Second, func() { _ = cmd.Process.Kill() })
		_ = cmd.Wait()
		done.Stop()
	})
	db, err := sql.Open(driver, dsn)
	require.NoError(t, err)
	defer db.Close()
	answers := func() bool {
		ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
		defer cancel()
		return db.PingContext(ctx) == nil
	}
	if !waitFor(answers) {
		text, _ := os.ReadFile(log.Name())
		t.Fatalf("%s does not answer: %s", path, text)
	}
	return driver + "|" + dsn
}

func waitFor(done func() bool) bool {
	for range 600 {
		if done() {
			return true
		}
		time.Sleep(100 * time.Millisecond)
	}
	return false
}

func freePort(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	defer l.Close()
	return strconv.Itoa(l.Addr().(*net.TCPAddr).Port)
}

func startPostgreSQL(t *testing.T) string {
	server, initdb := program(t, "postgres"), program(t, "initdb")
	a := accountOf(t, "postgres")
	out, err := a.command(initdb, "-D", "data", "-U", "books", "-A", "trust", "-E", "UTF8", "--no-locale", "--no-sync").CombinedOutput()
	require.NoError(t, err, string(out))
	port := freePort(t)
	return a.serve(t, "pgx", fmt.Sprintf("postgres://books@127.0.0.1:%s/postgres?sslmode=disable", port),
		server, "-D", "data", "-p", port, "-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories=", "-c", "fsync=off")
}

func startMariaDB(t *testing.T) string {
	server, install := program(t, "mariadbd"), program(t, "mariadb-install-db")
	a := accountOf(t, "mysql")
	data := filepath.Join(a.folder, "data")
	out, err := a.command(install, "--no-defaults", "--datadir="+data, "--auth-root-authentication-method=normal", "--skip-name-resolve").CombinedOutput()
	require.NoError(t, err, string(out))
	port := freePort(t)
	return a.serve(t, "mysql", fmt.Sprintf("root@tcp(127.0.0.1:%s)/test", port),
		server, "--no-defaults", "--datadir="+data, "--bind-address=127.0.0.1", "--port="+port, "--socket="+filepath.Join(a.folder, "socket"),
		"--pid-file="+filepath.Join(a.folder, "pid"), "--innodb-flush-log-at-trx-commit=0", "--skip-name-resolve")
}
