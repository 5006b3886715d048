package billtest

import (
	"encoding/json"
	"mime"
	"net/http"
	"strings"
)

// DecodeLenient is DecodeStrict for other people's clients: members that the struct does not know are left out, and a number may be written as text, a
// text as a number.
func DecodeLenient(document []byte, into any) bool {
	var members map[string]json.RawMessage
	if json.Unmarshal(document, &members) != nil || members == nil {
		return false
	}
	for name, value := range members {
		if !decodeMember(name, value, into) && !decodeMember(name, otherwise(value), into) {
			return false
		}
	}
	return true
}

func decodeMember(name string, value json.RawMessage, into any) bool {
	one, err := json.Marshal(map[string]json.RawMessage{name: value})
	return err == nil && json.Unmarshal(one, into) == nil
}

// otherwise is a text without its quotes, and anything else in quotes.
func otherwise(value json.RawMessage) json.RawMessage {
	var text string
	if json.Unmarshal(value, &text) == nil {
		return json.RawMessage(text)
	}
	quoted, _ := json.Marshal(string(value)) // a string always has one
	return quoted
}

// IsJSON reports whether the Content-Type of a request says JSON in any of the usual ways, whatever its parameters.
func IsJSON(h http.Header) bool {
	media, _, err := mime.ParseMediaType(h.Get("Content-Type"))
	return err == nil && (media == "application/json" || media == "text/json" || strings.HasSuffix(media, "+json"))
}
