package consumer

import (
	"encoding/json"
	"net/http"
	"testing"

	"github.com/jarcoal/httpmock"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/billrecon/billrecon/eshouhou"
	"github.com/billrecon/billrecon/fubei"
	"github.com/billrecon/billrecon/recon"
	"github.com/billrecon/billrecon/recon/console"
	"github.com/billrecon/billrecon/settlement"
)

// These tests answer with texts written by hand, without the fakes: enough where one reply is to be shown. Nobody checks the
// signature then, and the pages do not follow from one another.

func TestFubeiByHand(t *testing.T) {
	mock := httpmock.NewMockTransport()
	mock.RegisterResponder(http.MethodPost, fubei.Production, httpmock.NewStringResponder(200, `{"result_code":200,"result_message":"成功","data":{
		"total":1,"list":[{"order_sn":"F1","merchant_order_sn":"order-0000","create_time":"1795320000","pay_time":"1795320009",
		"total_fee":"1.00","fee":"0.01","income":0.99,"pay_status":"1","pay_type":"1","store_id":"0","cashier_id":"0","device_no":""}]}}`))
	c, err := fubei.New(fubei.Config{AppID: "app", AppSecret: "fictional-secret", HTTPClient: &http.Client{Transport: mock}})
	require.NoError(t, err)
	assertOneReconciled(t, Fubei{c})
	assert.Equal(t, 1, mock.GetTotalCallCount())
}

func TestSettlementByHand(t *testing.T) {
	mock := httpmock.NewMockTransport()
	mock.RegisterResponder(http.MethodPost, "https://provider.example"+settlement.ItemPath, func(r *http.Request) (*http.Response, error) {
		assert.Equal(t, "fictional-token", r.URL.Query().Get("access_token"))
		var asked struct{ CurrentPage int }
		assert.NoError(t, json.NewDecoder(r.Body).Decode(&asked))
		if asked.CurrentPage > 1 { // the provider declares no total: only an empty page ends a bill
			return httpmock.NewStringResponse(200, `{"code":"0","msg":"成功","errMsg":null,"data":[]}`), nil
		}
		return httpmock.NewStringResponse(200, `{"code":"0","msg":"成功","errMsg":null,"data":[{"orderNum":"order-0000","bizOrderNum":"B1",
			"settlementAmount":1.00,"paymentTime":"2026-11-22 12:00:09","settlementType":1}]}`), nil
	})
	c, err := settlement.New(settlement.Config{
		BaseURL: "https://provider.example", Token: settlement.StaticToken("fictional-token"),
		Signer: settlement.SortedSecretParamMD5("fictional-secret"), HTTPClient: &http.Client{Transport: mock},
	})
	require.NoError(t, err)
	assertOneReconciled(t, Settlement{c})
}

func TestEshouhouByHand(t *testing.T) {
	mock := httpmock.NewMockTransport()
	mock.RegisterResponder(http.MethodGet, eshouhou.Production+"/api/CustomerService/GetStatementPay",
		httpmock.NewStringResponder(200, `{"ResultCode":0,"ErrorMsg":"","ResultValue":{"ID":"st-1","WorkOrderID":"order-0000",
			"CustomerAmount":"1.00","StatementState":3,"StatementTime":"2026-11-22 18:00:00"}}`))
	c, err := eshouhou.New(eshouhou.Config{Token: eshouhou.StaticToken("fictional-token"), HTTPClient: &http.Client{Transport: mock}})
	require.NoError(t, err)
	assertOneReconciled(t, Eshouhou{c})
}

func TestConsoleByHand(t *testing.T) {
	mock := httpmock.NewMockTransport()
	mock.RegisterResponder(http.MethodGet, "https://console.example/pay/consume_order",
		httpmock.NewStringResponder(200, `{"code":"200","data":{"order":{"num":1,"data":[{"code":"order-0000","total_fee":100,"reconciliation_status":3}]}}}`))
	c, err := console.New(console.Config{BaseURL: "https://console.example", HTTPClient: &http.Client{Transport: mock}})
	require.NoError(t, err)
	found, err := NewService(c).Disagreements(t.Context(), &Report{Statuses: map[string]recon.Status{"order-0000": recon.StatusReconciled}})
	require.NoError(t, err)
	assert.Equal(t, []Disagreement{{"order-0000", recon.StatusReconciled, recon.StatusException}}, found)
}

func assertOneReconciled(t *testing.T, p Provider) {
	t.Helper()
	r, err := NewService(nil, p).Reconcile(t.Context(), p.Name(), day, dayOrders(1), recon.Pool{})
	require.NoError(t, err)
	assert.Empty(t, r.Exceptions)
	assert.Equal(t, recon.StatusReconciled, r.Statuses["order-0000"])
}
