// Package billtest is what the fake gateways of billrecon share: fault scripts, a request log, and one Core that serves the same behaviour as an
// http.Handler, as an http.RoundTripper and as an httpmock responder.
//
// A provider's fake supplies one function, which verifies a request and gives the correct reply. Core numbers and logs every request, looks up the
// fault its Script holds for it, and plays it: faults of the transport (a status, a truncated body, a reset, …) over the correct reply, and faults
// of the data (a duplicate row, a total that lies, …) through the Hints handed to that function, since only the provider knows its shape.
//
// Nothing here imports testing: TB is the part of *testing.T that is used, and a program may pass nil.
package billtest
