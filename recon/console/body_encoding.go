package console

import (
	"encoding/json"
	"net/url"
	"strconv"
)

// BodyEncoding is how a body is encoded.
type BodyEncoding uint8

const (
	// JSONBody sends {"code":"…","auto":true} as application/json. It is the zero value.
	JSONBody BodyEncoding = iota
	// FormBody sends code=…&auto=true as application/x-www-form-urlencoded.
	FormBody
)

// String is the English name, "BodyEncoding(7)" for a value without one.
func (e BodyEncoding) String() string {
	switch e {
	case JSONBody:
		return "JSON"
	case FormBody:
		return "form"
	}
	return "BodyEncoding(" + strconv.Itoa(int(e)) + ")"
}

// auto encodes the parameters of SetAuto.
func (e BodyEncoding) auto(code string, auto bool) (contentType string, body []byte) {
	if e == FormBody {
		form := url.Values{"code": {code}, "auto": {strconv.FormatBool(auto)}}
		return "application/x-www-form-urlencoded", []byte(form.Encode())
	}
	quoted, _ := json.Marshal(code) // a string always has one
	return "application/json; charset=utf-8", []byte(`{"code":` + string(quoted) + `,"auto":` + strconv.FormatBool(auto) + `}`)
}
