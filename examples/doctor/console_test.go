package main

import (
	"net/http"
	"slices"
	"testing"
	"testing/synctest"

	"github.com/stretchr/testify/assert"

	"github.com/billrecon/billrecon/billtest"
	"github.com/billrecon/billrecon/recon/console"
	"github.com/billrecon/billrecon/recon/console/consoletest"
)

const session = "Bearer fictional-session-of-the-console"

var consoleEnv = map[string]string{"CONSOLE_BASE_URL": "https://console.example", "CONSOLE_AUTHORIZATION": session}

// The calls are: 1 list, 2 empty filter, 3 past the end, 4 page size, 5 details, 6 and 7 the write, then the one without authorisation.
func TestConsole(t *testing.T) {
	on, write := billtest.Call, []string{"-write", "order-2"}
	for _, b := range append(everywhere("credentials", "7001"), []behaviour{
		{"as documented", nil, nil, []string{"credentials=accepted", "list=whole", "empty_total=there", "statistics=of_filter", "past_end=first_again",
			"page_size=ignored", "details=null", "!post", "!wrong_sign"}},
		{"a list that is cut", billtest.Script{{On: on(1), Fault: billtest.LieTotal(5)}}, nil, []string{"list=cut"}},
		{"no number on an empty list", billtest.Script{{On: on(2), Fault: billtest.AbsentTotal()}}, nil, []string{"empty_total=absent"}},
		{"filters are ignored", billtest.Script{{On: on(2), Fault: billtest.OtherRows()}}, nil, []string{"empty_total=not_empty"}},
		{"statistics of all", billtest.Script{{On: on(2), Fault: respond(`{"code":200,"data":{"statistics":{"order_num":2},"order":{"num":0,"data":[]}}}`)}},
			nil, []string{"statistics=of_all"}},
		{"page is honoured", billtest.Script{{On: on(3), Fault: respond(`{"code":200,"data":{"order":{"num":2,"data":[]}}}`)}}, nil, []string{"past_end=empty"}},
		{"page is refused", billtest.Script{{On: on(3), Fault: billtest.Business("404", "", "")}}, nil, []string{"past_end=code 404"}},
		{"page_size is honoured", billtest.Script{{On: on(4), Fault: respond(`{"code":200,"data":{"order":{"num":2,"data":[{"code":"order-1"}]}}}`)}}, nil, []string{"page_size=honoured"}},
		{"page_size is refused", billtest.Script{{On: on(4), Fault: billtest.Status(400)}}, nil, []string{"page_size=status 400"}},
		{"details of an object", billtest.Script{{On: on(5), Fault: respond(`{"code":200,"data":{"bill_data":[],"third_bill":{}}}`)}}, nil, []string{"details=object"}},
		{"details are refused", billtest.Script{{On: on(5), Fault: billtest.Business("403", "", "")}, {On: on(6), Fault: billtest.Business("403", "", "")}}, nil, []string{"details=code 403"}},
		{"JSON is taken", nil, write, []string{"post=JSON"}},
		{"a form is taken", billtest.Script{{On: on(6), Fault: billtest.Business("400", "", "")}}, write, []string{"post=form"}},
		{"neither is taken", billtest.Script{{On: on(6), Fault: billtest.Status(415)}, {On: on(7), Fault: billtest.Business("400", "", "")}}, write, []string{"post=refused 400"}},
		{"an order that is not listed", nil, []string{"-write", "order-9"}, []string{"post=not_listed"}},
		{"without authorisation", nil, []string{"-wrong-sign"}, []string{"wrong_sign=status 401"}},
		{"nothing is checked", billtest.Script{{On: on(6), Fault: respond(`{"code":200,"data":{"order":{"num":0,"data":[]}}}`)}}, []string{"-wrong-sign"}, []string{"wrong_sign=accepted"}},
	}...) {
		t.Run(b.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				gw := consoletest.New(silent{t}, consoletest.Options{
					Orders: []console.Order{{Code: "order-1", TotalFee: 198}, {Code: "order-2", TotalFee: 180, Auto: true}}, Faults: b.faults,
					Allow: func(r billtest.Request) bool { return r.Header.Get("Authorization") == session },
				})
				r, _ := visitOf(t, gw, consoleEnv, slices.Concat(b.args, []string{"console"})...)
				r.has(t, b.want)
				order, _ := gw.Order("order-2")
				assert.True(t, order.Auto, "a write changes nothing")
				posts := slices.ContainsFunc(gw.Requests(), func(r billtest.Request) bool { return r.Method == http.MethodPost })
				assert.Equal(t, len(b.args) == 2 && b.args[1] == "order-2", posts, "never a write but with -write")
			})
		})
	}
}
