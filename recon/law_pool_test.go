package recon_test

import (
	"testing"
	"time"

	"github.com/billrecon/billrecon/internal/longtest"
	"github.com/billrecon/billrecon/recon"
)

// TestLawPoolIDs: ids are unique within a side, survive being carried on, and do not depend on the order of the rows;
// also among rows that say the very same and came on different days.
func TestLawPoolIDs(t *testing.T) {
	order := recon.Record{Key: "A", Amount: dec("100"), Time: baseDay}
	in := input{orders: []recon.Record{order, order}, rules: recon.Rules{Hold: 5, BillsUntil: until(baseDay)}}
	held := map[string]recon.Day{}
	for day := range 4 {
		in.rules.BillsUntil = until(baseDay.AddDate(0, 0, day))
		res := mustMatch(t, in)
		if len(res.Pool.Orders) != day+2 {
			t.Fatalf("day %d: %d orders in the pool, want %d", day, len(res.Pool.Orders), day+2)
		}
		now := map[string]recon.Day{}
		for _, r := range res.Pool.Orders {
			if now[r.ID] != 0 || r.ID == "" {
				t.Fatalf("day %d: id %q twice", day, r.ID)
			}
			now[r.ID] = r.Since
		}
		for id, since := range held {
			if now[id] != since {
				t.Errorf("day %d: the row of id %s was held since %v, now %v", day, id, since, now[id])
			}
		}
		held = now
		in.rules.Pool = stored(t, res.Pool)
		in.orders = []recon.Record{order}
	}
}

// TestLawPoolGoesOn: chains of runs on every kind of input. What one run leaves, the next accepts; nothing is lost on the way, and nothing is
// told twice: a row is in the pool or in a group that is over, never in both.
func TestLawPoolGoesOn(t *testing.T) {
	carried := 0
	for seed := range longtest.Or[uint64](100, 300) {
		choose := seededChooser(seed)
		rules := genRules(choose)
		rows, over := 0, 0
		for day := range 6 {
			next := genLoose(choose, 6)
			next.rules = rules
			next.rules.Pool = recon.Pool{}
			if day > 0 {
				next.rules.Pool = rules.Pool
			}
			next.rules.BillsUntil = until(baseDay.AddDate(0, 0, day))
			rows += len(next.bills) + len(next.orders)
			res := mustMatch(t, next)
			over += len(next.bills) + len(next.orders) + len(next.rules.Pool.Bills) + len(next.rules.Pool.Orders) - len(res.Pool.Bills) - len(res.Pool.Orders)
			carried += len(res.Pool.Bills) + len(res.Pool.Orders)
			rules.Pool = stored(t, res.Pool)
		}
		if left := len(rules.Pool.Bills) + len(rules.Pool.Orders); rows != over+left {
			t.Fatalf("seed %d: %d rows came, %d are over and %d in the pool", seed, rows, over, left)
		}
	}
	if carried < 1000 {
		t.Errorf("only %d rows were carried", carried)
	}
}

// TestPoolSinceSurvives: a row without a time counts from the day it was first held, also after being stored.
func TestPoolSinceSurvives(t *testing.T) {
	in := input{orders: []recon.Record{{Key: "A", Amount: dec("1")}}, rules: recon.Rules{BillsUntil: proven, Hold: 40}}
	for day := range 40 {
		in.rules.BillsUntil = until(baseDay.Add(time.Duration(day) * 24 * time.Hour))
		res := mustMatch(t, in)
		if res.Count(recon.Doubtful) != 1 || len(res.Pool.Orders) != 1 || res.Pool.Orders[0].Since != in.rules.DayOf(baseDay) {
			t.Fatalf("day %d: %v", day, res.Pool.Orders)
		}
		in.rules.Pool, in.orders = stored(t, res.Pool), nil
	}
	in.rules.BillsUntil = until(baseDay.AddDate(0, 0, 40))
	if res := mustMatch(t, in); res.Count(recon.OrderOnly) != 1 || len(res.Pool.Orders) != 0 {
		t.Errorf("after 40 days the row is still not over")
	}
}
