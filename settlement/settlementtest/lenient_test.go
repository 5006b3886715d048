package settlementtest

import (
	"crypto/md5"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// foreign posts a body as another client would, signed by the first preset's rule in a few lines of its own.
func foreign(t *testing.T, gw *Gateway, contentType, secret, more, body string) string {
	t.Helper()
	stamp := fmt.Sprint(time.Now().UnixMilli())
	text := "access_token=" + Token + "&appsecret=" + secret + "&timestamp=" + stamp
	query := "?access_token=" + Token + "&timestamp=" + stamp
	if more != "" {
		text, query = text+"&z="+more, query+"&z="+more
	}
	query += fmt.Sprintf("&sign=%x", md5.Sum([]byte(text)))
	req, err := http.NewRequest(http.MethodPost, "https://settlement.example/dbenefit"+itemPath+query, strings.NewReader(body))
	require.NoError(t, err)
	req.Header.Set("Content-Type", contentType)
	resp, err := gw.RoundTrip(req)
	require.NoError(t, err)
	defer resp.Body.Close()
	reply, err := io.ReadAll(resp.Body)
	require.NoError(t, err)
	return string(reply[:min(len(reply), 16)])
}

func TestLenient(t *testing.T) {
	const day = `"paymentStartTime":"2022-11-02 00:00:00","paymentEndTime":"2022-11-02 23:59:59"`
	const ours = "application/json"
	for _, test := range []struct{ reason, contentType, more, body string }{
		{"another JSON type", "text/json;charset=utf-8", "", `{` + day + `}`},
		{"a parameter that is not on the page", ours, "1", `{` + day + `}`},
		{"a field that is not on the page", ours, "", `{` + day + `,"pageSize":1}`},
		{"numbers as text", ours, "", `{` + day + `,"currentPage":"1","itemsPerPage":"2"}`},
	} {
		assert.Contains(t, foreign(t, New(t, Options{Lenient: true}), test.contentType, Secret, test.more, test.body), `"code":"0"`, test.reason)
		assert.NotContains(t, foreign(t, New(t, Options{}), test.contentType, Secret, test.more, test.body), `"code":"0"`, test.reason)
		assert.Contains(t, foreign(t, New(t, Options{Lenient: true}), test.contentType, "fictional-other-secret", test.more, test.body), `10016`, test.reason)
	}
}
