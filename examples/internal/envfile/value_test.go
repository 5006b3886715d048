package envfile

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const secret = "fictional-secret-in-a-file"

func TestValue(t *testing.T) {
	for _, c := range []struct {
		name    string
		direct  string
		content string // of the file, "-" for no variable
		want    string
		fails   string
	}{
		{"neither", "", "-", "", ""},
		{"the variable", secret, "-", secret, ""},
		{"the file", "", secret, secret, ""},
		{"one line end is cut off", "", secret + "\n", secret, ""},
		{"a line end of Windows too", "", secret + "\r\n", secret, ""},
		{"only the last one", "", secret + "\n\n", secret + "\n", ""},
		{"white space stays", "", " " + secret + " \n", " " + secret + " ", ""},
		{"as long as a value can be", "", strings.Repeat("x", 64<<10), strings.Repeat("x", 64<<10), ""},
		{"both", secret, secret, "", "FUBEI_APP_SECRET and FUBEI_APP_SECRET_FILE are both set: set one of them"},
		{"an empty file", "", "", "", "FUBEI_APP_SECRET_FILE: "},
		{"a file with a line end alone", "", "\r\n", "", "is empty"},
		{"a file with a byte order mark", "", "\ufeff" + secret + "\r\n", "", "FUBEI_APP_SECRET_FILE: "},
		{"a file with a byte order mark, in words", "", "\ufeff" + secret, "", "starts with a byte order mark (U+FEFF), which is no part of the value: save the file without it"},
		{"a file in UTF-16", "", "\xff\xfef\x00i\x00c\x00", "", "is not UTF-8 text"},
		{"a file that is no secret", "", strings.Repeat(secret, 4000), "", "is longer than 65536 bytes"},
	} {
		t.Run(c.name, func(t *testing.T) {
			env := map[string]string{"FUBEI_APP_SECRET": c.direct}
			if c.content != "-" {
				env["FUBEI_APP_SECRET_FILE"] = filepath.Join(t.TempDir(), "app-secret")
				require.NoError(t, os.WriteFile(env["FUBEI_APP_SECRET_FILE"], []byte(c.content), 0o600))
			}
			got, err := Value(func(name string) string { return env[name] }, "FUBEI_APP_SECRET")
			assert.Equal(t, c.want, got)
			if c.fails == "" {
				assert.NoError(t, err)
				return
			}
			assert.ErrorContains(t, err, c.fails)
			assert.NotContains(t, err.Error(), secret)
		})
	}
}

// TestValueNamesTheVariable, and the file, of what cannot be read.
func TestValueNamesTheVariable(t *testing.T) {
	folder := t.TempDir()
	for _, path := range []string{folder, filepath.Join(folder, "absent")} {
		_, err := Value(func(name string) string { return map[string]string{"FUBEI_APP_SECRET_FILE": path}[name] }, "FUBEI_APP_SECRET")
		assert.ErrorContains(t, err, "FUBEI_APP_SECRET_FILE: ")
		assert.ErrorContains(t, err, path)
	}
}

func TestFlags(t *testing.T) {
	env := map[string]string{"SHOP_NAME": "other", "SHOP_HOLD": "3", "SHOP_TIME_COLUMN": "paid"}
	parse := func() (name, hold, column string, err error) {
		flags := flag.NewFlagSet("shop", flag.ContinueOnError)
		flags.String("name", "", "")
		flags.Int("hold", 1, "")
		flags.String("time-column", "", "")
		require.NoError(t, flags.Parse([]string{"-name", "given"}))
		err = Flags(flags, func(name string) string { return env[name] }, "SHOP_")
		return flags.Lookup("name").Value.String(), flags.Lookup("hold").Value.String(), flags.Lookup("time-column").Value.String(), err
	}
	name, hold, column, err := parse()
	require.NoError(t, err)
	assert.Equal(t, []string{"given", "3", "paid"}, []string{name, hold, column}, "what the command line gives counts")
	env["SHOP_HOLD"] = secret
	_, _, _, err = parse()
	assert.EqualError(t, err, "SHOP_HOLD is not what -hold takes")
}
