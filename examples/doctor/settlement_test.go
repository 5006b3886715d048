package main

import (
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"

	"github.com/billrecon/billrecon/billtest"
	"github.com/billrecon/billrecon/settlement/settlementtest"
)

var settlementEnv = map[string]string{"SETTLEMENT_BASE_URL": "https://settlement.example/dbenefit",
	"SETTLEMENT_ACCESS_TOKEN": settlementtest.Token, "SETTLEMENT_SECRET": settlementtest.Secret}

// With the first preset taken, the calls are: 1 signer, 2 empty day, 3 day, 4 past the end, 5 and 6 the cap, 7 above it, 8 sign, 9 token.
func TestSettlement(t *testing.T) {
	type options = settlementtest.Options
	items := func(n int) []func(*options) {
		return []func(*options){func(o *options) {
			o.Items = settlementtest.Items(n, time.Date(2000, 1, 1, 0, 0, 0, 0, billtest.China()), time.Second)
		}}
	}
	type scripted struct {
		behaviour
		change []func(*options)
	}
	cases := []scripted{
		{behaviour{"as documented", nil, nil, []string{"signer=SortedSecretParamMD5", "credentials=accepted", "data=array", "empty_total=absent", "day=rows",
			"past_end=empty", "page_cap=undecided", "short_page=ends", "limit_above=code (hidden)", "!wrong_sign"}}, nil},
		{behaviour{"null for none", nil, nil, []string{"data=null", "past_end=empty"}}, []func(*options){func(o *options) { o.NullForNone = true }}},
		{behaviour{"a quiet day", nil, []string{"-day", "1999-12-30"}, []string{"day=no_rows", "short_page=undecided"}}, nil},
		{behaviour{"pages of 100", billtest.Script{{Fault: billtest.CapPage(100)}}, nil, []string{"page_cap=capped 100", "short_page=lies"}}, items(700)},
		{behaviour{"whole pages", nil, nil, []string{"page_cap=honoured", "short_page=undecided"}}, items(700)},
		{behaviour{"limits are ignored", billtest.Script{{Fault: billtest.IgnoreLimit()}}, nil, []string{"page_cap=unpaged"}}, items(700)},
		{behaviour{"a total after all", billtest.Script{{On: billtest.Call(2), Fault: respond(`{"code":"0","data":[],"total":0}`)}}, nil, []string{"empty_total=there"}}, nil},
		{behaviour{"pages are ignored", billtest.Script{{On: billtest.Call(4), Fault: billtest.IgnorePage()}}, nil, []string{"past_end=first_again"}}, nil},
		{behaviour{"a page past the end is refused", billtest.Script{{On: billtest.Call(4), Fault: billtest.Business("500", "", "")}}, nil, []string{"past_end=code 500"}}, nil},
		{behaviour{"busy at the empty day", billtest.Script{{On: billtest.Call(2), Fault: billtest.Business("9999", "", "")}}, nil, []string{"passing_code=passes 9999"}}, nil},
		{behaviour{"501 is taken", billtest.Script{{On: billtest.Call(7), Fault: respond(`{"code":"0","data":[]}`)}}, nil, []string{"limit_above=capped"}}, nil},
		{behaviour{"a wrong sign, a wrong token", nil, []string{"-wrong-sign"}, []string{"wrong_sign=code 10016", "wrong_token=code 10001"}},
			[]func(*options){func(o *options) { o.ExpiredCode = "10001" }}},
		{behaviour{"a wrong token gets 401", nil, []string{"-wrong-sign"}, []string{"wrong_token=status 401"}}, nil},
		{behaviour{"a wrong sign is taken", billtest.Script{{On: billtest.Call(8), Fault: respond(`{"code":0,"data":[]}`)}}, []string{"-wrong-sign"},
			[]string{"wrong_sign=accepted"}}, nil},
		{behaviour{"another secret", nil, nil, []string{"signer=none", "!credentials", "!passing_code", "!day"}},
			[]func(*options){func(o *options) { o.Secret = "fictional-other-secret" }}},
	}
	for _, b := range everywhere("signer", "7001") {
		cases = append(cases, scripted{b, nil})
	}
	for _, scheme := range settlementtest.Schemes() {
		cases = append(cases, scripted{behaviour{scheme.String(), nil, nil, []string{"signer=" + scheme.String(), "day=rows"}}, []func(*options){func(o *options) { o.Scheme = scheme }}})
	}
	for _, test := range cases {
		t.Run(test.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				o := options{Faults: test.faults}
				for _, change := range append(items(24), test.change...) {
					change(&o)
				}
				gw := settlementtest.New(silent{t}, o)
				r, _ := visitOf(t, gw, settlementEnv, slices.Concat(test.args, []string{"settlement"})...)
				r.has(t, test.want)
				signs := map[string]int{}
				for _, request := range gw.Requests() {
					signs[request.Query.Get("sign")]++
				}
				if r.Answers[len(r.Answers)-1].Verdict == "none" {
					assert.Len(t, signs, len(settlementtest.Schemes()), "each preset once")
					assert.Equal(t, len(signs), gw.Count())
				}
			})
		})
	}
}
