package recon

import (
	"encoding/json"
	"errors"
	"testing"
)

func TestDigestAddsUp(t *testing.T) {
	a, b := lanes(1), lanes(2)
	if a.Add(b) != b.Add(a) || a.Add(b).sub(b) != a || a.Add(Digest{}) != a {
		t.Error("digests do not add up")
	}
	if a == b || a.times(billWeight) == a.times(orderWeight) {
		t.Error("different things have the same digest")
	}
}

// TestDigestLanes: sums that agree in one lane by design must not agree in the other.
func TestDigestLanes(t *testing.T) {
	if lanes(1).Add(lanes(4)) == lanes(2).Add(lanes(3)) {
		t.Error("1 + 4 and 2 + 3 have the same digest")
	}
}

func TestDigestText(t *testing.T) {
	d := Digest{0x0123456789abcdef, 0xfedcba9876543210}
	if d.String() != "0123456789abcdeffedcba9876543210" {
		t.Errorf("the text is %s", d)
	}
	data, err := json.Marshal(d)
	var back Digest
	if err != nil || json.Unmarshal(data, &back) != nil || back != d {
		t.Errorf("%s comes back as %v (%v)", data, back, err)
	}
	for _, bad := range []string{"", "0123", "0123456789abcdeffedcba987654321g", "0123456789abcdeffedcba98765432100"} {
		if err := back.UnmarshalText([]byte(bad)); !errors.Is(err, ErrInvalidRecord) {
			t.Errorf("%q is read as a digest (%v)", bad, err)
		}
	}
}

// TestDigestPairsRows: who was matched with whom is part of the digest, not only which rows were matched.
func TestDigestPairsRows(t *testing.T) {
	a, b := Record{Key: "A", Amount: amountOf("1")}, Record{Key: "B", Amount: amountOf("1")}
	rules := Rules{BillsUntil: proven}
	straight, _ := Match([]Record{a, b}, itself, []Record{a, b}, itself, rules)
	swapped := []Record{{Key: "x", AltKeys: AltKeys{"A"}, Amount: a.Amount}, {Key: "y", AltKeys: AltKeys{"B"}, Amount: b.Amount}}
	crossed, _ := Match([]Record{a, b}, itself, swapped, itself, rules)
	if straight.Digest() == crossed.Digest() {
		t.Error("two different matches have the same digest")
	}
}
