package recon

import (
	"encoding/json"
	"errors"
	"unicode/utf8"
)

// textJSON is text that JSON must not change: a string where it is UTF-8, {"base64":"…"} where it is not.
type textJSON string

// bytesJSON is the second form.
type bytesJSON struct {
	Base64 []byte `json:"base64"`
}

// MarshalJSON picks the form.
func (t textJSON) MarshalJSON() ([]byte, error) {
	if utf8.ValidString(string(t)) {
		return json.Marshal(string(t))
	}
	return json.Marshal(bytesJSON{[]byte(t)})
}

// UnmarshalJSON reads both forms.
func (t *textJSON) UnmarshalJSON(data []byte) error {
	if len(data) > 0 && data[0] == '{' {
		var b bytesJSON
		err := json.Unmarshal(data, &b)
		*t = textJSON(b.Base64)
		return err
	}
	return json.Unmarshal(data, (*string)(t))
}

// texts converts a list; one without elements becomes nil.
func texts(list []string) []textJSON {
	if len(list) == 0 {
		return nil
	}
	out := make([]textJSON, len(list))
	for i, s := range list {
		out[i] = textJSON(s)
	}
	return out
}

// shapeError replaces an error of package json, whose text can repeat a value, by one that names the field.
// An error of this package passes.
func shapeError(field string, err error) error {
	var own *Error
	if errors.As(err, &own) {
		return own
	}
	var kind *json.UnmarshalTypeError
	if errors.As(err, &kind) && kind.Field != "" {
		return badRecord(field+"."+kind.Field, "it has the wrong JSON type")
	}
	return badRecord(field, "it is not the JSON that this package writes")
}
