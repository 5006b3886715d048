package main

import (
	"time"

	"github.com/billrecon/billrecon/billtest"
	"github.com/billrecon/billrecon/eshouhou/eshouhoutest"
	"github.com/billrecon/billrecon/fubei/fubeitest"
	"github.com/billrecon/billrecon/recon/console"
	"github.com/billrecon/billrecon/recon/console/consoletest"
	"github.com/billrecon/billrecon/settlement/settlementtest"
)

// startFake starts a fake provider on loopback whose answers are known: 付呗 is busy at first, 百福得 signs the body and caps its pages,
// e售后 refuses a token with a code, and the console takes JSON. The environment is the one that reaches it.
func (o *options) startFake() (env map[string]string, done func()) {
	o.pause, o.id = 0, eshouhoutest.ID(3)
	switch o.provider {
	case "fubei":
		g := fubeitest.New(nil, fubeitest.Options{Bills: fubeitest.Bills(250, o.day.Year(), int(o.day.Month()), o.day.Day()),
			Faults: billtest.Script{{On: billtest.Call(1), Fault: billtest.Business("9999", "", "busy")}}})
		return map[string]string{"FUBEI_BASE_URL": g.URL(), "FUBEI_APP_ID": fubeitest.AppID, "FUBEI_APP_SECRET": fubeitest.AppSecret}, g.Close
	case "settlement":
		g := settlementtest.New(nil, settlementtest.Options{Scheme: settlementtest.SortedSecretParamBodyMD5, ExpiredCode: "10001",
			Items:  settlementtest.Items(250, o.day.Add(-8*time.Hour), time.Minute),
			Faults: billtest.Script{{Fault: billtest.CapPage(100)}}})
		return map[string]string{"SETTLEMENT_BASE_URL": g.URL(), "SETTLEMENT_ACCESS_TOKEN": settlementtest.Token,
			"SETTLEMENT_SECRET": settlementtest.Secret}, g.Close
	case "eshouhou":
		g := eshouhoutest.New(nil, eshouhoutest.Options{Statements: eshouhoutest.Statements(10), ExpiredCode: "40001"})
		return map[string]string{"ESHOUHOU_BASE_URL": g.URL(), "ESHOUHOU_APP_ID": eshouhoutest.AppID,
			"ESHOUHOU_APP_SECRET": eshouhoutest.AppSecret}, g.Close
	}
	g := consoletest.New(nil, consoletest.Options{Orders: []console.Order{{Code: "fictional-order-1", TotalFee: 198}, {Code: "fictional-order-2", TotalFee: 180}}})
	return map[string]string{"CONSOLE_BASE_URL": g.URL(), "CONSOLE_AUTHORIZATION": "Bearer fictional-session"}, g.Close
}
