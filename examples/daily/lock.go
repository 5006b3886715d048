package main

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/gofrs/flock"
)

// lock keeps a second run out of a state folder until it is unlocked. It is a lock of the operating system, which ends with the
// process however that ends: a killed run leaves a file and no lock. The file says who holds it.
func lock(folder string, now time.Time) (unlock func(), err error) {
	path := filepath.Join(folder, "daily.lock")
	l := flock.New(path)
	locked, err := l.TryLock()
	if err != nil {
		return nil, fmt.Errorf("lock: %w", err)
	}
	if !locked {
		return nil, fmt.Errorf("another run holds %s%s: wait for it to end", path, holder(path))
	}
	text := fmt.Sprintf("process %d, since %s\n", os.Getpid(), now.In(shopZone).Format(time.DateTime+" UTC+8"))
	_ = os.WriteFile(path, []byte(text), 0o600) // for people only: the lock does not depend on it
	return func() { _ = l.Unlock() }, nil
}

// mostHolderText bounds what is read of the lock's file: it is one line of ours, unless somebody put another file there.
const mostHolderText = 200

// holder is what the file says, if it can be read.
func holder(path string) string {
	f, err := os.Open(path)
	if err != nil {
		return ""
	}
	defer f.Close()
	content, err := io.ReadAll(io.LimitReader(f, mostHolderText+1))
	text := strings.TrimSuffix(string(content), "\n")
	if err != nil || text == "" || len(content) > mostHolderText || strings.ContainsAny(text, "\r\n") {
		return ""
	}
	return " (" + text + ")"
}
