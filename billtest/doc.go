// Package billtest is what the fake gateways of billrecon share: fault scripts, a request log, and one Gateway that serves the same behaviour as an
// http.Handler, as an http.RoundTripper and as an httpmock responder.
//
// A test writes the faults of every fake with it:
//
//	gw := fubeitest.New(t, fubeitest.Options{
//		Bills:  fubeitest.Bills(250, 2026, 11, 22),
//		Faults: billtest.Script{{On: billtest.Page(2), Times: 1, Fault: billtest.Status(500)}},
//	})
//
// Faults of the transport (Status, Truncate, Reset, …) change how the correct reply arrives, faults of the data (Duplicate, LieTotal, CapPage, …) what it
// says. A few that one provider alone knows are in its fake.
//
// A provider's fake embeds Gateway and supplies one function, which verifies a request and returns the correct reply. Gateway numbers and logs every
// request, looks up the fault its Script holds for it, and plays it: over the correct reply, or, since only the provider knows the shape of its data,
// through the Hints handed to that function. What fakes need for it stands here once: Select and Paginate for rows, Object, Array and Number for JSON,
// Problem, Once, Tokens, Hash, Pairs, SameSign and Mistake for verifying. How a provider signs and writes its rows is for each fake to say on its own, and
// never with its client's code.
//
// Nothing here imports testing: TB is the part of *testing.T that is used, and a program may pass nil.
package billtest
