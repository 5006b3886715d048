package console_test

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/billrecon/billrecon/recon/console"
)

// A member that the page does not document may name the payer, as name__nick_name does in the details.
func TestOrdersPrintNothingPersonal(t *testing.T) {
	o := rows(1)[0]
	o.Extra = map[string]json.RawMessage{"name__nick_name": json.RawMessage(`"` + nickName + `"`)}
	o.Raw = json.RawMessage(`{"openid":"` + payer + `"}`)
	page := console.OrderPage{Orders: []console.Order{o}, Num: 63, HasNum: true}
	text := shown(o, &o, page, &page)
	requireNoSecrets(t, text)
	assert.Contains(t, text, `console.Order{"20261122120000", 100 fen, unpaid, reconciled}`)
	assert.Contains(t, text, `console.OrderPage{1 orders of 63}`)
	assert.Equal(t, `console.OrderPage{0 orders of an unknown number}`, console.OrderPage{}.String())
}
