package reconbeam

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/shopspring/decimal"

	"github.com/billrecon/billrecon/recon"
)

// TestCoders: what a runner moves between machines comes back as it was, and what was damaged on the way is refused.
func TestCoders(t *testing.T) {
	record := recon.Record{Key: "A1", AltKeys: recon.AltKeys{"", "T1"}, Amount: decimal.RequireFromString("-1.50"), Kind: recon.Refund,
		Time: time.Unix(1700000000, 5).UTC(), Channel: recon.Alipay}
	pool := recon.Pool{Version: recon.PoolVersion, Orders: []recon.PoolRow{{ID: "o1", Since: 20000, Record: record}}}
	t.Run("record", func(t *testing.T) {
		roundTrip(t, encodeRecord, decodeRecord, record)
	})
	t.Run("pool", func(t *testing.T) {
		roundTrip(t, encodePool, decodePool, pool)
	})
	t.Run("summary", func(t *testing.T) {
		var summary recon.SpreadSummary
		summary.Summary.Bills.Count = 3
		summary.Summary.Outcomes = map[recon.Outcome]int64{recon.Matched: 3}
		roundTrip(t, encodeSummary, decodeSummary, summary)
	})
}

// roundTrip compares by JSON: a decimal has several forms in memory.
func roundTrip[T any](t *testing.T, encode func(T) ([]byte, error), decode func([]byte) (T, error), v T) {
	t.Helper()
	data, err := encode(v)
	if err != nil {
		t.Fatal(err)
	}
	got, err := decode(data)
	if err != nil {
		t.Fatal(err)
	}
	if want, again := jsonOf(t, v), jsonOf(t, got); want != again {
		t.Errorf("%s became %s", want, again)
	}
	if _, err := decode(data[:len(data)/2]); err == nil {
		t.Error("what was cut short was accepted")
	}
}

func jsonOf(t *testing.T, v any) string {
	t.Helper()
	text, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}
