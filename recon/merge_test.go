package recon

import (
	"errors"
	"strings"
	"testing"
)

func shardOf(t *testing.T, rows []Record, rules Rules, part Part) *Shard[Record, Record] {
	t.Helper()
	s, err := MatchShard(rows, itself, rows, itself, rules, part)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestMergeRefuses(t *testing.T) {
	rows := []Record{{Key: "A"}, {Key: "B"}, {Key: "C"}}
	part := func(number, of int) *Shard[Record, Record] {
		return shardOf(t, rows, Rules{}, Part{Number: number, Of: of})
	}
	outside := shardOf(t, rows, Rules{}, Part{Bills: []int{0, 1, 2}, Orders: []int{0, 1, 3}})
	for _, tt := range []struct {
		reason, field string
		shards        []*Shard[Record, Record]
	}{
		{"no shards", "shards", nil},
		{"a nil shard", "shards", []*Shard[Record, Record]{nil}},
		{"one of two", "shards", []*Shard[Record, Record]{part(1, 2)}},
		{"one twice", "shards", []*Shard[Record, Record]{part(1, 2), part(1, 2)}},
		{"of two divisions", "shards", []*Shard[Record, Record]{part(0, 2), part(1, 3)}},
		{"a place outside the whole", "Part.Orders", []*Shard[Record, Record]{outside}},
	} {
		_, err := Merge(tt.shards...)
		var e *Error
		if !errors.As(err, &e) || !errors.Is(err, ErrInvalidRules) || e.Field != tt.field {
			t.Errorf("%s: %v, want an error about %s", tt.reason, err, tt.field)
		}
	}
}

func TestPartRefuses(t *testing.T) {
	rows := []Record{{Key: "A"}}
	for _, tt := range []struct {
		reason, field string
		part          Part
	}{
		{"a negative division", "Part.Of", Part{Of: -1}},
		{"a negative number", "Part.Number", Part{Number: -1}},
		{"a number beyond the division", "Part.Number", Part{Number: 2, Of: 2}},
		{"a number without a division", "Part.Number", Part{Number: 1}},
		{"too few places", "Part.Bills", Part{Bills: []int{}}},
		{"too many places", "Part.Orders", Part{Bills: []int{0}, Orders: []int{0, 1}}},
	} {
		_, err := MatchShard(rows, itself, rows, itself, Rules{}, tt.part)
		var e *Error
		if !errors.As(err, &e) || e.Field != tt.field {
			t.Errorf("%s: %v, want an error about %s", tt.reason, err, tt.field)
		}
	}
}

// TestMergeControl: declared totals are compared with all shards together, not with each.
func TestMergeControl(t *testing.T) {
	rows := []Record{{Key: "A", Amount: amountOf("1")}, {Key: "B", Amount: amountOf("2")}, {Key: "C", Amount: amountOf("4")}}
	count := int64(3)
	merge := func() error {
		rules := Rules{Control: &ControlTotals{Count: &count}}
		_, err := Merge(shardOf(t, rows, rules, Part{Number: 1, Of: 2}), shardOf(t, rows, rules, Part{Number: 0, Of: 2}))
		return err
	}
	if err := merge(); err != nil {
		t.Error(err)
	}
	count = 4
	if err := merge(); !errors.Is(err, ErrControlTotals) || !strings.Contains(err.Error(), "Control.Count") {
		t.Errorf("a wrong count: %v", err)
	}
}

// TestMergeFallback: a pair that only an alternative key brings together may come from two shards.
func TestMergeFallback(t *testing.T) {
	bills := []Record{{Key: "A", AltKeys: AltKeys{"X"}, Amount: amountOf("1")}}
	var orders []Record
	for _, key := range []string{"B", "C", "D", "E"} {
		orders = append(orders, Record{Key: key, Amount: amountOf("1")})
	}
	for at := range orders {
		orders[at].AltKeys = AltKeys{"X"}
		shards := make([]*Shard[Record, Record], 4)
		for i := range shards {
			s, err := MatchShard(bills, itself, orders, itself, Rules{BillsUntil: proven}, Part{Number: i, Of: 4})
			if err != nil {
				t.Fatal(err)
			}
			shards[i] = s
		}
		res, err := Merge(shards...)
		if err != nil || res.Count(Matched) != 1 || res.Verify() != nil {
			t.Errorf("order %d: %d matched (%v)", at, res.Count(Matched), err)
		}
		orders[at].AltKeys = AltKeys{}
	}
}
