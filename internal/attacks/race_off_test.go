//go:build !race

package attacks

// raceDetector says that the tests run under the race detector.
const raceDetector = false
