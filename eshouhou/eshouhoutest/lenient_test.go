package eshouhoutest

import (
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestLenient(t *testing.T) {
	ask := func(gw *Gateway, token, more, body string) string {
		req, err := http.NewRequest(http.MethodGet, "https://api.example"+StatementPath+"?workOrderId="+ID(0)+"&access_token="+token+more, strings.NewReader(body))
		require.NoError(t, err)
		resp, err := gw.RoundTrip(req)
		require.NoError(t, err)
		defer resp.Body.Close()
		reply, err := io.ReadAll(resp.Body)
		require.NoError(t, err)
		return string(reply)
	}
	for _, test := range []struct{ reason, more, body string }{
		{"a parameter that is not on the page", "&v=1", ""},
		{"a body", "", "{}"},
	} {
		for _, lenient := range []bool{true, false} {
			gw := New(t, Options{Statements: Statements(1), Lenient: lenient})
			gw.tokens.Add("fictional-token", gw.IssueToken().Expires)
			assert.Equal(t, lenient, strings.Contains(ask(gw, "fictional-token", test.more, test.body), ID(0)), "%s, lenient %t", test.reason, lenient)
			assert.NotContains(t, ask(gw, "another", test.more, test.body), ID(0), test.reason)
		}
	}
}
