package main

import (
	"os"
	"strings"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// ready is a branch that has run the 21st, and whose 22nd is yet to come.
func ready(t *testing.T) *branch {
	t.Helper()
	orders21, bills21 := busyDay(21, 3)
	orders22, bills22 := busyDay(22, 3)
	b := newBranch(t, append(bills21[1:], bills22...))
	b.write(append(orders21, orders22...)...)
	require.Equal(t, exitClean, b.run("2026-11-21").status)
	return b
}

func (b *branch) copyPool(from, to string, change ...string) {
	b.t.Helper()
	text, err := os.ReadFile(b.path("state", "pool-"+from+".json"))
	require.NoError(b.t, err)
	changed := strings.NewReplacer(change...).Replace(string(text))
	require.NoError(b.t, os.WriteFile(b.path("state", "pool-"+to+".json"), []byte(changed), 0o600))
}

func TestPoolsThatAreRefused(t *testing.T) {
	for _, c := range []struct {
		name   string
		change []string
		want   string
	}{
		{"of another shop", []string{`"shop-7"`, `"shop-8"`}, `is of shop "shop-8" at fubei, not of shop "shop-7"`},
		{"of another provider", []string{`"fubei"`, `"settlement"`}, `is of shop "shop-7" at settlement`},
		{"of a fake", []string{`"day"`, `"fake": true, "day"`}, "at a fake fubei"},
		{"from the future", []string{`"day": "2026-11-21"`, `"day": "2026-11-25"`}, "is from the future: it knows bills of 2026-11-25"},
		{"that knows a future bill", []string{`"bill_date": "2026-11-21"`, `"bill_date": "2026-11-24"`}, "its checksum does not hold"},
		{"of an earlier day", []string{`"day": "2026-11-21"`, `"day": "2026-11-20"`}, "it was renamed or copied"},
		{"of another format", []string{`"format": 1`, `"format": 2`}, "has format 2, this program reads 1"},
		{"cut in half", []string{`"pool":`, ``}, "is damaged"},
		{"with an amount that is none", []string{`"amount": "1"`, `"amount": "much"`}, "pool-2026-11-21.json"},
	} {
		t.Run(c.name, func(t *testing.T) {
			b := ready(t)
			b.copyPool("2026-11-21", "2026-11-21", c.change...)
			before := b.files("state")
			got := b.run("2026-11-22")
			assert.Equal(t, exitFailed, got.status)
			assert.Contains(t, got.stderr, c.want)
			assert.Equal(t, before, b.files("state"))
			assert.Zero(t, strings.Count(got.stderr, "fetching"), "refused before the provider is asked")
		})
	}
}

func TestPoolOfAnotherShopIsNotWrittenOver(t *testing.T) {
	b := ready(t)
	b.copyPool("2026-11-21", "2026-11-22", `"shop-7"`, `"shop-8"`)
	got := b.run("2026-11-22")
	assert.Equal(t, exitFailed, got.status)
	assert.Contains(t, got.stderr, "give each its own -state folder")
}

func TestDamagedPoolIsRepairedByRunningItsDayAgain(t *testing.T) {
	b := ready(t)
	want := b.files("state")
	b.copyPool("2026-11-21", "2026-11-21", `"pool":`, ``)
	assert.Equal(t, exitClean, b.run("2026-11-21").status)
	assert.Equal(t, want, b.files("state"))
}

func TestGapIsRefused(t *testing.T) {
	b := ready(t)
	require.NoError(t, os.Rename(b.path("state", "pool-2026-11-21.json"), b.path("state", "pool-2026-11-18.json")))
	got := b.run("2026-11-22")
	assert.Equal(t, exitFailed, got.status)
	assert.Contains(t, got.stderr, "pool-2026-11-21.json is missing: run -date 2026-11-19 first")
	assert.Equal(t, exitClean, b.run("2026-11-22", "-first").status, "asked for, it starts again")
}

// The first day has no pool before it, also when it is run once more after later days.
func TestFirstDayCanBeRunAgain(t *testing.T) {
	b := ready(t)
	first := b.run("2026-11-21")
	assert.Equal(t, exitDifferences, b.run("2026-11-22").status, "the 21st's missing bill has waited long enough")
	assert.Equal(t, first, b.run("2026-11-21"))
}

func TestChangedPoolSaysThatTheNextDayIsStale(t *testing.T) {
	b := ready(t)
	b.run("2026-11-22")
	orders21, _ := busyDay(21, 3)
	orders22, _ := busyDay(22, 3)
	orders21[0].Amount = orders21[0].Amount.Add(decimal.New(1, 0))
	b.write(append(orders21, orders22...)...)
	got := b.run("2026-11-21")
	assert.Equal(t, exitClean, got.status)
	assert.Contains(t, got.stderr, "run -date 2026-11-22 again")
	assert.NotContains(t, b.run("2026-11-21").stderr, "again", "the second time nothing changes")
}
