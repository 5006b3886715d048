package consoletest

import (
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/billrecon/billrecon/recon/console"
)

func TestLenient(t *testing.T) {
	for _, test := range []struct{ reason, contentType, body string }{
		{"another JSON type", "text/json", `{"code":"7","auto":true}`},
		{"auto as text", "application/json", `{"code":"7","auto":"true"}`},
		{"a code as a number", "application/json", `{"code":7,"auto":true}`},
	} {
		for _, lenient := range []bool{true, false} {
			c := New(t, Options{Orders: []console.Order{{Code: "7"}}, Lenient: lenient})
			req, err := http.NewRequest(http.MethodPost, "https://console.example"+orderPath, strings.NewReader(test.body))
			require.NoError(t, err)
			req.Header.Set("Content-Type", test.contentType)
			resp, err := c.RoundTrip(req)
			require.NoError(t, err)
			_, err = io.Copy(io.Discard, resp.Body)
			require.NoError(t, err)
			order, _ := c.Order("7")
			assert.Equal(t, lenient, order.Auto, "%s, lenient %t", test.reason, lenient)
		}
	}
}
