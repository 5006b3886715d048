package recon

import "fmt"

// badFolder is the refusal of a folder, or of a file in it.
func badFolder(field, rule string) error {
	return &Error{Field: field, Rule: rule, kind: ErrShardFolder}
}

// badFile is a file that does not hold what it must.
func badFile(name, rule string) error { return badFolder("ShardFolder.Path/"+name, rule) }

// errorIn says where an error of the operating system, or of the caller's rows, came up.
func errorIn(place string, err error) error {
	return fmt.Errorf("recon: MatchShards: %s: %w", place, err)
}

// placed is errorIn for an error that may be nil.
func placed(place string, err error) error {
	if err == nil {
		return nil
	}
	return errorIn(place, err)
}
