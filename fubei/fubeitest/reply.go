package fubeitest

import (
	"encoding/json"
	"net/http"
	"slices"
	"strconv"

	"github.com/billrecon/billrecon/billtest"
)

// reply is the correct reply to a request, with the data-level fault of h.
func (g *Gateway) reply(r *billtest.Request, h billtest.Hints) billtest.Reply {
	if r.Method != http.MethodPost {
		return billtest.Text(http.StatusMethodNotAllowed, "only POST is served\n")
	}
	fields, err := r.Members()
	if err != nil {
		return g.refuse("the body is not a JSON object with each field once")
	}
	if problem := g.verify(r, fields); problem != "" {
		return g.refuse(problem)
	}
	data, problem := g.data(fields["method"], fields["biz_content"], h)
	if problem != "" {
		return g.refuse(problem)
	}
	if code, sub, message, ok := h.Business(); ok {
		return failure(code, sub, message)
	}
	return g.success(data, h)
}

// refuse replies to a request that the provider would not take; the text names what differed.
func (g *Gateway) refuse(problem string) billtest.Reply {
	return failure(g.errorCode, "", "fubeitest: "+problem)
}

// failure is the provider's error envelope: data is null, the code a number where it is one.
func failure(code, subCode, message string) billtest.Reply {
	return billtest.JSON(http.StatusOK, struct {
		Message string `json:"result_message"`
		SubCode string `json:"sub_code,omitempty"`
		Data    any    `json:"data"`
		Code    any    `json:"result_code"`
		Success bool   `json:"success"`
	}{message, subCode, nil, billtest.Number(code), false})
}

// Contradiction says success false beside the result_code of a success and the correct data.
func Contradiction() billtest.Fault { return billtest.Named(contradiction) }

const contradiction = "contradiction"

// success is the envelope of data, in the member order of the provider's sample: the code comes last.
func (g *Gateway) success(data []byte, h billtest.Hints) billtest.Reply {
	if g.stringData {
		data = quoted(h.Spoil(data, "total_fee"))
	}
	end := `,"result_code":200}`
	if h.Named(contradiction) {
		end = `,"result_code":200,"success":false}`
	}
	body := slices.Concat([]byte(`{"result_message":"成功","data":`), data, []byte(end))
	if !h.Played() {
		body = h.Spoil(body, "total_fee")
	}
	return billtest.RawJSON(http.StatusOK, body)
}

// quoted is a JSON document inside a JSON string.
func quoted(doc []byte) []byte {
	text, _ := json.Marshal(string(doc)) // a string always has one
	return text
}

// data is the JSON of data, or what is wrong with the call.
func (g *Gateway) data(method, bizContent string, h billtest.Hints) (data []byte, problem string) {
	if method == billMethod {
		q, problem := parseQuery(bizContent, g.lenient)
		if problem != "" {
			return nil, problem
		}
		return g.page(q, h), ""
	}
	if g.call != nil {
		if data, ok := g.call(method, bizContent); ok {
			return data, ""
		}
	}
	return nil, "method differs: it must be " + billMethod
}

// page is one page of the bills asked for.
func (g *Gateway) page(q query, h billtest.Hints) []byte {
	served := billtest.Select(billtest.Hints{}, g.rows, q.serves)
	page := billtest.Paginate(h, billtest.Select(h, served, q.matches), q.page(), q.limit())
	data := []byte{'{'}
	if total, ok := page.Total(); ok {
		data = strconv.AppendInt(append(data, `"total":`...), total, 10)
		data = append(data, ',')
	}
	list := billtest.Array(page.Rows, func(r *row) []byte { return r.text })
	return slices.Concat(data, []byte(`"list":`), list, []byte{'}'})
}
