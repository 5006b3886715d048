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

	"github.com/billrecon/billrecon/billtest"
	"github.com/billrecon/billrecon/settlement/settlementtest"
)

const (
	testToken  = "fictional-token-for-the-real-run"
	testSecret = "fictional-secret-for-the-real-run"
)

// runProgram runs the program with an environment of its own.
func runProgram(t *testing.T, env map[string]string, args ...string) (status int, stdout, stderr string) {
	t.Helper()
	var out, errs bytes.Buffer
	status = run(context.Background(), args, func(name string) string { return env[name] }, &out, &errs)
	assert.NotContains(t, out.String()+errs.String(), testToken)
	assert.NotContains(t, out.String()+errs.String(), testSecret)
	return status, out.String(), errs.String()
}

// realRun is the environment of a run against gw.
func realRun(gw *settlementtest.Gateway) map[string]string {
	return map[string]string{envBaseURL: gw.URL(), envToken: testToken, envSecret: testSecret}
}

func gateway(t *testing.T, change func(*settlementtest.Options)) *settlementtest.Gateway {
	o := settlementtest.Options{Token: testToken, Secret: testSecret, Items: samples()}
	change(&o)
	return settlementtest.New(t, o)
}

const wholeBill = `百福得 settlement bill, paid 2022-09-01 00:00:00 to 2022-12-15 23:59:59: 1200 items on 4 pages, complete: true

                          items    settled (CNY)  points (福豆/次)
payments (付款单)           1080        240440.40        240440.40
refunds (退款单)             120        -26937.60        -26937.60
all                        1200        213502.80        213502.80
`

func TestRunOnMadeUpItems(t *testing.T) {
	status, stdout, stderr := runProgram(t, nil, "-fake")
	require.Zero(t, status, stderr)
	assert.Equal(t, squeeze("fake: these items are made up\n"+wholeBill), squeeze(stdout))
}

func TestWithoutCredentialsNothingIsMadeUp(t *testing.T) {
	status, stdout, stderr := runProgram(t, nil)
	assert.Equal(t, 2, status)
	assert.Empty(t, stdout)
	assert.Contains(t, stderr, envBaseURL+", "+envToken+", "+envSecret+" missing")
}

// squeeze makes runs of blanks one: Chinese letters are wider than they count.
func squeeze(text string) string {
	lines := strings.Split(text, "\n")
	for i, line := range lines {
		lines[i] = strings.Join(strings.Fields(line), " ")
	}
	return strings.Join(lines, "\n")
}

func TestRunInWindows(t *testing.T) {
	status, stdout, stderr := runProgram(t, nil, "-fake", "-window", "240h", "-parallel", "8")
	require.Zero(t, status, stderr)
	assert.Equal(t, squeeze("fake: these items are made up\n"+strings.Replace(wholeBill, "on 4 pages", "on 22 pages", 1)), squeeze(stdout))
}

func TestRunOfADay(t *testing.T) {
	for _, test := range []struct {
		name     string
		from, to string
		items    string
		pages    string // an empty page proves the end
	}{
		{"dates as the page's sample writes them", "2022-9-2", "2022-9-2", "12 items", "2 pages"},
		{"times", "2022-09-02 00:00:00", "2022-09-02 23:59:59", "12 items", "2 pages"},
		{"both ends included", "2022/9/2 8:00:00", "2022/9/2 10:00:00", "2 items", "2 pages"},
		{"a day without items", "2023-1-1", "2023-1-1", "0 items", "1 pages"},
	} {
		t.Run(test.name, func(t *testing.T) {
			status, stdout, stderr := runProgram(t, nil, "-fake", "-from", test.from, "-to", test.to)
			require.Zero(t, status, stderr)
			assert.Contains(t, stdout, ": "+test.items+" on "+test.pages+", complete: true")
		})
	}
}

func TestRealRunWithEverySigner(t *testing.T) {
	for i, name := range signerNames() {
		t.Run(name, func(t *testing.T) {
			gw := gateway(t, func(o *settlementtest.Options) { o.Scheme, o.Version = settlementtest.Schemes()[i], "1.0.0" })
			status, stdout, stderr := runProgram(t, realRun(gw), "-signer", name, "-version", "1.0.0", "-parallel", "1")
			require.Zero(t, status, stderr)
			assert.Contains(t, stdout, "1200 items")
			assert.Equal(t, 4, gw.Count())
		})
	}
}

// fileOf is a file with a text, as a secret is mounted into a container.
func fileOf(t *testing.T, text string) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "value")
	require.NoError(t, os.WriteFile(file, []byte(text), 0o600))
	return file
}

func TestRealRunWithCredentialsInFiles(t *testing.T) {
	gw := gateway(t, func(*settlementtest.Options) {})
	status, stdout, stderr := runProgram(t, map[string]string{
		envBaseURL + "_FILE": fileOf(t, gw.URL()), envToken + "_FILE": fileOf(t, testToken+"\n"), envSecret + "_FILE": fileOf(t, testSecret+"\r\n"),
	}, "-parallel", "1")
	require.Zero(t, status, stderr)
	assert.Contains(t, stdout, "1200 items")
	assert.Equal(t, 4, gw.Count(), "the real one was asked")
}

func TestCredentialsInFilesRefused(t *testing.T) {
	for _, test := range []struct {
		name string
		env  map[string]string
		want string
	}{
		{"both ways", map[string]string{envSecret: testSecret, envSecret + "_FILE": fileOf(t, testSecret)},
			"SETTLEMENT_SECRET and SETTLEMENT_SECRET_FILE are both set"},
		{"no such file", map[string]string{envToken + "_FILE": filepath.Join(t.TempDir(), "absent")}, "SETTLEMENT_ACCESS_TOKEN_FILE: open "},
		{"an empty file", map[string]string{envBaseURL + "_FILE": fileOf(t, "\n")}, "SETTLEMENT_BASE_URL_FILE: "},
		{"a token alone", map[string]string{envToken + "_FILE": fileOf(t, testToken)}, envBaseURL + ", " + envSecret + " missing"},
	} {
		t.Run(test.name, func(t *testing.T) {
			status, stdout, stderr := runProgram(t, test.env)
			assert.Equal(t, 2, status)
			assert.Empty(t, stdout)
			assert.Contains(t, stderr, test.want)
		})
	}
}

func TestRealRunWithTheWrongSigner(t *testing.T) {
	gw := gateway(t, func(o *settlementtest.Options) { o.Scheme = settlementtest.SecretWrapped })
	status, stdout, stderr := runProgram(t, realRun(gw))
	assert.Equal(t, 1, status)
	assert.Empty(t, stdout)
	assert.Contains(t, stderr, "10016")
	assert.Contains(t, stderr, "check Config.Signer, its secret and the clock")
	assert.Equal(t, 1, gw.Count(), "a refused sign is not retried")
}

func TestRealRunThatFailsUsesNoPartialBill(t *testing.T) {
	gw := gateway(t, func(o *settlementtest.Options) {
		o.Faults = billtest.Script{{On: billtest.Page(3), Fault: billtest.Business("9999", "", "busy")}}
	})
	file := filepath.Join(t.TempDir(), "bill.csv")
	status, stdout, stderr := runProgram(t, realRun(gw), "-out", file)
	assert.Equal(t, 1, status)
	assert.Empty(t, stdout)
	assert.Contains(t, stderr, "1000 items came before the failure, on 2 pages: a partial bill, not used")
	assert.NoFileExists(t, file)
}

func TestRunWritesTheTable(t *testing.T) {
	name := filepath.Join(t.TempDir(), "bill.csv")
	status, stdout, stderr := runProgram(t, realRun(gateway(t, func(*settlementtest.Options) {})), "-out", name)
	require.Zero(t, status, stderr)
	assert.Contains(t, stdout, "1200 rows written to ")
	file, err := os.Open(name)
	require.NoError(t, err)
	defer file.Close()
	rows, err := csv.NewReader(file).ReadAll()
	require.NoError(t, err)
	require.Len(t, rows, 1201)
	assert.Equal(t, columns, rows[0])
	refund := rows[10]
	assert.Equal(t, "退款单", refund[2])
	assert.Equal(t, "-4.33", refund[3], "a negative amount is no formula")
	assert.Equal(t, "-1", refund[6])
	assert.Equal(t, "2022-09-02 02:00:00", refund[13])
}

func TestATableOfMadeUpItemsSaysSo(t *testing.T) {
	name := filepath.Join(t.TempDir(), "bill.csv")
	status, _, stderr := runProgram(t, nil, "-fake", "-out", name)
	require.Zero(t, status, stderr)
	assert.NoFileExists(t, name)
	file, err := os.Open(strings.TrimSuffix(name, ".csv") + ".fake.csv")
	require.NoError(t, err)
	defer file.Close()
	rows, err := csv.NewReader(file).ReadAll()
	require.NoError(t, err)
	require.Len(t, rows, 1201)
	assert.Equal(t, append([]string{"fake"}, columns...), rows[0])
	assert.Equal(t, "fake", rows[1200][0])
}

func TestRunNamesAFileThatCannotBeWritten(t *testing.T) {
	status, _, stderr := runProgram(t, nil, "-fake", "-out", filepath.Join(t.TempDir(), "absent", "bill.csv"))
	assert.Equal(t, 1, status)
	assert.Contains(t, stderr, "bill.fake.csv")
}

func TestFindingsArePrinted(t *testing.T) {
	gw := gateway(t, func(o *settlementtest.Options) {
		o.Items = samples()[:3]
		o.Items[1].SettlementAmount = o.Items[1].SettlementAmount.Neg()
	})
	status, stdout, stderr := runProgram(t, realRun(gw))
	require.Zero(t, status, stderr)
	assert.Contains(t, stdout, "finding: 1 rows have amounts whose sign contradicts their settlementType")
}

func TestWrongUsage(t *testing.T) {
	for _, test := range []struct {
		name string
		env  map[string]string
		args []string
		want string
	}{
		{"an unknown flag", nil, []string{"-nope"}, "not defined"},
		{"an argument", nil, []string{"september"}, "unexpected argument"},
		{"a start that is no time", nil, []string{"-from", "yesterday"}, "-from must look like"},
		{"an end that is no time", nil, []string{"-to", "2022-02-30"}, "-to must look like"},
		{"an unknown signer", nil, []string{"-signer", "rsa"}, "-signer must be one of sorted-md5, sorted-body-md5, sorted-sha1"},
		{"a token alone", map[string]string{envToken: testToken}, nil, envBaseURL + ", " + envSecret + " missing"},
		{"no token", map[string]string{envBaseURL: "https://settlement.example", envSecret: testSecret}, nil, envToken + " missing"},
	} {
		t.Run(test.name, func(t *testing.T) {
			status, stdout, stderr := runProgram(t, test.env, test.args...)
			assert.Equal(t, 2, status)
			assert.Empty(t, stdout)
			assert.Contains(t, stderr, test.want)
		})
	}
	status, _, stderr := runProgram(t, nil, "-h")
	assert.Zero(t, status, "help is no error")
	assert.Contains(t, stderr, "The rule of the sign is not public")
	assert.Contains(t, stderr, "SETTLEMENT_SECRET_FILE=/run/secrets/settlement")
}

func TestWhatTheSDKRefusesIsAFailure(t *testing.T) {
	for _, test := range []struct {
		name string
		args []string
		want string
	}{
		{"an end before the start", []string{"-from", "2022-9-2", "-to", "2022-9-1"}, "PaymentEnd is before PaymentStart"},
		{"a window of half a second", []string{"-window", "500ms"}, "ItemQuery.Window is 500ms"},
		{"too many at a time", []string{"-parallel", "65"}, "Config.Prefetch is 65"},
	} {
		t.Run(test.name, func(t *testing.T) {
			status, _, stderr := runProgram(t, nil, append(test.args, "-fake")...)
			assert.Equal(t, 1, status)
			assert.Contains(t, stderr, test.want)
		})
	}
}

func TestOptionsHideTheSecrets(t *testing.T) {
	env := map[string]string{envBaseURL: "https://settlement.example", envToken: testToken, envSecret: testSecret}
	o, err := parseOptions(nil, func(name string) string { return env[name] }, &bytes.Buffer{})
	require.NoError(t, err)
	for _, verb := range []string{"%v", "%+v", "%#v", "%d"} {
		text := fmt.Sprintf(verb, o)
		assert.NotContains(t, text, testToken)
		assert.NotContains(t, text, testSecret)
	}
}
