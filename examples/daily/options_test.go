package main

import (
	"io"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestBillDay(t *testing.T) {
	for _, c := range []struct {
		name, text string
		now        time.Time
		want       string
		fails      string
	}{
		{"yesterday by default", "", morning, "2026-11-22", ""},
		{"yesterday at UTC+8, where it is the 23rd already", "", time.Date(2026, 11, 22, 16, 0, 0, 0, time.UTC), "2026-11-22", ""},
		{"and a second before it is the 22nd", "", time.Date(2026, 11, 22, 15, 59, 59, 0, time.UTC), "2026-11-21", ""},
		{"over a month's end", "", time.Date(2026, 3, 1, 7, 0, 0, 0, shopZone), "2026-02-28", ""},
		{"a day", "2024-02-29", morning, "2024-02-29", ""},
		{"today is not over", "2026-11-23", morning, "", "is not over"},
		{"the future", "2027-01-01", morning, "", "is not over"},
		{"another shape", "22.11.2026", morning, "", "must look like"},
		{"no such day", "2026-02-30", morning, "", "must look like"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := billDay(c.text, c.now)
			if c.fails != "" {
				assert.ErrorContains(t, err, c.fails)
				return
			}
			require.NoError(t, err)
			assert.Equal(t, c.want+" 00:00:00", got.Format(time.DateTime))
		})
	}
}

func TestWrongUsage(t *testing.T) {
	for _, c := range []struct {
		name string
		env  map[string]string
		args []string
		want string
	}{
		{"an unknown flag", nil, []string{"-nope"}, "not defined"},
		{"an argument", nil, []string{"yesterday"}, "unexpected argument"},
		{"another provider", nil, []string{"-provider", "bank"}, "fubei, settlement, eshouhou"},
		{"another language", nil, []string{"-lang", "fr"}, "zh or en"},
		{"no shop", nil, []string{"-orders", "o.csv"}, "-shop"},
		{"a shop that leaves the folder", nil, []string{"-shop", "../7", "-orders", "o.csv"}, "-shop"},
		{"a shop that is a hidden file", nil, []string{"-shop", ".7", "-orders", "o.csv"}, "-shop"},
		{"no orders", nil, []string{"-shop", "7"}, "-orders"},
		{"no folder", nil, []string{"-fake", "-state", ""}, "-state"},
		{"a negative hold", nil, []string{"-fake", "-hold", "-1"}, "-hold"},
		{"a variable that is no number", map[string]string{"DAILY_HOLD": "two"}, []string{"-fake"}, "DAILY_HOLD"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := parseOptions(c.args, mapEnvironment(c.env), morning, io.Discard)
			assert.ErrorContains(t, err, c.want)
		})
	}
}

func TestFlagsFromTheEnvironment(t *testing.T) {
	env := mapEnvironment(map[string]string{"DAILY_SHOP": "shop-8", "DAILY_ORDERS": "o.csv", "DAILY_HOLD": "3", "DAILY_PROVIDER": "eshouhou"})
	o, err := parseOptions([]string{"-shop", "shop-9"}, env, morning, io.Discard)
	require.NoError(t, err)
	assert.Equal(t, "shop-9", o.shop, "the command line wins")
	assert.Equal(t, "o.csv", o.orders)
	assert.Equal(t, 3, o.hold)
	assert.Equal(t, "eshouhou", o.provider.name)
}
