package recon_test

import (
	"fmt"
	"hash/crc32"
	"strings"
	"testing"
)

// reseal changes a sealed file as a program that knows the form would: one line, and its CRC-32C in hex.
func reseal(t *testing.T, path, old, with string) {
	t.Helper()
	line, _, _ := strings.Cut(read(t, path), "\n")
	line = strings.Replace(line, old, with, 1)
	sum := crc32.Checksum([]byte(line), crc32.MakeTable(crc32.Castagnoli))
	write(t, path, fmt.Sprintf("%s\n%08x\n", line, sum))
}
