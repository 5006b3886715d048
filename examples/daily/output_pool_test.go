package main

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/billrecon/billrecon/fubei"
)

// TestPoolTextSaysWhatWaits: a number that is above the one beside "doubtful" is explained where it stands.
func TestPoolTextSaysWhatWaits(t *testing.T) {
	fine, late := paid("S-FINE", 1200, at(22, 12, 0, 0)), paid("S-LATE", 3400, at(22, 23, 59, 58))
	unpaid := paid("S-UNPAID", 560, at(22, 9, 0, 0))
	unpaid.Status = "unpaid"
	closed := unpaid
	closed.Number, closed.Status = "S-CLOSED", "closed"
	for _, c := range []struct {
		name             string
		orders           []order
		bills            []fubei.Bill
		english, chinese string
	}{
		{"nothing waits", []order{fine}, bills(fine), "pool 0 before and 0 after\n", "存疑池 0 行 → 0 行\n"},
		{"a late bill", []order{fine, late}, bills(fine), "pool 0 before and 1 after: 1 doubtful\n", "存疑池 0 行 → 1 行（存疑 1 行）\n"},
		{"bills without orders", nil, bills(fine, late), "pool 0 before and 2 after: 2 doubtful\n", "存疑池 0 行 → 2 行（存疑 2 行）\n"},
		{"an unpaid order as well", []order{fine, late, unpaid}, bills(fine),
			"pool 0 before and 2 after: 1 doubtful, and 1 unpaid, which may be paid the next day\n",
			"存疑池 0 行 → 2 行（存疑 1 行；未付款 1 行，不算存疑，次日再看是否付款）\n"},
		{"unpaid orders alone", []order{fine, unpaid, closed}, bills(fine),
			"pool 0 before and 2 after: 0 doubtful, and 2 unpaid, which may be paid the next day\n",
			"存疑池 0 行 → 2 行（存疑 0 行；未付款 2 行，不算存疑，次日再看是否付款）\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			for language, want := range map[string]string{"en": c.english, "zh": c.chinese} {
				b := newBranch(t, c.bills)
				b.write(c.orders...)
				got := b.run("2026-11-22", "-lang", language)
				assert.Equal(t, exitClean, got.status, got.stderr)
				first, _, _ := strings.Cut(got.stdout, "\n")
				assert.True(t, strings.HasSuffix(first+"\n", want), "%s: %q", language, first)
			}
		})
	}
}

// TestPoolTextOfTheNextDay: what came from the pool, and waits on, counts as well.
func TestPoolTextOfTheNextDay(t *testing.T) {
	late, unpaid := paid("S-LATE", 3400, at(21, 23, 59, 58)), paid("S-UNPAID", 560, at(21, 9, 0, 0))
	unpaid.Status = "unpaid"
	b := newBranch(t, nil)
	b.write(late, unpaid)
	b.run("2026-11-21", "-hold", "2")
	second := b.run("2026-11-22", "-hold", "2")
	assert.Contains(t, second.stdout, "pool 2 before and 2 after: 1 doubtful, and 1 unpaid, which may be paid the next day\n")
}
