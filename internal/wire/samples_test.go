package wire

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// The shapes of the four providers' pages, with fictional values.
const (
	fubeiSample = `{"result_message":"成功","data":{"total":1,"list":[{"order_sn":"20161107095823831740","create_time":"1478483902",
		"total_fee":"9.90","fee":"0.00","store_id":"2299","pay_time":"0","pay_status":"0","income":9.9}]},"result_code":200}`
	settlementSample = `{"code":"0","data":[{"orderNum":"31667365951449629248009653","totalQuantity":-1,"channelName":"优选生活",
		"orderUserMobile":"fictional-mobile","paymentAmount":-2.00,"contract":null,"orderTime":"2022-11-02 13:11:31","settlementType":2}],
		"msg":"success","errMsg":null}`
	eshouhouSample = `{"ResultCode":0,"ErrorMsg":"","ResultValue":{"TotalAmount":"0.00","CustomerAmount":"0.02","AccessoryAmount":"",
		"FeeItems":[],"TypeList":[{"Key":"9","isChecked":false}],"StatementTime":null,"IsOnlinePay":false,"StatementState":4}}`
	consoleSample = `{"code":"200","data":{"statistics":{"order_num":63,"fail_price":{"total_fee__sum":null}},"order":{"num":63,
		"data":[{"total_fee":198,"create_time":"2020-02-21T11:37:08.784968","auto":false}]}}}`
)

// What the samples call an amount and a time, and one policy for the times of all of them.
var (
	sampleTimes   = TimePolicy{Epoch: true, ZeroIsAbsent: true, Layouts: []string{LayoutDash, LayoutSlash, LayoutISO}}
	sampleAmounts = map[string]bool{"total_fee": true, "fee": true, "income": true, "paymentAmount": true, "TotalAmount": true,
		"CustomerAmount": true, "AccessoryAmount": true, "total_fee__sum": true}
	sampleTimeNames = map[string]bool{"create_time": true, "pay_time": true, "orderTime": true, "StatementTime": true}
)

// flatten reads a sample into its leaves by name: amounts, times and text, each "absent" where it is.
func flatten(r *Reader, leaves map[string]string) {
	for ok := r.Array(); ok && r.Next(); {
		flattenObject(r, leaves)
	}
}

func flattenObject(r *Reader, leaves map[string]string) {
	for ok := r.Object(); ok && r.Next(); {
		name := string(r.Name())
		switch k := r.Kind(); {
		case k == Object:
			flattenObject(r, leaves)
		case k == Array:
			flatten(r, leaves)
		default:
			leaves[name] = leaf(r, name, k)
		}
	}
}

func leaf(r *Reader, name string, k Kind) string {
	switch {
	case sampleAmounts[name]:
		if v := r.Money(); v.Valid {
			return v.Decimal.StringFixed(2)
		}
		return "absent"
	case sampleTimeNames[name]:
		if v := r.Time(sampleTimes); !v.IsZero() {
			return v.Format(time.RFC3339)
		}
		return "absent"
	case k == Bool:
		return string(r.Raw())
	}
	if s, ok := r.Text(); ok {
		return s
	}
	return "absent"
}

func TestProvidersSamples(t *testing.T) {
	for _, c := range []struct {
		provider, doc string
		want          map[string]string
	}{
		{"fubei", fubeiSample, map[string]string{
			"result_message": "成功", "total": "1", "order_sn": "20161107095823831740", "create_time": "2016-11-07T09:58:22+08:00",
			"total_fee": "9.90", "fee": "0.00", "store_id": "2299", "pay_time": "absent", "pay_status": "0", "income": "9.90", "result_code": "200",
		}},
		{"settlement", settlementSample, map[string]string{
			"code": "0", "orderNum": "31667365951449629248009653", "totalQuantity": "-1", "channelName": "优选生活",
			"orderUserMobile": "fictional-mobile", "paymentAmount": "-2.00", "contract": "absent", "orderTime": "2022-11-02T13:11:31+08:00",
			"settlementType": "2", "msg": "success", "errMsg": "absent",
		}},
		{"eshouhou", eshouhouSample, map[string]string{
			"ResultCode": "0", "ErrorMsg": "", "TotalAmount": "0.00", "CustomerAmount": "0.02", "AccessoryAmount": "absent", "Key": "9",
			"isChecked": "false", "StatementTime": "absent", "IsOnlinePay": "false", "StatementState": "4",
		}},
		{"console", consoleSample, map[string]string{
			"code": "200", "order_num": "63", "total_fee__sum": "absent", "num": "63", "total_fee": "198.00",
			"create_time": "2020-02-21T11:37:08+08:00", "auto": "false",
		}},
	} {
		r, got := NewReader([]byte(c.doc)), map[string]string{}
		flattenObject(r, got)
		r.End()
		require.NoError(t, r.Err(), c.provider)
		assert.Equal(t, c.want, got, c.provider)
	}
}

func TestDamagedSamplesOfThePagesAreRefused(t *testing.T) {
	for want, doc := range map[string]string{
		"data[0]: is followed by a comma before the closing bracket":           `{"data":[{"auto":false},]}`,
		"data[0].code: is followed by neither a comma nor the closing bracket": `{"data":[{"code":"2020" #订单编号` + "\n}]}",
	} {
		assert.EqualError(t, skipAll(doc), want)
	}
}
