// Package anytext writes texts, amounts and times as JSON that loses nothing of them, and reads them again. It knows no record.
package anytext

import (
	"encoding/json"
	"unicode/utf8"
)

// Text is a string in JSON where it is UTF-8, and {"base64":"…"} where it is not.
type Text string

// encoded is the second form.
type encoded struct {
	Base64 []byte `json:"base64"`
}

// MarshalJSON picks the form.
func (t Text) MarshalJSON() ([]byte, error) {
	if utf8.ValidString(string(t)) {
		return json.Marshal(string(t))
	}
	return json.Marshal(encoded{[]byte(t)})
}

// UnmarshalJSON reads both forms.
func (t *Text) UnmarshalJSON(data []byte) error {
	if len(data) > 0 && data[0] == '{' {
		var b encoded
		err := json.Unmarshal(data, &b)
		*t = Text(b.Base64)
		return err
	}
	return json.Unmarshal(data, (*string)(t))
}
