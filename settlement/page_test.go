package settlement

import (
	"context"
	"errors"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/billrecon/billrecon/internal/row"
	"github.com/billrecon/billrecon/internal/wire"
)

func decodeText(body string) (pageData, error) {
	return decodePage(context.Background(), wire.NewReader(nil), []byte(body), row.Options{Zone: wire.ChinaZone}, 100, codeLists{})
}

// reply wraps the JSON of data in a success.
func reply(data string) string {
	return `{"code":"0","data":` + data + `,"msg":"success","errMsg":null}`
}

const oneRow = `{"orderNum":"1","settlementAmount":1.00}`

func TestDecodeSample(t *testing.T) {
	body, err := os.ReadFile("testdata/page.json")
	require.NoError(t, err)
	page, err := decodeText(string(body))
	require.NoError(t, err)
	assert.Equal(t, []Item{refund(), payment()}, page.items, "to the digit: -2.00 has two decimals")
	assert.Nil(t, page.unknown)
	first := page.items[0]
	assert.Equal(t, "-2.00", first.SettlementAmount.StringFixed(2))
	assert.EqualValues(t, -2, first.SettlementAmount.Exponent())
	assert.Equal(t, "-1", first.TotalQuantity.Decimal.String())
	assert.Empty(t, first.Contract, "null")
	assert.Equal(t, "0.01", page.items[1].SettlementAmount.String())
	assert.False(t, first.TypeContradiction())
}

func TestDecodePageForms(t *testing.T) {
	for _, test := range []struct {
		reason, body string
		rows         int
	}{
		{"as in the sample", reply(`[` + oneRow + `]`), 1},
		{"a code that is a number", `{"code":0,"data":[` + oneRow + `]}`, 1},
		{"a code with zero decimals", `{"code":0.0,"data":[` + oneRow + `]}`, 1},
		{"a byte order mark", "\ufeff" + reply(`[`+oneRow+`]`), 1},
		{"the code after the data", `{"data":[` + oneRow + `],"code":"0"}`, 1},
		{"no message", `{"code":"0","data":[` + oneRow + `]}`, 1},
		{"white space everywhere", " {\n\"code\" : \"0\" , \"data\" :\t[ " + oneRow + " ] }\r\n", 1},
		{"data []", reply(`[]`), 0},
		{"data null", reply(`null`), 0},
		{"data null before the code", `{"data":null,"code":"0"}`, 0},
		{"data empty string", reply(`""`), 0},
		{"data {}", reply(`{}`), 0},
	} {
		t.Run(test.reason, func(t *testing.T) {
			page, err := decodeText(test.body)
			require.NoError(t, err)
			assert.Len(t, page.items, test.rows)
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
		{"cut in the envelope", `{"code":"0","da`, "ends too early", true},
		{"cut in a row", reply(`[` + oneRow)[:40], "ends too early", true},
		{"cut after data", `{"code":"0","data":[]`, "ends too early", true},
		{"two documents", reply(`[]`) + `{}`, "goes on after its end", false},
		{"an array", `[]`, "is an array, not an object", false},
		{"null", `null`, "is null, not an object", false},
		{"no code", `{"data":[]}`, "code: is missing", false},
		{"a null code", `{"code":null,"data":[]}`, "code: is missing", false},
		{"an empty code", `{"code":"","data":[]}`, "code: is missing", false},
		{"a code in an object", `{"code":{},"data":[]}`, "code: is an object, not text", false},
		{"the code twice", `{"code":"0","code":"0"}`, "code: appears twice", false},
		{"data twice", `{"code":"0","data":[],"data":[]}`, "data: appears twice", false},
		{"the message twice", `{"code":"0","msg":"","msg":""}`, "msg: appears twice", false},
		{"a success without data is no empty bill", `{"code":"0","msg":"success"}`, "data: is missing", false},
		{"data is a number", reply(`7`), "data: is a number, not an array", false},
		{"data is text", reply(`"no such thing"`), "data: is a string, not an array", false},
		{"data is an object of rows", reply(`{"list":[` + oneRow + `]}`), "data: is an object, not an array", false},
		{"a row that is none", reply(`[1]`), "data[0]: is a number, not an object", false},
		{"the path of a broken row", reply(`[` + oneRow + `,{"orderNum":"2","settlementAmount":"x"}]`),
			"data[1].settlementAmount: is not a decimal number", false},
		{"the path of a row without identity", reply(`[` + oneRow + `,{"settlementAmount":1}]`), "data[1]: has no orderNum", false},
	} {
		t.Run(test.reason, func(t *testing.T) {
			page, err := decodeText(test.body)
			require.ErrorIs(t, err, ErrMalformedResponse)
			assert.Contains(t, err.Error(), test.text)
			assert.Empty(t, page.items)
			var e *Error
			require.True(t, errors.As(err, &e))
			assert.Equal(t, test.retry, e.Retryable())
		})
	}
}

func TestDecodePageCountsUnknownMembers(t *testing.T) {
	page, err := decodeText(`{"code":"0","trace":"t","data":[{"orderNum":"1","settlementAmount":1,"memo":1},
		{"orderNum":"2","settlementAmount":1,"memo":2,"settlementType":9}]}`)
	require.NoError(t, err)
	assert.Equal(t, wire.Unknown{"field:trace": 1, "field:memo": 2, "settlementType:9": 1}, page.unknown)
}

func TestDecodePageKeepsRaw(t *testing.T) {
	page, err := decodePage(context.Background(), wire.NewReader(nil), []byte(reply(`[ `+oneRow+` ]`)), row.Options{Zone: wire.ChinaZone, KeepRaw: true}, 1, codeLists{})
	require.NoError(t, err)
	assert.Equal(t, oneRow, string(page.items[0].Raw))
}

func TestDecodePageErrorPlace(t *testing.T) {
	for _, body := range []string{
		reply(`[{"orderNum":"2","settlementAmount":"x"}]`),
		`{"data":[{"orderNum":"2","settlementAmount":"x"}],"code":"0"}`,
	} {
		_, err := decodeText(body)
		var field *wire.FieldError
		require.True(t, errors.As(err, &field))
		assert.Equal(t, "data[0].settlementAmount", field.Path)
		assert.EqualValues(t, strings.Index(body, `"x"`), field.Offset, "in the whole reply")
	}
	_, err := decodeText(`{"data":7,"code":"0"}`)
	assert.ErrorContains(t, err, "data: is a number, not an array")
}

func TestCountOutside(t *testing.T) {
	asked := span{at("2022-11-02 00:00:00"), at("2022-11-02 23:59:59")}
	for _, test := range []struct {
		reason, paid string
		outside      bool
	}{
		{"the first second", "2022-11-02 00:00:00", false},
		{"the last second", "2022-11-02 23:59:59", false},
		{"a fraction of the last second", "2022-11-02 23:59:59.999", false},
		{"the second before", "2022-11-01 23:59:59", true},
		{"the second after", "2022-11-03 00:00:00", true},
		{"no time at all", "", false},
	} {
		t.Run(test.reason, func(t *testing.T) {
			page, err := decodeText(reply(`[` + leastRow(`"paymentTime":"`+test.paid+`"`) + `]`))
			require.NoError(t, err)
			page.countOutside(filter{paid: asked})
			assert.Equal(t, test.outside, page.unknown["paymentTime:outside"] == 1)
			assert.Equal(t, test.paid == "", page.unknown["paymentTime:absent"] == 1)
		})
	}
}
