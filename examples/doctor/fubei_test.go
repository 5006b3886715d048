package main

import (
	"slices"
	"testing"
	"testing/synctest"

	"github.com/billrecon/billrecon/billtest"
	"github.com/billrecon/billrecon/fubei"
	"github.com/billrecon/billrecon/fubei/fubeitest"
)

func fubeiEnv(gw *fubeitest.Gateway) map[string]string {
	return map[string]string{"FUBEI_APP_ID": fubeitest.AppID, "FUBEI_APP_SECRET": fubeitest.AppSecret}
}

func TestFubei(t *testing.T) {
	emptyDay, busy := billtest.Call(1), billtest.Call(2)
	for _, b := range append(everywhere("credentials", "7001"), []behaviour{
		{"as documented", nil, nil, []string{"dns=resolves", "credentials=accepted", "data=object", "empty_list=array", "empty_total=there", "day=rows",
			"past_end=empty", "limit_above=code 9996", "page_cap=honoured", "type_1=more", "!wrong_sign", "!passing_code"}},
		{"busy at first", billtest.Script{{On: emptyDay, Fault: billtest.Business("9999", "", "busy")}}, nil,
			[]string{"passing_code=passes 9999", "credentials=accepted", "day=rows"}},
		{"no total", billtest.Script{{On: emptyDay, Fault: respond(`{"result_code":"200","data":{"list":null}}`)}}, nil, []string{"empty_total=absent", "empty_list=null"}},
		{"data of null", billtest.Script{{On: emptyDay, Fault: respond(`{"result_code":200,"data":null}`)}}, nil, []string{"data=null", "empty_list=absent", "empty_total=absent"}},
		{"no data", billtest.Script{{On: emptyDay, Fault: respond(`{"result_code":200}`)}}, nil, []string{"data=absent", "empty_total=absent"}},
		{"a list of text", billtest.Script{{On: emptyDay, Fault: respond(`{"result_code":200,"data":"{\"total\":\"0\",\"list\":\"\"}"}`)}}, nil,
			[]string{"data=text", "empty_list=empty_text", "empty_total=there"}},
		{"an empty day that is not", billtest.Script{{On: emptyDay, Fault: respond(`{"result_code":200,"data":{"total":1,"list":[{}]}}`)}}, nil, []string{"empty_total=not_empty"}},
		{"pages are ignored", billtest.Script{{On: billtest.Page(27), Fault: billtest.IgnorePage()}}, nil, []string{"past_end=first_again"}},
		{"a page past the end is refused", billtest.Script{{On: billtest.Page(27), Fault: billtest.Business("400", "", "")}}, nil, []string{"past_end=code 400"}},
		{"the last page again", billtest.Script{{On: billtest.Page(27), Fault: respond(`{"result_code":200,"data":{"total":250,"list":[{"order_sn":"9"}]}}`)}}, nil, []string{"past_end=rows"}},
		{"a limit above the maximum is taken", billtest.Script{{On: billtest.Call(4), Fault: billtest.IgnoreLimit()}}, nil, []string{"limit_above=code 9996"}},
		{"pages of 50", billtest.Script{{On: billtest.Call(5), Fault: billtest.CapPage(50)}}, nil, []string{"page_cap=capped 50"}},
		{"limits are ignored", billtest.Script{{On: billtest.Call(5), Fault: billtest.IgnoreLimit()}}, nil, []string{"page_cap=unpaged"}},
		{"type 1 is all at once", billtest.Script{{On: billtest.Call(6), Fault: billtest.IgnoreLimit()}}, nil, []string{"type_1=unpaged"}},
		{"a quiet day", billtest.Script{{On: busy, Fault: billtest.Empty()}}, []string{"-day", "2001-01-01"}, []string{"day=no_json", "!past_end"}},
		{"a day without rows", nil, []string{"-day", "2001-01-01"}, []string{"day=no_rows", "page_cap=undecided", "type_1=same"}},
		{"a wrong sign", nil, []string{"-wrong-sign"}, []string{"wrong_sign=code 9996"}},
		{"a wrong sign is taken", billtest.Script{{On: billtest.Call(7), Fault: respond(`{"result_code":200,"data":{}}`)}}, []string{"-wrong-sign"}, []string{"wrong_sign=accepted"}},
		{"a wrong sign gets 403", billtest.Script{{On: billtest.Call(7), Fault: billtest.Status(403)}}, []string{"-wrong-sign"}, []string{"wrong_sign=status 403"}},
	}...) {
		t.Run(b.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				bills := fubeitest.Bills(260, 2000, 1, 1)
				for i := range bills[250:] {
					bills[250+i].PayStatus = fubei.PayStatusUnpaid
				}
				gw := fubeitest.New(silent{t}, fubeitest.Options{Bills: bills, Faults: b.faults})
				r, _ := visitOf(t, gw, fubeiEnv(gw), slices.Concat(b.args, []string{"fubei"})...)
				r.has(t, b.want)
			})
		})
	}
}

// silent is a TB for gateways whose faults may stay unplayed.
type silent struct{ *testing.T }

func (silent) Errorf(string, ...any) {}
