package recon

import (
	"testing"
	"time"
)

func TestMomentsGap(t *testing.T) {
	start := time.Date(2026, 11, 22, 10, 0, 0, 0, time.UTC)
	of := map[string]*moments{}
	for _, seconds := range []time.Duration{60, 0, 20, 20} {
		addMoment(of, "A", start.Add(seconds*time.Second))
	}
	addMoment(of, "A", time.Time{})
	addMoment(of, "B", time.Time{})
	sortMoments(of)
	for _, tt := range []struct {
		reason string
		key    string
		at     time.Time
		gap    time.Duration
		known  bool
	}{
		{"before all", "A", start.Add(-time.Hour), -time.Hour, true},
		{"the very same", "A", start.Add(20 * time.Second), 0, true},
		{"nearer to the earlier one", "A", start.Add(22 * time.Second), 2 * time.Second, true},
		{"nearer to the later one", "A", start.Add(59 * time.Second), -time.Second, true},
		{"in the middle the earlier one counts", "A", start.Add(40 * time.Second), 20 * time.Second, true},
		{"after all", "A", start.Add(2 * time.Minute), time.Minute, true},
		{"a candidate without a time", "A", time.Time{}, 0, false},
		{"rows without a time", "B", start, 0, false},
	} {
		if gap, known := of[tt.key].gap(tt.at); gap != tt.gap || known != tt.known {
			t.Errorf("%s: %v, %v, want %v, %v", tt.reason, gap, known, tt.gap, tt.known)
		}
	}
}

// TestNearestOfAHotKey: a key of 50 000 rows, and as many candidates of the same amount. To compare each with each would take minutes.
func TestNearestOfAHotKey(t *testing.T) {
	start := time.Date(2026, 11, 22, 10, 0, 0, 0, time.UTC)
	bills, orders := make([]Record, 50_000), make([]Record, 50_000)
	for i := range bills {
		bills[i] = Record{Key: "A", Amount: dec("1"), Time: start.Add(time.Duration(i) * time.Second)}
		orders[i] = Record{Amount: dec("1"), Time: start.Add(time.Duration(i)*time.Second + time.Duration(1+i%7))}
	}
	res, err := Match(bills, itself, orders, itself, Rules{BillsUntil: proven})
	if err != nil {
		t.Fatal(err)
	}
	for g := range res.Differences() {
		if len(g.Bills) == 0 {
			continue
		}
		for i, s := range res.Nearest(g, 3) {
			if s.Hint != HintAmount || s.Gap != 1 || s.Index != 7*i {
				t.Errorf("suggestion %d is order %d, %v later", i, s.Index, s.Gap)
			}
		}
	}
}
