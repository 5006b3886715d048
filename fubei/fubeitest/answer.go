package fubeitest

import (
	"encoding/json"
	"net/http"
	"slices"
	"strconv"

	"github.com/billrecon/billrecon/billtest"
)

// answer is the correct reply to a request, with the data-level fault of h.
func (g *Gateway) answer(r *billtest.Request, h billtest.Hints) billtest.Reply {
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
	q, problem := parseQuery(fields["biz_content"])
	if problem != "" {
		return g.refuse(problem)
	}
	if code, sub, message, ok := h.Business(); ok {
		return failure(code, sub, message)
	}
	return g.page(q, h)
}

// refuse answers a request that the provider would not take; the text names what differed.
func (g *Gateway) refuse(problem string) billtest.Reply {
	return failure(g.errorCode, "", "fubeitest: "+problem)
}

// failure is the provider's error envelope: data is null, the code a number where it is one.
func failure(code, subCode, message string) billtest.Reply {
	var result any = code
	if n, err := strconv.Atoi(code); err == nil && strconv.Itoa(n) == code {
		result = n
	}
	return billtest.JSON(http.StatusOK, struct {
		Message string `json:"result_message"`
		SubCode string `json:"sub_code,omitempty"`
		Data    any    `json:"data"`
		Code    any    `json:"result_code"`
		Success bool   `json:"success"`
	}{message, subCode, nil, result, false})
}

// page is the success envelope, in the member order of the provider's sample: the code comes last.
func (g *Gateway) page(q query, h billtest.Hints) billtest.Reply {
	found := make([]*row, 0, len(g.rows))
	for _, r := range g.rows {
		if q.matches(r) {
			found = append(found, r)
		}
	}
	data := g.data(billtest.Paginate(h, found, q.page(), q.limit()), len(found), h)
	if g.stringData {
		data = quoted(h.Spoil(data, "total_fee"))
	}
	body := slices.Concat([]byte(`{"result_message":"成功","data":`), data, []byte(`,"result_code":200}`))
	if !h.Played() {
		body = h.Spoil(body, "total_fee")
	}
	return billtest.RawJSON(http.StatusOK, body)
}

func (g *Gateway) data(rows []*row, total int, h billtest.Hints) []byte {
	size := 64
	for _, r := range rows {
		size += len(r.text) + 1
	}
	b := append(make([]byte, 0, size), '{')
	if !g.omitTotal {
		b = append(b, `"total":`...)
		b = append(strconv.AppendInt(b, h.Total(int64(total)), 10), ',')
	}
	b = append(b, `"list":[`...)
	for i, r := range rows {
		if i > 0 {
			b = append(b, ',')
		}
		b = append(b, r.text...)
	}
	return append(b, "]}"...)
}

// quoted is a JSON document inside a JSON string.
func quoted(doc []byte) []byte {
	text, _ := json.Marshal(string(doc)) // a string always has one
	return text
}
