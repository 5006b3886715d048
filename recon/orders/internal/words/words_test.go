package words

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/billrecon/billrecon/recon"
	"github.com/billrecon/billrecon/recon/orders/internal/form"
)

// TestNamesArePlain: a name that form.PlainName changes would never be found, and one that stands twice would be ambiguous for ever.
func TestNamesArePlain(t *testing.T) {
	seen := map[string]bool{}
	for field, groups := range Columns {
		for _, group := range groups {
			for name := range strings.FieldsSeq(group) {
				assert.Equal(t, name, form.PlainName([]byte(name)))
				assert.False(t, seen[name], "%s of field %d", name, field)
				seen[name] = true
			}
		}
	}
	for word := range Channels {
		assert.Equal(t, word, form.PlainName([]byte(word)))
	}
}

func TestStates(t *testing.T) {
	usual := States(nil)
	for word, m := range usual {
		assert.Equal(t, word, form.PlainName([]byte(word)))
		assert.NotEqual(t, recon.Succeeded, m.Refund, "a refund that was carried out is Refunded")
	}
	assert.NotContains(t, usual, "")
	own := States(map[string]recon.State{"Pay Later": recon.Pending, "已支付": recon.Unknown, "": recon.Succeeded})
	assert.Equal(t, Meaning{recon.Pending, recon.Pending}, own["paylater"])
	assert.Equal(t, recon.Unknown, own["已支付"].Payment)
	assert.Contains(t, own, "")
	assert.Equal(t, recon.Succeeded, States(nil)["已支付"].Payment, "the usual words stay as they are")
}

func TestKinds(t *testing.T) {
	usual := Kinds(nil)
	for word := range usual {
		assert.Equal(t, word, form.PlainName([]byte(word)))
	}
	assert.Equal(t, recon.Payment, usual["收入"])
	assert.Equal(t, recon.Refund, usual["退款"])
	own := Kinds(map[string]recon.Kind{"Money Back": recon.Refund, "收入": recon.Reversal})
	assert.Equal(t, recon.Refund, own["moneyback"])
	assert.Equal(t, recon.Reversal, own["收入"])
	assert.Equal(t, recon.Payment, Kinds(nil)["收入"], "the usual words stay as they are")
}
