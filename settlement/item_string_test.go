package settlement

import (
	"bytes"
	"encoding/json"
	"fmt"
	"log/slog"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
)

func TestItemString(t *testing.T) {
	i := refund()
	i.Extra = map[string]json.RawMessage{"memo": json.RawMessage(`"fictional-extra"`)}
	i.Raw = json.RawMessage(`"fictional-raw"`)
	assert.Equal(t, `settlement.Item{OrderNum: "31667365951449629248009653", BizOrderNum: "21221102131100027835", refund, `+
		`SettlementAmount: -2.00, PaymentAmount: -2.00, PaymentTime: 2022-11-02T13:12:32+08:00, OrderUserMobile: ***, `+
		`OrderUserName: ***, CardID: ***, UnionOrganization: ***, Extra: ***, Raw: ***}`, i.String())
	assert.Equal(t, `settlement.Item{OrderNum: "1", BizOrderNum: "", absent, SettlementAmount: 0.00}`, Item{OrderNum: "1"}.String())
	huge := Item{OrderNum: "1", SettlementAmount: decimal.New(1, 30)}
	assert.Contains(t, huge.String(), "SettlementAmount: out of the ordinary")
}

// personal are the values of refund that nothing may show.
var personal = []string{"10000000001", "fictional_user_0001", "fictional-card-0001", "虚构公司", "fictional-extra", "fictional-raw"}

func TestItemNeverShowsPersonalData(t *testing.T) {
	i := refund()
	i.Extra = map[string]json.RawMessage{"memo": json.RawMessage(`"fictional-extra"`)}
	i.Raw = json.RawMessage(`"fictional-raw"`)
	page := ItemPage{Items: []Item{i}, Page: 1, Limit: 100}
	var shown bytes.Buffer
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%d", "%x"} {
		fmt.Fprintf(&shown, verb+verb+verb+verb+verb, i, &i, []Item{i}, page, &page)
		fmt.Fprintf(&shown, verb, struct {
			Item Item
			Page *ItemPage
		}{i, &page})
	}
	for _, log := range []*slog.Logger{slog.New(slog.NewTextHandler(&shown, nil)), slog.New(slog.NewJSONHandler(&shown, nil))} {
		log.Info("row", "item", i, "pointer", &i, "page", page, "page pointer", &page)
	}
	for _, value := range personal {
		assert.NotContains(t, shown.String(), value)
		assert.NotContains(t, shown.String(), fmt.Sprintf("%x", value))
	}
	assert.Equal(t, `"settlement.ItemPage{page 1, 1 items, limit 100}"`, fmt.Sprintf("%q", page))
}
