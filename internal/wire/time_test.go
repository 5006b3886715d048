package wire

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

func TestTime(t *testing.T) {
	epoch := TimePolicy{Epoch: true}
	epochOrAbsent := TimePolicy{Epoch: true, ZeroIsAbsent: true}
	text := TimePolicy{Layouts: []string{LayoutDash, LayoutSlash, LayoutISO, LayoutISOZone, LayoutDate, LayoutDotNet}}
	textOrAbsent := text
	textOrAbsent.ZeroIsAbsent = true
	both := text
	both.Epoch = true
	utc := TimePolicy{Layouts: []string{LayoutDash, LayoutISOZone}, Zone: time.UTC}
	const layout = "2006-01-02T15:04:05.999999999-07:00"
	for _, c := range []struct {
		reason, value string
		policy        TimePolicy
		want          string // "" is absent, or an error with a rule
		rule          string
	}{
		{"epoch of the sample", `1478483902`, epoch, "2016-11-07T09:58:22+08:00", ""},
		{"quoted epoch", `"1478483902"`, epoch, "2016-11-07T09:58:22+08:00", ""},
		{"epoch zero is a time", `0`, epoch, "1970-01-01T08:00:00+08:00", ""},
		{"epoch zero is absent, by policy", `0`, epochOrAbsent, "", ""},
		{"quoted epoch zero is absent, by policy", `"0"`, epochOrAbsent, "", ""},
		{"epoch beyond 32 bits", `4102444800`, epoch, "2100-01-01T08:00:00+08:00", ""},
		{"last epoch", `253402271999`, epoch, "9999-12-31T23:59:59+08:00", ""},
		{"epoch beside layouts", `"1478483902"`, both, "2016-11-07T09:58:22+08:00", ""},
		{"layout beside epoch", `"2022-11-02 13:11:31"`, both, "2022-11-02T13:11:31+08:00", ""},
		{"dashes", `"2022-11-02 13:11:31"`, text, "2022-11-02T13:11:31+08:00", ""},
		{"sloppy dashes", `"2022-9-1 00:00:00"`, text, "2022-09-01T00:00:00+08:00", ""},
		{"slashes", `"2020/4/29 16:20:16"`, text, "2020-04-29T16:20:16+08:00", ""},
		{"short hour", `"2020/4/29 6:20:16"`, text, "2020-04-29T06:20:16+08:00", ""},
		{"ISO", `"2020-03-10T16:52:59"`, text, "2020-03-10T16:52:59+08:00", ""},
		{"ISO with a fraction", `"2020-02-21T11:37:08.784968"`, text, "2020-02-21T11:37:08.784968+08:00", ""},
		{"ISO in UTC", `"2020-03-10T16:52:59Z"`, text, "2020-03-11T00:52:59+08:00", ""},
		{"ISO with another zone", `"2020-03-10T16:52:59.5-05:00"`, text, "2020-03-11T05:52:59.5+08:00", ""},
		{"date alone", `"2022-9-1"`, text, "2022-09-01T00:00:00+08:00", ""},
		{"blanks around", `" 2022-9-1 "`, text, "2022-09-01T00:00:00+08:00", ""},
		{"another zone, by policy", `"2022-11-02 13:11:31"`, utc, "2022-11-02T13:11:31+00:00", ""},
		{"result is in the policy's zone", `"2022-11-02T13:11:31+08:00"`, utc, "2022-11-02T05:11:31+00:00", ""},
		{"29 February", `"2024-02-29"`, text, "2024-02-29T00:00:00+08:00", ""},
		{"first year", `"1970-01-01 00:00:00"`, text, "1970-01-01T00:00:00+08:00", ""},
		{"null is absent", `null`, text, "", ""},
		{"empty is absent", `""`, text, "", ""},
		{"blank is absent", `"  "`, epoch, "", ""},
		{"MySQL's zero date, by policy", `"0000-00-00 00:00:00"`, textOrAbsent, "", ""},
		{".NET's zero date, by policy", `"0001-01-01T00:00:00"`, textOrAbsent, "", ""},
		{"zero date with slashes, by policy", `"0001/1/1 0:00:00"`, textOrAbsent, "", ""},
		{"SQL Server's first day, by policy", `"1900-01-01 00:00:00"`, textOrAbsent, "", ""},
		{".NET, with its zone aside", `"\/Date(1588239113429+0800)\/"`, text, "2020-04-30T17:31:53.429+08:00", ""},
		{".NET, without a zone", `"/Date(1588239113000)/"`, text, "2020-04-30T17:31:53+08:00", ""},
		{".NET, zone behind UTC", `"/Date(1588239113000-0500)/"`, text, "2020-04-30T17:31:53+08:00", ""},
		{".NET's zero date in milliseconds, by policy", `"/Date(-62135596800000)/"`, textOrAbsent, "", ""},
		{"the same at UTC+8, by policy", `"/Date(-62135625600000+0800)/"`, textOrAbsent, "", ""},
		{"SQL Server's first day in milliseconds at UTC+8, by policy", `"/Date(-2209017600000+0800)/"`, textOrAbsent, "", ""},

		{"SQL Server's first day without policy", `"1900-01-01 00:00:00"`, text, "", outOfYears},
		{"SQL Server's second day", `"1900-01-02 00:00:00"`, textOrAbsent, "", outOfYears},
		{".NET before 1970", `"/Date(-86400000)/"`, text, "", outOfYears},
		{".NET without digits", `"/Date(+0800)/"`, text, "", notTime},
		{".NET without an end", `"/Date(1588239113429"`, text, "", notTime},
		{".NET of too many digits", `"/Date(99999999999999999999)/"`, text, "", notTime},
		{"milliseconds are not guessed", `1478483902000`, epoch, "", outOfYears},
		{"quoted milliseconds", `"1478483902000"`, both, "", outOfYears},
		{"after the last epoch", `253402272000`, epoch, "", outOfYears},
		{"negative epoch", `-1`, epoch, "", outOfYears},
		{"fraction of a second", `1478483902.5`, epoch, "", "is not a time in whole seconds"},
		{"text for an epoch", `"2022-9-1"`, epoch, "", "is not a time in whole seconds"},
		{"number for text", `20220901`, text, "", "is a number, not a time"},
		{"MySQL's zero date without policy", `"0000-00-00 00:00:00"`, text, "", notTime},
		{".NET's zero date without policy", `"0001-01-01T00:00:00"`, text, "", outOfYears},
		{"year before 1970", `"1969-12-31 23:59:59"`, text, "", outOfYears},
		{"year 1970 in its own zone only", `"1970-01-01T00:00:00+14:00"`, text, "", outOfYears},
		{"year 9999 in its own zone only", `"9999-12-31T23:59:59-05:00"`, text, "", outOfYears},
		{"29 February of a common year", `"2023-02-29"`, text, "", notTime},
		{"month 13", `"2023-13-01"`, text, "", notTime},
		{"hour 24", `"2023-12-31 24:00:00"`, text, "", notTime},
		{"second 60", `"2016-12-31 23:59:60"`, text, "", notTime},
		{"no seconds", `"2023-12-31 23:59"`, text, "", notTime},
		{"two-digit year", `"23-12-31"`, text, "", notTime},
		{"more after the time", `"2023-12-31 23:59:59 x"`, text, "", notTime},
		{"separators alone", `"--"`, textOrAbsent, "", notTime},
		{"word", `"yesterday"`, text, "", notTime},
		{"no layout at all", `"2022-9-1"`, TimePolicy{}, "", notTime},
		{"boolean", `false`, both, "", "is a boolean, not a time"},
		{"object", `{}`, both, "", "is an object, not a time"},
		{"array", `[0]`, both, "", "is an array, not a time"},
	} {
		err := member(t, c.value, func(r *Reader) {
			got := r.Time(c.policy)
			assert.Equal(t, c.want == "", got.IsZero(), c.reason)
			if !got.IsZero() {
				assert.Equal(t, c.want, got.Format(layout), c.reason)
			}
		})
		assert.Equal(t, c.rule, rule(t, err, "v"), c.reason)
	}
}

func TestLongTextIsNoTime(t *testing.T) {
	_, err := ParseTime("2022-11-02 13:11:31."+string(make([]byte, 1_000_000)), TimePolicy{Layouts: []string{LayoutDash}})
	assert.EqualError(t, err, notTime)
}

func TestChinaZoneNeedsNoDatabase(t *testing.T) {
	name, offset := time.Unix(0, 0).In(ChinaZone).Zone()
	assert.Equal(t, "UTC+8", name)
	assert.Equal(t, 8*60*60, offset)
}

func TestParseTime(t *testing.T) {
	policy := TimePolicy{Epoch: true, Layouts: []string{LayoutDash}}
	got, err := ParseTime("2022-9-1 00:00:00", policy)
	require.NoError(t, err)
	assert.Equal(t, int64(1661961600), got.Unix())
	assert.Equal(t, ChinaZone, got.Location())

	got, err = ParseTime("1661961600", policy)
	require.NoError(t, err)
	assert.Equal(t, int64(1661961600), got.Unix())

	got, err = ParseTime("fictional-secret", policy)
	assert.EqualError(t, err, "is not a time in a known layout")
	assert.True(t, got.IsZero())
}

func TestTimeInTheFirstLayoutDoesNotAllocate(t *testing.T) {
	policy, text := TimePolicy{Layouts: []string{LayoutDash}}, []byte("2022-11-02 13:11:31")
	assert.Zero(t, testing.AllocsPerRun(100, func() {
		if _, rule := parseTime(text, false, &policy); rule != "" {
			t.Fatal(rule)
		}
	}))
}

// FuzzTime checks that what is accepted lies within the years, in the zone, and comes back through its own text.
func FuzzTime(f *testing.F) {
	for _, s := range []string{"2022-9-1 00:00:00", "2020/4/29 16:20:16", "2020-02-21T11:37:08.784968", "2020-02-21T11:37:08Z", "1478483902", "0", "-1", "0000-00-00"} {
		f.Add(s, true, true)
	}
	f.Fuzz(func(t *testing.T, s string, epoch, zeroIsAbsent bool) {
		p := TimePolicy{Epoch: epoch, ZeroIsAbsent: zeroIsAbsent, Layouts: []string{LayoutDash, LayoutSlash, LayoutISO, LayoutISOZone, LayoutDate}}
		got, err := ParseTime(s, p)
		if err != nil || got.IsZero() {
			return
		}
		if got.Year() < 1970 || got.Year() > 9999 || got.Location() != ChinaZone {
			t.Fatalf("%q read as %s", s, got)
		}
		again, err := ParseTime(got.Format("2006-01-02T15:04:05.999999999Z07:00"), p)
		if err != nil || !again.Equal(got) {
			t.Fatalf("%q does not come back: %s, %v", s, again, err)
		}
	})
}

// The short way reads a time as package time does, or leaves it to that.
func TestParseDash(t *testing.T) {
	paris, err := time.LoadLocation("Europe/Paris")
	require.NoError(t, err)
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.OneOf(
			rapid.StringMatching(`[012][0-9]{3}-[01][0-9]-[0-3][0-9] [0-2][0-9]:[0-6][0-9]:[0-6][0-9]`),
			rapid.StringMatching(`2026-(02|03|10)-(2[4-9]|3[01]) 0[1-4]:[0-5]0:00`),
			rapid.StringMatching(`[-0-9: /T]{18,20}`),
		).Draw(t, "text")
		zone := rapid.SampledFrom([]*time.Location{ChinaZone, paris}).Draw(t, "zone")
		short, ok := parseDash([]byte(text), zone)
		long, err := time.ParseInLocation(LayoutDash, text, zone)
		if ok {
			require.NoError(t, err)
			require.Equal(t, long, short)
		}
	})
	for text, want := range map[string]bool{
		"2022-11-02 13:00:59": true, "2024-02-29 00:00:00": true, "2023-02-29 00:00:00": false, "2022-13-01 00:00:00": false,
		"2022-00-01 00:00:00": false, "2022-11-00 00:00:00": false, "2022-11-02 24:00:00": false, "2022-11-02 13:60:00": false,
		"2022-11-02 13:00:60": false, "2022-11-2 13:00:00": false, "2022/11/02 13:00:00": false, "2022-11-02 13:00:0x": false,
	} {
		_, ok := parseDash([]byte(text), ChinaZone)
		assert.Equal(t, want, ok, text)
	}
}
