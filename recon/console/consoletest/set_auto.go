package consoletest

import (
	"mime"
	"net/http"

	"github.com/billrecon/billrecon/billtest"
)

// setAuto answers POST /pay/consume_order. The page does not document the reply.
func (c *Console) setAuto(r *billtest.Request, h billtest.Hints) billtest.Reply {
	code, auto, problem := parseAuto(r, c.o.Lenient)
	if problem != "" {
		return c.refuse(problem)
	}
	if !c.switchAuto(code, auto) {
		return c.refuse("there is no order of this code")
	}
	return billtest.RawJSON(http.StatusOK, h.Spoil([]byte(`{"code":"200","data":{}}`), ""))
}

func (c *Console) switchAuto(code string, auto bool) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	for i := range c.rows {
		if c.rows[i].Code == code {
			c.rows[i].Auto = auto
			return true
		}
	}
	return false
}

// parseAuto reads the parameters out of a JSON object or a form: the page does not say which it is.
func parseAuto(r *billtest.Request, lenient bool) (code string, auto bool, problem string) {
	if lenient && billtest.IsJSON(r.Header) {
		return parseAutoJSON(r, lenient)
	}
	switch media, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type")); media {
	case "application/json":
		return parseAutoJSON(r, lenient)
	case "application/x-www-form-urlencoded":
		return parseAutoForm(r)
	}
	return "", false, "the body is neither JSON nor a form"
}

func parseAutoJSON(r *billtest.Request, lenient bool) (code string, auto bool, problem string) {
	var body struct {
		Code string `json:"code"`
		Auto *bool  `json:"auto"`
	}
	decoded := r.Decode(&body) == nil
	if !decoded && lenient {
		decoded = billtest.DecodeLenient(r.Body, &body)
	}
	switch {
	case !decoded:
		return "", false, "the body is not a JSON object with a text code and a true or false auto"
	case body.Code == "":
		return "", false, "code is missing"
	case body.Auto == nil:
		return "", false, "auto is missing"
	}
	return body.Code, *body.Auto, ""
}

func parseAutoForm(r *billtest.Request) (code string, auto bool, problem string) {
	form, err := r.Form()
	if err != nil {
		return "", false, "the body is not a form"
	}
	switch auto := form.Get("auto"); {
	case form.Get("code") == "":
		return "", false, "code is missing"
	case auto != "true" && auto != "false":
		return "", false, "auto must be true or false"
	}
	return form.Get("code"), form.Get("auto") == "true", ""
}
