package xlsx_test

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/billrecon/billrecon/recon/orders/xlsx"
)

// TestMemory: a process that reads a large workbook stays small. It is a process of its own, since writing the workbook takes more.
func TestMemory(t *testing.T) {
	const name = "XLSX_READ"
	if path := os.Getenv(name); path != "" {
		count := 0
		for _, err := range xlsx.File(path, xlsx.Options{}).Rows(context.Background()) {
			require.NoError(t, err)
			count++
		}
		status, err := os.ReadFile("/proc/self/status")
		require.NoError(t, err)
		_, most, _ := strings.Cut(string(status), "VmHWM:")
		fmt.Println("read", count, strings.Fields(most)[0])
		return
	}
	if _, err := os.Stat("/proc/self/status"); err != nil {
		t.Skip("the system does not say what a process took")
	}
	rows := [][]any{head}
	for i := range 30_000 {
		rows = append(rows, []any{fmt.Sprintf("20261122%012d", i), "1.50", "2026-11-22 09:05:00"})
	}
	child := exec.Command(os.Args[0], "-test.run=^TestMemory$")
	child.Env = append(os.Environ(), name+"="+streamed(t, rows))
	out, err := child.Output()
	require.NoError(t, err)
	var count, most int
	_, err = fmt.Sscanf(string(out), "read %d %d", &count, &most)
	require.NoError(t, err)
	assert.Equal(t, 30_000, count)
	t.Logf("at most %d MB", most>>10)
	assert.Less(t, most, 100<<10, "KiB")
}
