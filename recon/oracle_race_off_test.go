//go:build !race

package recon_test

// oracleSlow says that the tests run several times slower, under the race detector.
const oracleSlow = false
