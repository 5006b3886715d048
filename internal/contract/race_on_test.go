//go:build race

package contract_test

// raceDetector says that the tests run several times slower.
const raceDetector = true
