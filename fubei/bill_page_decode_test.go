package fubei

import (
	"context"
	"errors"
	"os"
	"strings"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/billrecon/billrecon/internal/row"
	"github.com/billrecon/billrecon/internal/wire"
)

func decodeText(body string) (pageData, error) {
	return decodePage(context.Background(), wire.NewReader(nil), []byte(body), row.Options{Zone: wire.ChinaZone}, 100, nil)
}

// reply wraps the JSON of data in a success.
func reply(data string) string {
	return `{"result_code":200,"result_message":"成功","data":` + data + `}`
}

const oneRow = `{"order_sn":"1","total_fee":"1.00"}`

// oneRowQuoted is data with one row, as a JSON string.
const oneRowQuoted = `"{\"total\":1,\"list\":[{\"order_sn\":\"1\",\"total_fee\":\"1.00\"}]}"`

func TestDecodeSample(t *testing.T) {
	body, err := os.ReadFile("testdata/page.json")
	require.NoError(t, err)
	page, err := decodeText(string(body))
	require.NoError(t, err)

	second := sampleBill()
	second.OrderSN, second.MerchantOrderSN = "20161107095831508496", "2017011416161545190"
	second.CreateTime = at(1478483911)
	second.TotalFee, second.Income = decimal.RequireFromString("8.25"), amount("8.25")

	assert.Equal(t, pageData{bills: page.bills, total: 2, hasTotal: true}, page)
	assert.Equal(t, []Bill{sampleBill(), second}, page.bills, "to the digit: 9.90 has two decimals, 9.9 has one")
	assert.Equal(t, "2016-11-07 09:58:22", page.bills[0].CreateTime.Format("2006-01-02 15:04:05"),
		"the order number starts with this time")
}

func TestDecodePageForms(t *testing.T) {
	for _, test := range []struct {
		reason, body string
		rows         int
		total        int64
		hasTotal     bool
	}{
		{"an object", reply(`{"total":1,"list":[` + oneRow + `]}`), 1, 1, true},
		{"a byte order mark", "\ufeff" + reply(`{"total":1,"list":[`+oneRow+`]}`), 1, 1, true},
		{"a string that holds the object", reply(oneRowQuoted), 1, 1, true},
		{"a quoted total", reply(`{"total":"1","list":[` + oneRow + `]}`), 1, 1, true},
		{"no total", reply(`{"list":[` + oneRow + `]}`), 1, 0, false},
		{"a null total", reply(`{"total":null,"list":[` + oneRow + `]}`), 1, 0, false},
		{"an empty total", reply(`{"total":"","list":[` + oneRow + `]}`), 1, 0, false},
		{"the total after the list", reply(`{"list":[` + oneRow + `],"total":1}`), 1, 1, true},
		{"a quoted code", `{"result_code":"200","data":{"total":1,"list":[` + oneRow + `]}}`, 1, 1, true},
		{"the code after the data", `{"data":{"total":1,"list":[` + oneRow + `]},"result_code":200}`, 1, 1, true},
		{"white space everywhere", " {\n\"result_code\" : 200 , \"data\" :\t{ \"list\" : [ " + oneRow + " ] } }\r\n", 1, 0, false},
		{"list []", reply(`{"total":0,"list":[]}`), 0, 0, true},
		{"list null", reply(`{"total":0,"list":null}`), 0, 0, true},
		{"list missing", reply(`{"total":0}`), 0, 0, true},
		{"list empty string", reply(`{"total":0,"list":""}`), 0, 0, true},
		{"list {}", reply(`{"total":0,"list":{}}`), 0, 0, true},
		{"data []", reply(`[]`), 0, 0, false},
		{"data null", reply(`null`), 0, 0, false},
		{"data empty string", reply(`""`), 0, 0, false},
		{"data {}", reply(`{}`), 0, 0, false},
		{"data missing", `{"result_code":200}`, 0, 0, false},
		{"data is a string that holds []", reply(`"[]"`), 0, 0, false},
		{"data is a string that holds null", reply(`"null"`), 0, 0, false},
		{"data is a string that holds {}", reply(`" { } "`), 0, 0, false},
		{"an empty page of a longer bill", reply(`{"total":250,"list":[]}`), 0, 250, true},
	} {
		t.Run(test.reason, func(t *testing.T) {
			page, err := decodeText(test.body)
			require.NoError(t, err)
			assert.Len(t, page.bills, test.rows)
			assert.Equal(t, test.total, page.total)
			assert.Equal(t, test.hasTotal, page.hasTotal)
			assert.Nil(t, page.unknown)
		})
	}
}

func TestDecodePageRefuses(t *testing.T) {
	for _, test := range []struct {
		reason, body, text string
		retry              bool
	}{
		{"an empty body", ``, "is empty", true},
		{"HTML", `<html><body>502</body></html>`, "looks like HTML", true},
		{"plain text", `upstream error`, "is not JSON", true},
		{"cut in the envelope", `{"result_code":200,"da`, "ends too early", true},
		{"cut in a row", reply(`{"list":[` + oneRow)[:60], "ends too early", true},
		{"cut after data", `{"result_code":200,"data":{}`, "ends too early", true},
		{"two documents", reply(`{}`) + `{}`, "goes on after its end", false},
		{"an array", `[]`, "is an array, not an object", false},
		{"null", `null`, "is null, not an object", false},
		{"no code", `{"data":{}}`, "result_code: is missing", false},
		{"a null code", `{"result_code":null,"data":{}}`, "result_code: is missing", false},
		{"a code in an object", `{"result_code":{},"data":{}}`, "result_code: is an object, not text", false},
		{"the code twice", `{"result_code":200,"result_code":200}`, "result_code: appears twice", false},
		{"data twice", `{"result_code":200,"data":{},"data":{}}`, "data: appears twice", false},
		{"data is a number", reply(`7`), "data: is a number, not an object", false},
		{"data is text", reply(`"no such thing"`), "in the JSON that a string holds", false},
		{"data is a string cut short", reply(`"{\"list\":["`), "in the JSON that a string holds", false},
		{"data is a string with two documents", reply(`"{}{}"`), "goes on after its end", false},
		{"other names than the documented ones", reply(`{"rows":[` + oneRow + `],"count":1}`), "data: has neither a total nor a list", false},
		{"names in capitals", reply(`{"Total":1,"List":[` + oneRow + `]}`), "data: has neither a total nor a list", false},
		{"other names in a string", reply(`"{\"rows\":[],\"count\":1}"`), "data: has neither a total nor a list", false},
		{"rows outside of a list", reply(`[` + oneRow + `]`), "is an array, not an object", false},
		{"the total twice", reply(`{"total":1,"total":1}`), "data.total: appears twice", false},
		{"the list twice", reply(`{"list":[],"list":[]}`), "data.list: appears twice", false},
		{"a total below zero", reply(`{"total":-1,"list":[]}`), "data.total: is not within 0 to", false},
		{"half a total", reply(`{"total":1.5,"list":[]}`), "data.total: is not a whole number", false},
		{"a list that is an object of rows", reply(`{"list":{"0":` + oneRow + `}}`), "data.list: is an object, not an array", false},
		{"a list in a string", reply(`{"list":"x"}`), "data.list: is a string, not an array", false},
		{"the path of a broken row", reply(`{"list":[` + oneRow + `,{"order_sn":"2","total_fee":"x"}]}`),
			"data.list[1].total_fee: is not a decimal number", false},
		{"the path of a row without identity", reply(`{"list":[` + oneRow + `,{"total_fee":"1"}]}`), "data.list[1]: has no order_sn", false},
		{"the path in a string", reply(`"{\"list\":[{\"order_sn\":\"2\",\"total_fee\":\"x\"}]}"`),
			"data.list[0].total_fee: is not a decimal number", false},
	} {
		t.Run(test.reason, func(t *testing.T) {
			_, err := decodeText(test.body)
			require.ErrorIs(t, err, ErrMalformedResponse)
			assert.Contains(t, err.Error(), test.text)
			var e *Error
			require.True(t, errors.As(err, &e))
			assert.Equal(t, test.retry, e.Retryable())
		})
	}
}

func TestDecodePageCountsUnknownMembers(t *testing.T) {
	page, err := decodeText(`{"result_code":200,"trace":"t","success":true,"sub_code":"",
		"data":{"total":2,"next":1,"list":[{"order_sn":"1","total_fee":"1","memo":1},{"order_sn":"2","total_fee":"1","memo":2,"pay_type":9}]}}`)
	require.NoError(t, err)
	assert.Equal(t, wire.Unknown{"field:trace": 1, "field:next": 1, "field:memo": 2, "pay_type:9": 1}, page.unknown)
}

func TestDecodePageKeepsRawOfAString(t *testing.T) {
	page, err := decodePage(context.Background(), wire.NewReader(nil), []byte(reply(oneRowQuoted)), row.Options{Zone: wire.ChinaZone, KeepRaw: true}, 1, nil)
	require.NoError(t, err)
	assert.Equal(t, oneRow, string(page.bills[0].Raw))
}

func TestDecodePageErrorPlace(t *testing.T) {
	body := reply(`{"list":[{"order_sn":"2","total_fee":"x"}]}`)
	_, err := decodeText(body)
	var field *wire.FieldError
	require.True(t, errors.As(err, &field))
	assert.Equal(t, "data.list[0].total_fee", field.Path)
	assert.EqualValues(t, strings.Index(body, `"x"`), field.Offset, "in the whole reply")
}
