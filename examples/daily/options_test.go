package main

import (
	"io"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestWrongUsage(t *testing.T) {
	for _, c := range []struct {
		name string
		env  map[string]string
		args []string
		want string
	}{
		{"an unknown flag", nil, []string{"-nope"}, "not defined"},
		{"an argument", nil, []string{"yesterday"}, "unexpected argument"},
		{"another provider", nil, []string{"-provider", "bank"}, "fubei, settlement or eshouhou"},
		{"another language", nil, []string{"-lang", "fr"}, "zh or en"},
		{"no shop", nil, []string{"-orders", "o.csv"}, "-shop"},
		{"a shop that leaves the folder", nil, []string{"-shop", "../7", "-orders", "o.csv"}, "-shop"},
		{"a shop that is a hidden file", nil, []string{"-shop", ".7", "-orders", "o.csv"}, "-shop"},
		{"no orders", nil, []string{"-shop", "7"}, "-orders"},
		{"no folder", nil, []string{"-fake", "-state", ""}, "-state"},
		{"a negative hold", nil, []string{"-fake", "-hold", "-1"}, "-hold"},
		{"a fee of more than the amount", nil, []string{"-fake", "-fee-ppm", "1000001"}, "-fee-ppm"},
		{"orders from two places", nil, []string{"-shop", "7", "-orders", "o.csv", "-orders-query", "SELECT 1"}, "-orders"},
		{"orders of a fake", nil, []string{"-fake", "-orders", "o.csv"}, "-fake makes up the orders"},
		{"a day and several", nil, []string{"-fake", "-date", "2026-11-21", "-through", "2026-11-22"}, "-date runs one day"},
		{"days the wrong way round", nil, []string{"-fake", "-from", "2026-11-22", "-through", "2026-11-21"}, "-through"},
		{"a date of another shape", nil, []string{"-fake", "-date", "22.11.2026"}, "-date"},
		{"a variable that is no number", map[string]string{"DAILY_HOLD": "two"}, []string{"-fake"}, "DAILY_HOLD"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := parseOptions(c.args, lookup(c.env), io.Discard)
			assert.ErrorContains(t, err, c.want)
		})
	}
}

func TestFlagsFromTheEnvironment(t *testing.T) {
	env := lookup(map[string]string{"DAILY_SHOP": "shop-8", "DAILY_ORDERS": "o.csv", "DAILY_HOLD": "3", "DAILY_PROVIDER": "eshouhou"})
	o, err := parseOptions([]string{"-shop", "shop-9"}, env, io.Discard)
	require.NoError(t, err)
	assert.Equal(t, "shop-9", o.shop, "the command line wins")
	assert.Equal(t, "o.csv", o.orders)
	assert.Equal(t, 3, o.hold)
	assert.Equal(t, "eshouhou", o.provider.Name)
}
