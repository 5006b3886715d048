package eshouhou_test

import (
	"iter"
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/billrecon/billrecon/eshouhou"
	"github.com/billrecon/billrecon/eshouhou/eshouhoutest"
)

// benchIDs is how many work orders one run asks for.
const benchIDs = 1000

// benchClient reaches a gateway over loopback that takes 20 ms for a statement.
func benchClient(b *testing.B, concurrency int) (*eshouhou.Client, *eshouhoutest.Gateway) {
	b.Helper()
	gw := eshouhoutest.New(nil, eshouhoutest.Options{Statements: eshouhoutest.Statements(benchIDs), Faults: slow()})
	pool := &http.Transport{MaxIdleConnsPerHost: 64}
	b.Cleanup(func() { pool.CloseIdleConnections(); gw.Close() })
	return client(b, gw, func(cfg *eshouhou.Config) {
		cfg.BaseURL, cfg.Concurrency, cfg.HTTPClient = gw.URL(), concurrency, &http.Client{Transport: pool}
	}), gw
}

// run asks for all ids and tells how long it took.
func run(b *testing.B, c *eshouhou.Client, seq iter.Seq[string]) time.Duration {
	b.Helper()
	start := time.Now()
	seen := 0
	for _, err := range c.Statements(b.Context(), seq) {
		require.NoError(b, err)
		seen++
	}
	require.Equal(b, benchIDs, seen)
	return time.Since(start)
}

// BenchmarkStatements asks for 1 000 work orders, 8 at a time and one by one, from a gateway that takes 20 ms: "times-faster" is
// the ratio of the two, "token-requests" is what the run of 8 cost in tokens.
func BenchmarkStatements(b *testing.B) {
	var atOnce, oneByOne time.Duration
	tokens := 0
	for b.Loop() {
		c, gw := benchClient(b, 8)
		atOnce += run(b, c, ids(benchIDs))
		tokens = max(tokens, gw.TokenRequests())
		serial, _ := benchClient(b, 1)
		oneByOne += run(b, serial, ids(benchIDs))
	}
	b.ReportMetric(oneByOne.Seconds()/atOnce.Seconds(), "times-faster")
	b.ReportMetric(float64(tokens), "token-requests")
}

// BenchmarkStatementsOverhead asks without any delay and without a network: what the client itself costs per statement.
func BenchmarkStatementsOverhead(b *testing.B) {
	gw := eshouhoutest.New(nil, eshouhoutest.Options{Statements: eshouhoutest.Statements(benchIDs)})
	defer gw.Close()
	c := client(b, gw)
	b.ReportAllocs()
	for b.Loop() {
		run(b, c, ids(benchIDs))
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/benchIDs, "ns/statement")
}
