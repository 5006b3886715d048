package main

import (
	"slices"
	"testing"
	"testing/synctest"

	"github.com/billrecon/billrecon/billtest"
	"github.com/billrecon/billrecon/eshouhou/eshouhoutest"
)

var eshouhouEnv = map[string]string{"ESHOUHOU_APP_ID": eshouhoutest.AppID, "ESHOUHOU_APP_SECRET": eshouhoutest.AppSecret}

func TestEshouhou(t *testing.T) {
	call, token := eshouhoutest.StatementCall, eshouhoutest.TokenCall
	with := []string{"-id", eshouhoutest.ID(3)}
	wrong := []string{"-wrong-sign"}
	for _, b := range append(everywhere("credentials", "7001"), []behaviour{
		{"as documented", nil, with, []string{"credentials=accepted", "token_life=lasts 7200", "no_statement=null", "statement=asked_for", "expire=lasts 3600",
			"old_token=accepted", "!wrong_sign"}},
		{"no id given", nil, nil, []string{"no_statement=null", "!statement", "expire=lasts 3600"}},
		{"an id without a statement", nil, []string{"-id", "fictional-id"}, []string{"statement=none"}},
		{"another statement than asked for", billtest.Script{{On: call(2), Fault: billtest.OtherRows()}}, with, []string{"statement=other"}},
		{"a short life", billtest.Script{{On: token(1), Fault: respond(`{"ResultCode":"0","ResultValue":{"access_token":"fictional-token-1","expires_in":"600"}}`)}},
			nil, []string{"token_life=lasts 600"}},
		{"expire is ignored", billtest.Script{{On: token(2), Fault: respond(`{"ResultCode":0,"ResultValue":{"access_token":"fictional-token-2","expires_in":7200}}`)}},
			nil, []string{"expire=lasts 7200"}},
		{"a code for no statement", billtest.Script{{On: call(1), Fault: billtest.Business("404", "", "")}}, nil, []string{"no_statement=code 404"}},
		{"an empty object", billtest.Script{{On: call(1), Fault: respond(`{"ResultCode":0,"ResultValue":{}}`)}}, nil, []string{"no_statement=statement"}},
		{"an empty text", billtest.Script{{On: call(1), Fault: respond(`{"ResultCode":0,"ResultValue":""}`)}}, nil, []string{"no_statement=empty_text"}},
		{"no value", billtest.Script{{On: call(1), Fault: respond(`{"ResultCode":0}`)}}, nil, []string{"no_statement=absent"}},
		{"busy", billtest.Script{{On: call(2), Fault: billtest.Business("9", "", "")}}, with, []string{"passing_code=passes 9", "statement=asked_for"}},
		{"a newer token ends the older", billtest.Script{{On: call(3), Fault: eshouhoutest.ExpireToken()}}, nil, []string{"old_token=code 40001"}},
		{"a wrong sign, a wrong token", nil, wrong, []string{"wrong_sign=code -1", "wrong_token=code 40001"}},
		{"a wrong token gets 403", billtest.Script{{On: call(4), Fault: billtest.Status(403)}}, wrong, []string{"wrong_token=status 403"}},
		{"a wrong sign gets a page", billtest.Script{{On: token(3), Fault: billtest.HTML(200)}}, wrong, []string{"wrong_sign=no_json"}},
		{"no token in a success", billtest.Script{{On: token(1), Fault: respond(`{"ResultCode":0,"ResultValue":null}`)}}, nil, []string{"credentials=no_json", "!token_life"}},
	}...) {
		t.Run(b.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				gw := eshouhoutest.New(silent{t}, eshouhoutest.Options{Statements: eshouhoutest.Statements(5), ExpiredCode: "40001", Faults: b.faults})
				r, _ := visitOf(t, gw, eshouhouEnv, slices.Concat(b.args, []string{"eshouhou"})...)
				r.has(t, b.want)
			})
		})
	}
}
