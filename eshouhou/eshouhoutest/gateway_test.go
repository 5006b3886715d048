package eshouhoutest

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/billrecon/billrecon/billtest"
	"github.com/billrecon/billrecon/eshouhou"
	"github.com/billrecon/billrecon/internal/client/clienttest"
)

func TestGatewayCopiesItsOptions(t *testing.T) {
	statements := Statements(2)
	g := New(t, Options{Statements: statements})
	statements[0].WorkOrderID = "changed"
	got := ask(t, g, StatementPath, url.Values{"access_token": {g.IssueToken().Value}, "workOrderId": {ID(0)}})
	assert.Contains(t, string(got.Value), ID(0))
}

func TestTheFirstOfTwoStatementsIsServed(t *testing.T) {
	statements := Statements(2)
	statements[1].WorkOrderID = statements[0].WorkOrderID
	g := New(t, Options{Statements: statements})
	got := ask(t, g, StatementPath, url.Values{"access_token": {g.IssueToken().Value}, "workOrderId": {ID(0)}})
	assert.Contains(t, string(got.Value), statements[0].ID)
}

func TestGatewayCounts(t *testing.T) {
	g := New(t, Options{Statements: Statements(1)})
	ask(t, g, TokenPath, tokenQuery())
	ask(t, g, TokenPath, nil)
	ask(t, g, StatementPath, url.Values{"access_token": {"x"}})
	assert.Equal(t, []int{3, 2}, []int{g.Count(), g.TokenRequests()})
	assert.Len(t, g.Requests(), 3)
}

func TestTokensAreMadeAsTheProviderDoes(t *testing.T) {
	g := New(t, Options{})
	a, b := g.IssueToken(), g.IssueToken()
	assert.NotEqual(t, a.Value, b.Value)
	plain, err := base64.StdEncoding.DecodeString(a.Value)
	require.NoError(t, err)
	assert.Regexp(t, `^fictional-app-01&[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}&120$`, string(plain))
}

func TestGatewayPrintsNoSecret(t *testing.T) {
	g := New(t, Options{AppID: "fictional-app-02", AppSecret: "fictional-secret-02", Statements: []eshouhou.Statement{{
		ID: "s", WorkOrderID: "w", CustomerName: "测试甲"}}})
	token := g.IssueToken()
	ask(t, g, StatementPath, url.Values{"access_token": {token.Value}, "workOrderId": {"w"}})
	holder := struct{ G *Gateway }{g}
	var text strings.Builder
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%d"} {
		fmt.Fprintf(&text, verb+verb+verb, g, holder, g.tokens)
	}
	assert.Contains(t, text.String(), "eshouhoutest.Gateway(1 statements, 1 requests)")
	for _, secret := range []string{"fictional-secret-02", token.Value, "测试甲"} {
		assert.NotContains(t, text.String(), secret)
	}
}

func TestFailureTextsShowNoSecret(t *testing.T) {
	const secret = "fictional-secret-03"
	said := &clienttest.Recorder{}
	g := New(said, Options{AppSecret: secret, Faults: billtest.Script{{On: billtest.Call(2), Fault: billtest.Status(500)}}})
	token := g.IssueToken().Value
	var texts []string
	for _, query := range []url.Values{
		{"appid": {AppID}, "timestamp": {"1588239113429"}, "sign": {hash(AppID, "1588239113429", secret)}},
		{"access_token": {token}, "sign": {secret}}, {"access_token": {token + "x"}, "workOrderId": {secret}},
	} {
		for _, path := range []string{TokenPath, StatementPath} {
			texts = append(texts, ask(t, g, path, query).Message)
		}
	}
	said.End()
	all := strings.Join(append(append(texts, said.Logs()...), said.Errors()...), "\n")
	for _, hidden := range []string{secret, token, hash(AppID, "1588239113429", secret)} {
		assert.NotContains(t, all, hidden)
	}
	assert.Contains(t, all, "the secret must stand before the timestamp")
}

func TestGatewayWithoutATest(t *testing.T) {
	g := New(nil, Options{})
	assert.Equal(t, "0", string(ask(t, g, TokenPath, tokenQuery()).Code))
	assert.True(t, strings.HasPrefix(g.URL(), "http://127.0.0.1:"))
	g.Close()
	g.Close()
	_, err := g.Client().Get("https://fictional.example/")
	require.Error(t, err)
	assert.PanicsWithValue(t, "billtest: Script[0]: it has no Fault", func() { New(nil, Options{Faults: billtest.Script{{}}}) })
}

func TestAScriptThatCannotBePlayedFailsTheTest(t *testing.T) {
	said := &clienttest.Recorder{}
	New(said, Options{Faults: billtest.Script{{On: billtest.Call(0), Fault: billtest.Status(500)}}})
	assert.Len(t, said.Errors(), 1)
}

func TestGatewayIsAHandler(t *testing.T) {
	g := New(t, Options{})
	resp, err := http.Get(g.URL() + TokenPath + "?" + tokenQuery().Encode())
	require.NoError(t, err)
	defer resp.Body.Close()
	var body bytes.Buffer
	_, err = body.ReadFrom(resp.Body)
	require.NoError(t, err)
	assert.Contains(t, body.String(), "access_token")
}

func TestGatewayUnderConcurrency(t *testing.T) {
	g := New(t, Options{Statements: Statements(10)})
	var all sync.WaitGroup
	for i := range 50 {
		all.Go(func() {
			token := g.IssueToken()
			ask(t, g, StatementPath, url.Values{"access_token": {token.Value}, "workOrderId": {ID(i % 10)}})
			g.ExpireTokens()
		})
	}
	all.Wait()
	assert.Equal(t, 50, g.Count())
}
