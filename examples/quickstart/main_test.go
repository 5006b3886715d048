package main

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/billrecon/billrecon/billtest"
	"github.com/billrecon/billrecon/fubei"
	"github.com/billrecon/billrecon/fubei/fubeitest"
)

var update = flag.Bool("update", false, "write the golden files anew")

// pageSamples are the two rows that the provider's own page shows, never paid: the last of the sample.
func pageSamples(t *testing.T) []fubei.Bill {
	t.Helper()
	bills, err := readBills(sampleBills)
	require.NoError(t, err)
	return bills[len(bills)-2:]
}

// runProgram runs the program with an environment of its own.
func runProgram(t *testing.T, env map[string]string, args ...string) (status int, stdout, stderr string) {
	t.Helper()
	var out, errs bytes.Buffer
	status = run(context.Background(), args, func(name string) string { return env[name] }, &out, &errs)
	return status, out.String(), errs.String()
}

func TestQuickstartPrintsTheSame(t *testing.T) {
	for _, c := range []struct {
		name   string
		args   []string
		golden string
	}{
		{"the command of the README", nil, "quickstart.txt"},
		{"in English, every difference", []string{"-lang", "en", "-differences", "-1"}, "quickstart.en.txt"},
		{"a day of the month", []string{"-date", "2016-11-07", "-lang", "en"}, "day.txt"},
	} {
		t.Run(c.name, func(t *testing.T) {
			status, stdout, stderr := runProgram(t, nil, c.args...)
			assert.Zero(t, status, stderr)
			path := filepath.Join("testdata", c.golden)
			if *update {
				require.NoError(t, os.WriteFile(path, []byte(stdout), 0o644))
			}
			want, err := os.ReadFile(path)
			require.NoError(t, err)
			assert.Equal(t, string(want), stdout, "if the new output is right: go test ./examples/quickstart -update")
		})
	}
}

func TestQuickstartSaysWhatItWaitsFor(t *testing.T) {
	_, _, stderr := runProgram(t, nil)
	assert.Equal(t, "正在取账单：2016-11\n", stderr)
	_, _, stderr = runProgram(t, nil, "-lang", "en")
	assert.Equal(t, "fetching the bill of 2016-11\n", stderr)
}

func TestAMonthThatIsNotOverIsRefused(t *testing.T) {
	orders := fileOf(t, "order_no,amount,status,created_at\nA1,1.00,paid,2199-01-01 09:00:00\n")
	status, stdout, stderr := runProgram(t, nil, "-date", "2199-01-01", "-orders", orders)
	assert.Equal(t, 1, status)
	assert.Empty(t, stdout)
	assert.Contains(t, stderr, "is not over")
}

func TestRealRun(t *testing.T) {
	const secret = "fictional-secret-for-the-real-run"
	gateway := fubeitest.New(t, fubeitest.Options{AppID: "20170101000000000002", AppSecret: secret, Bills: pageSamples(t)})
	env := map[string]string{envAppID: "20170101000000000002", envAppSecret: secret, envBaseURL: gateway.URL()}
	status, stdout, stderr := runProgram(t, env, "-real", "-lang", "en", "-date", "2016-11-07", "-orders", "testdata/day.csv")
	assert.Zero(t, status, stderr)
	assert.Contains(t, stdout, "all 2 bills and 1 orders are in exactly one group each")
	assert.NotContains(t, stdout+stderr, secret)
}

// fileOf is a file with a text, as a secret is mounted into a container.
func fileOf(t *testing.T, text string) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "value")
	require.NoError(t, os.WriteFile(file, []byte(text), 0o600))
	return file
}

func TestRealRunWithCredentialsInFiles(t *testing.T) {
	const secret = "fictional-secret-for-the-real-run"
	gateway := fubeitest.New(t, fubeitest.Options{AppID: "20170101000000000002", AppSecret: secret, Bills: pageSamples(t)})
	env := map[string]string{
		envAppID + "_FILE": fileOf(t, "20170101000000000002\n"), envAppSecret + "_FILE": fileOf(t, secret+"\r\n"),
		envBaseURL + "_FILE": fileOf(t, gateway.URL()),
	}
	status, stdout, stderr := runProgram(t, env, "-real", "-lang", "en", "-date", "2016-11-07", "-orders", "testdata/day.csv")
	assert.Zero(t, status, stderr)
	assert.Contains(t, stdout, "all 2 bills and 1 orders are in exactly one group each")
	assert.NotContains(t, stdout+stderr, secret)
}

func TestCredentialsInFilesRefused(t *testing.T) {
	const secret = "fictional-secret-for-the-real-run"
	for _, c := range []struct {
		name string
		env  map[string]string
		want string
	}{
		{"both ways", map[string]string{envAppSecret: secret, envAppSecret + "_FILE": fileOf(t, secret)},
			"FUBEI_APP_SECRET and FUBEI_APP_SECRET_FILE are both set"},
		{"no such file", map[string]string{envAppID + "_FILE": "testdata/absent"}, "FUBEI_APP_ID_FILE: open testdata/absent"},
		{"an empty file", map[string]string{envBaseURL + "_FILE": fileOf(t, "\n")}, "FUBEI_BASE_URL_FILE: "},
		{"the secret alone", map[string]string{envAppSecret + "_FILE": fileOf(t, secret)}, "-real needs FUBEI_APP_ID and FUBEI_APP_SECRET"},
	} {
		t.Run(c.name, func(t *testing.T) {
			status, stdout, stderr := runProgram(t, c.env, "-real", "-orders", "testdata/day.csv")
			assert.Equal(t, 2, status)
			assert.Empty(t, stdout)
			assert.Contains(t, stderr, c.want)
			assert.NotContains(t, stderr, secret)
		})
	}
}

func TestRealRunThatFailsSaysHowFarItCame(t *testing.T) {
	const secret = "fictional-secret-for-the-real-run"
	bills, err := readBills(sampleBills)
	require.NoError(t, err)
	gateway := fubeitest.New(t, fubeitest.Options{
		AppID: "20170101000000000002", AppSecret: secret, Bills: bills,
		Faults: billtest.Script{{On: billtest.Page(3), Fault: billtest.Business("9996", "", "no permission")}},
	})
	env := map[string]string{envAppID: "20170101000000000002", envAppSecret: secret, envBaseURL: gateway.URL()}
	status, stdout, stderr := runProgram(t, env, "-real", "-date", "2016-11", "-orders", "testdata/day.csv")
	assert.Equal(t, 1, status)
	assert.Empty(t, stdout, "a partial bill is not reconciled")
	assert.Contains(t, stderr, "after 200 of 3610 rows")
	assert.Contains(t, stderr, "9996")
	assert.NotContains(t, stderr, secret)
}

func TestWrongUsage(t *testing.T) {
	credentials := map[string]string{envAppID: "20170101000000000002", envAppSecret: "fictional-secret"}
	for _, c := range []struct {
		name string
		env  map[string]string
		args []string
		want string
	}{
		{"an unknown flag", nil, []string{"-nope"}, "not defined"},
		{"an argument", nil, []string{"november"}, "unexpected argument"},
		{"a date of another shape", nil, []string{"-date", "11/2016"}, "-date must look like"},
		{"another language", nil, []string{"-lang", "fr"}, "it must be zh or en"},
		{"real without credentials", nil, []string{"-real"}, envAppSecret},
		{"real without orders", credentials, []string{"-real"}, "-orders"},
	} {
		t.Run(c.name, func(t *testing.T) {
			status, stdout, stderr := runProgram(t, c.env, c.args...)
			assert.Equal(t, 2, status)
			assert.Empty(t, stdout)
			assert.Contains(t, stderr, c.want)
		})
	}
	status, _, stderr := runProgram(t, nil, "-h")
	assert.Zero(t, status, "help is no error")
	assert.Contains(t, stderr, "order_no,amount,status,channel,created_at")
	assert.Contains(t, stderr, "FUBEI_APP_SECRET_FILE=/run/secrets/fubei")
}

func TestOrdersOfAnotherShopSystem(t *testing.T) {
	file := fileOf(t, "订单编号,实付金额,订单状态,支付时间,下单时间\n201614114702155,¥9.90,待支付,,2016/11/7 9:58\nX1,1.00,已支付,2016/11/7 0:01,2016/11/6 23:59\n")
	status, stdout, stderr := runProgram(t, nil, "-lang", "en", "-date", "2016-11-07", "-orders", file, "-time-column", "下单时间")
	assert.Zero(t, status, stderr)
	assert.Contains(t, stdout, "against 1 orders of that time (1 of other times left out)")
}

func TestMissingOrdersFileIsNamed(t *testing.T) {
	status, _, stderr := runProgram(t, nil, "-orders", "testdata/absent.csv")
	assert.Equal(t, 1, status)
	assert.Contains(t, stderr, "testdata/absent.csv")
}

func TestOptionsHideTheSecret(t *testing.T) {
	o := options{config: &fubei.Config{AppSecret: "fictional-secret"}}
	for _, verb := range []string{"%v", "%+v", "%#v", "%d"} {
		assert.NotContains(t, fmt.Sprintf(verb, o), "fictional-secret")
	}
}
