// Package contract holds one suite of tests that every provider's client must pass: every fault, at every place, with the
// typed error, the number of requests, the rows that came, and nothing lost, leaked or left running. It has no code of its
// own: all of it is tests.
//
// The clients talk real HTTP (net/http on both sides) to the provider's fake gateway over connections in memory, inside a
// testing/synctest bubble. So waits cost nothing, deadlines are exact, and a goroutine or a connection that is left over
// fails the test. docs/faults.md is what the suite saw, written by the suite:
//
//	go test ./internal/contract -run TestFaults -update
//
// A stale docs/faults.md fails.
//
// # A new provider
//
// Add one file, acme_test.go, with a func that returns a provider, and name it in the list in provider_test.go. A provider
// says how to make its fake gateway and its client, and names its operations. An operation (op) says
//
//   - hit: which of its requests goes wrong. Choose one in the middle, so that something came before it;
//   - before, after, left: how many requests come before it, after it when it failed for good, and after it when it did not;
//   - sound: how many rows come nevertheless, and truth: the rows of a run without faults, made from the data the gateway
//     was given and not by the client;
//   - twice: it runs with ReadTwice; op.readTwice makes such an operation of another;
//   - blind: the faults that nothing it does can tell from a right answer, each with the reason. docs/faults.md shows it;
//   - once: it is a write, which is not repeated once it may have reached the provider;
//   - complete: a nil error promises all rows; an op without it (one page, one row) promises its own reply alone;
//   - loose: the members of its reply that the client passes through or ignores whatever their type;
//   - run: the call, and what of its results may be printed.
//
// Everything else is in the suite: the table of faults, wrong types of every member that the reply has, cancellation at
// every step, deadlines, secrets, 64 goroutines on one client, the rate limit, and, with long and tokens, the soak and the
// token storms. With days and totals come periods that are not over, random faults that must never pass for a complete bill, and
// the count of the requests of a run; the gateway must serve rows that are not asked for as well.
//
// What a fault must become is the same for all providers and stands in faults_test.go. An op whose answer to a fault differs
// for a reason (a refused token is renewed once) lists it in differs. Faults of the data (duplicates, shifts, totals that lie)
// end in the truth or in an error; docs/faults.md pins in which.
//
// # The soak
//
// TestSoak reads 10 000 pages per provider, fewer under the race detector, while one answer in twenty fails. More with
//
//	go test ./internal/contract -run TestSoak -soak 1000000 -timeout 1h
package contract
