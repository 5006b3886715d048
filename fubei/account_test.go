package fubei

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestAccount(t *testing.T) {
	params := map[string]string{"a": "1"}
	for _, test := range []struct {
		reason    string
		config    Config
		field, id string
	}{
		{"merchant level", Config{AppID: "m", AppSecret: testSecret}, "app_id", "m"},
		{"agent level", Config{VendorSN: "v", VendorSecret: testSecret}, "vendor_sn", "v"},
	} {
		t.Run(test.reason, func(t *testing.T) {
			who := test.config.account()
			assert.Equal(t, test.field, who.field)
			assert.Equal(t, test.id, who.id)
			assert.Equal(t, Sign(params, testSecret), who.sign(params))
			assert.Equal(t, []string{testSecret}, who.secrets())
			assert.NotContains(t, fmt.Sprintf("%+v %#v", who, who), testSecret)
		})
	}
}
