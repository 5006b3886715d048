package main

import (
	"bytes"
	"context"
	"encoding/csv"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const secret = "fictional-secret-of-the-example"

// call runs the program.
func call(t *testing.T, env map[string]string, stdin string, args ...string) (status int, rows [][]string, stderr string) {
	t.Helper()
	var out, errs bytes.Buffer
	status = run(t.Context(), args, func(name string) string { return env[name] }, strings.NewReader(stdin), &out, &errs)
	rows, err := csv.NewReader(&out).ReadAll()
	require.NoError(t, err)
	assert.NotContains(t, errs.String(), secret)
	return status, rows, errs.String()
}

func TestSamples(t *testing.T) {
	status, marked, stderr := call(t, nil, "", "-fake")
	rows := unmarked(t, marked)
	assert.Zero(t, status, stderr)
	require.Len(t, rows, sampleOrders+1)
	assert.Equal(t, columns, rows[0])
	assert.Equal(t, []string{"70e84c66-6607-4e9e-bf99-e04cc6b429b8", "ok", "W202108050004", "6a6f0e4e-70ef-4438-b9b6-3ae7a39368aa", "0.00", "0.02",
		"", "", "", "未收款", "待结账/待付款", "", ""}, rows[1], "an amount that was not given is empty")
	assert.Equal(t, "TotalAmount:differs", rows[2][12])
	assert.Equal(t, "no statement", rows[sampleOrders][1])
	assert.Contains(t, stderr, "work order 40 of 40")
	assert.Contains(t, stderr, "39 statements, 1 work orders without one, 0 failed")
}

// unmarked returns rows of made-up statements without the column that says so.
func unmarked(t *testing.T, rows [][]string) [][]string {
	t.Helper()
	var rest [][]string
	for _, row := range rows {
		require.Equal(t, "fake", row[0])
		rest = append(rest, row[1:])
	}
	return rest
}

// app is the environment of a run with credentials.
func app() map[string]string {
	return map[string]string{envAppID: "fictional-app-01", envAppSecret: secret}
}

func TestWithoutCredentialsNothingIsMadeUp(t *testing.T) {
	status, rows, stderr := call(t, nil, "", "a")
	assert.Equal(t, 2, status)
	assert.Empty(t, rows)
	assert.Contains(t, stderr, envAppID+", "+envAppSecret+" missing")
}

func TestIDsOfArgumentsAndFiles(t *testing.T) {
	const first = "70e84c66-6607-4e9e-bf99-e04cc6b429b8"
	file := filepath.Join(t.TempDir(), "ids.txt")
	require.NoError(t, os.WriteFile(file, []byte("\ufeff# work orders\r\n"+first+" \r\n\r\nunknown\r\n"), 0o600))
	for _, test := range []struct {
		reason, stdin string
		args          []string
	}{
		{"arguments", "", []string{first, "unknown"}},
		{"a file", "", []string{"-ids", file}},
		{"standard input", first + "\nunknown\n", []string{"-ids", "-"}},
		{"one at a time", "", []string{"-concurrency", "1", first, "unknown"}},
	} {
		t.Run(test.reason, func(t *testing.T) {
			status, marked, _ := call(t, nil, test.stdin, append([]string{"-fake"}, test.args...)...)
			rows := unmarked(t, marked)
			assert.Zero(t, status)
			require.Len(t, rows, 3)
			assert.Equal(t, []string{first, "ok", "unknown", "no statement"}, append(rows[1][:2:2], rows[2][:2]...))
		})
	}
}

func TestOutputFile(t *testing.T) {
	file := filepath.Join(t.TempDir(), "out.csv")
	status, rows, _ := call(t, nil, "", "-fake", "-out", file)
	assert.Zero(t, status)
	assert.Empty(t, rows, "nothing on standard output")
	assert.NoFileExists(t, file)
	text, err := os.ReadFile(strings.TrimSuffix(file, ".csv") + ".fake.csv")
	require.NoError(t, err)
	assert.Equal(t, sampleOrders+1, strings.Count(string(text), "\n"))
}

func TestAFailedWorkOrderIsARowAndAStatus(t *testing.T) {
	status, marked, stderr := call(t, nil, "", "-fake", "unknown", "a\tb")
	rows := unmarked(t, marked)
	assert.Equal(t, 1, status)
	require.Len(t, rows, 3)
	assert.Equal(t, []string{"a\tb", "eshouhou: workOrderID holds a control character: it must not"}, rows[2][:2])
	assert.Contains(t, stderr, "eshouhou: 1 work orders failed: see the column result")
}

func TestWrongUsage(t *testing.T) {
	for _, test := range []struct {
		reason string
		env    map[string]string
		args   []string
		want   string
	}{
		{"an unknown flag", nil, []string{"-x"}, "flag provided but not defined"},
		{"ids twice", nil, []string{"-ids", "f", "a"}, "not both"},
		{"no secret", map[string]string{envAppID: "fictional-app-01"}, []string{"a"}, envAppSecret + " missing"},
		{"no app", map[string]string{envAppSecret: secret}, []string{"a"}, envAppID + " missing"},
		{"credentials and no ids", app(), nil, "give work order ids"},
	} {
		t.Run(test.reason, func(t *testing.T) {
			status, rows, stderr := call(t, test.env, "", test.args...)
			assert.Equal(t, 2, status)
			assert.Empty(t, rows)
			assert.Contains(t, stderr, test.want)
		})
	}
	status, _, stderr := call(t, nil, "", "-h")
	assert.Zero(t, status)
	assert.Contains(t, stderr, "Exit status")
}

func TestRunsThatFail(t *testing.T) {
	for _, test := range []struct {
		reason string
		args   []string
		want   string
	}{
		{"no such file", []string{"-ids", filepath.Join(t.TempDir(), "none")}, "no such file"},
		{"no such folder", []string{"-out", filepath.Join(t.TempDir(), "none", "out.csv")}, "no such file"},
		{"no ids", []string{"-ids", "-"}, "there is no work order id"},
		{"too many at a time", []string{"-concurrency", "65"}, "eshouhou: Config.Concurrency is 65"},
	} {
		t.Run(test.reason, func(t *testing.T) {
			status, _, stderr := call(t, nil, "", append(test.args, "-fake")...)
			assert.Equal(t, 1, status)
			assert.Contains(t, stderr, test.want)
		})
	}
}

func TestInterrupted(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	var out, errs bytes.Buffer
	assert.Equal(t, 1, run(ctx, []string{"-fake"}, func(string) string { return "" }, nil, &out, &errs))
	assert.Contains(t, errs.String(), "the remaining work orders were not asked for: context canceled")
}

func TestOptionsHideTheSecret(t *testing.T) {
	o, err := parseOptions([]string{"a"}, func(name string) string { return map[string]string{envAppID: "id", envAppSecret: secret}[name] }, &bytes.Buffer{})
	require.NoError(t, err)
	assert.Equal(t, secret, o.appSecret)
	assert.NotContains(t, fmt.Sprintf("%v %+v %#v %s", o, o, o, o), secret)
}
