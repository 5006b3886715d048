package eshouhou_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/billrecon/billrecon/eshouhou"
	"github.com/billrecon/billrecon/eshouhou/eshouhoutest"
)

// FuzzSign: the gateway verifies the sign with an implementation of its own and takes every token request of the client,
// whatever the credentials and the work order id, as long as New and Statement take them.
func FuzzSign(f *testing.F) {
	f.Add("ysh54dd4f8arinfx", "fictional-secret", "80404fbe-6b8b-45f1-9de9-e02e8f2ae9e1")
	f.Add("~~~???>>>", "a&b=c+d %2B", "工单&access_token=x")
	f.Add("a", "密", "%")
	f.Fuzz(func(t *testing.T, id, secret, workOrderID string) {
		gw := eshouhoutest.New(nil, eshouhoutest.Options{AppID: id, AppSecret: secret})
		defer gw.Close()
		cfg := gw.Config()
		cfg.AppID, cfg.AppSecret = id, secret
		c, err := eshouhou.New(cfg)
		if err != nil {
			assert.ErrorIs(t, err, eshouhou.ErrInvalidRequest)
			return
		}
		_, err = c.Statement(t.Context(), workOrderID)
		if kindOf(err) == "invalid" {
			assert.Zero(t, gw.Count())
			return
		}
		assert.ErrorIs(t, err, eshouhou.ErrNoStatement)
		requests := gw.Requests()
		assert.Len(t, requests, 2)
		assert.Equal(t, workOrderID, requests[1].Query.Get("workOrderId"))
	})
}
