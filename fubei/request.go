package fubei

import (
	"encoding/json"
	"net/http"

	"github.com/billrecon/billrecon/internal/transport"
)

// request signs one attempt. biz is the biz_content text: signed as it stands, and sent as it stands inside the JSON body.
func (a account) request(biz string) (transport.Request, error) {
	params := map[string]string{
		a.field:       a.id,
		"biz_content": biz,
		"format":      "json",
		"method":      billMethod,
		"nonce":       nonce(),
		"sign_method": "md5",
		"version":     "1.0",
	}
	params["sign"] = a.sign(params)
	body, err := json.Marshal(params)
	if err != nil {
		return transport.Request{}, err
	}
	return transport.Request{
		Header: http.Header{
			"Content-Type": {"application/json; charset=utf-8"},
			"Accept":       {"application/json"},
		},
		Body: body,
		Hide: []string{params["sign"], params["nonce"]}, // a reply may quote what it refused; with both the request can be made again
	}, nil
}
