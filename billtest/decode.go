package billtest

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/url"
)

// Decode reads the JSON body into a struct or map, with numbers as json.Number where the target leaves the type open. A body that is empty, is not
// JSON, has a field of another type or goes on after the document is an error; errors carry no value of the body.
func (r *Request) Decode(into any) error {
	dec := json.NewDecoder(bytes.NewReader(r.Body))
	dec.UseNumber()
	if err := dec.Decode(into); err != nil {
		return r.bad(err)
	}
	if _, err := dec.Token(); !errors.Is(err, io.EOF) {
		return fmt.Errorf("billtest: request %d: the body goes on after its JSON document", r.Number)
	}
	return nil
}

// bad words a JSON error without the value it is about.
func (r *Request) bad(err error) error {
	if wrong, ok := errors.AsType[*json.UnmarshalTypeError](err); ok && wrong.Field != "" {
		return fmt.Errorf("billtest: request %d: field %s of the body has a wrong JSON type", r.Number, wrong.Field)
	}
	return fmt.Errorf("billtest: request %d: the body of %d bytes is not the JSON expected", r.Number, len(r.Body))
}

// Members returns the top-level members of a JSON body as a signature sees them: a string as its text, anything else as its JSON literal. A body that is
// no JSON object, or has a member twice, is an error.
func (r *Request) Members() (map[string]string, error) {
	dec := json.NewDecoder(bytes.NewReader(r.Body))
	if open, err := dec.Token(); err != nil || open != json.Delim('{') {
		return nil, r.bad(err)
	}
	members := map[string]string{}
	for dec.More() {
		name, text, err := member(dec)
		if err != nil {
			return nil, r.bad(err)
		}
		if _, twice := members[name]; twice {
			return nil, fmt.Errorf("billtest: request %d: a member of the body appears twice", r.Number)
		}
		members[name] = text
	}
	if err := r.Decode(new(json.RawMessage)); err != nil {
		return nil, err
	}
	return members, nil
}

// member reads one name and its value.
func member(dec *json.Decoder) (name, text string, err error) {
	key, err := dec.Token()
	if err != nil {
		return "", "", err
	}
	var raw json.RawMessage
	if err := dec.Decode(&raw); err != nil {
		return "", "", err
	}
	name, _ = key.(string)
	if raw[0] != '"' {
		return name, string(raw), nil
	}
	err = json.Unmarshal(raw, &text)
	return name, text, err
}

// Form reads a body of type application/x-www-form-urlencoded.
func (r *Request) Form() (url.Values, error) {
	values, err := url.ParseQuery(string(r.Body))
	if err != nil {
		return nil, fmt.Errorf("billtest: request %d: the body is not a URL-encoded form", r.Number)
	}
	return values, nil
}

// DecodeStrict reads one JSON document into a struct and reports whether it could: a member that the struct does not know, a value of another type, and
// anything behind the document are refused. It is for the parameters of a call, where a provider's page says all there is.
func DecodeStrict(document []byte, into any) bool {
	dec := json.NewDecoder(bytes.NewReader(document))
	dec.DisallowUnknownFields()
	if dec.Decode(into) != nil {
		return false
	}
	_, err := dec.Token()
	return errors.Is(err, io.EOF)
}

// Or returns what a parameter points to, and otherwise what it means to leave it out.
func Or[T any](parameter *T, otherwise T) T {
	if parameter == nil {
		return otherwise
	}
	return *parameter
}
