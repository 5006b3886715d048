package billtest

// TB is the part of *testing.T and *testing.B that a fake uses. A nil TB is allowed: a program then calls Gateway.Close itself, and a mistake in a
// Script panics instead of failing a test.
type TB interface {
	Helper()
	Cleanup(func())
	Errorf(format string, args ...any)
	Logf(format string, args ...any)
}
