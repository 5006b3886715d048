package billtest

import (
	"encoding/json"
	"maps"
	"slices"
)

// Merge adds members, sorted by name, to a JSON object that has others. One that is not JSON is an error, which is a mistake in
// the rows that a test gave.
func Merge(object []byte, members map[string]json.RawMessage) ([]byte, error) {
	for _, name := range slices.Sorted(maps.Keys(members)) {
		quoted, err := json.Marshal(name)
		if err != nil {
			return nil, err
		}
		value, err := json.Marshal(members[name])
		if err != nil {
			return nil, err
		}
		object = append(append(object[:len(object)-1], ','), quoted...)
		object = append(append(append(object, ':'), value...), '}')
	}
	return object, nil
}
