package recon

import "testing"

func TestRounding(t *testing.T) {
	cases := []struct {
		reason, in                 string
		places                     int32
		halfUp, halfEven, down, up string
	}{
		{"nothing to round", "1.23", 2, "1.23", "1.23", "1.23", "1.23"},
		{"below a half", "1.234", 2, "1.23", "1.23", "1.23", "1.24"},
		{"above a half", "1.236", 2, "1.24", "1.24", "1.23", "1.24"},
		{"a half beside an even digit", "1.245", 2, "1.25", "1.24", "1.24", "1.25"},
		{"a half beside an odd digit", "1.235", 2, "1.24", "1.24", "1.23", "1.24"},
		{"a little above a half", "1.2450001", 2, "1.25", "1.25", "1.24", "1.25"},
		{"a trace", "0.0000001", 2, "0", "0", "0", "0.01"},
		{"to whole units", "2.5", 0, "3", "2", "2", "3"},
		{"fewer places than asked for", "7", 2, "7", "7", "7", "7"},
		{"carries on", "9.995", 2, "10", "10", "9.99", "10"},
		{"zero", "0", 2, "0", "0", "0", "0"},
	}
	for _, c := range cases {
		for r, want := range map[Rounding]string{HalfUp: c.halfUp, HalfEven: c.halfEven, Down: c.down, Up: c.up} {
			if got := r.round(dec(c.in), c.places); !got.Equal(dec(want)) {
				t.Errorf("%s: rounding %d of %s is %s, want %s", c.reason, r, c.in, got, want)
			}
		}
	}
}
