package consoletest

import (
	"encoding/json"
	"strings"
	"time"

	"github.com/billrecon/billrecon/billtest"
	"github.com/billrecon/billrecon/recon/console"
)

// listReply is the reply of GET /pay/consume_order.
type listReply struct {
	Code string `json:"code"`
	Data struct {
		Statistics statistics `json:"statistics"`
		Order      struct {
			Num  *int64          `json:"num,omitempty"`
			Data json.RawMessage `json:"data"`
		} `json:"order"`
	} `json:"data"`
}

// detailsReply is the reply of GET /pay/order_details.
type detailsReply struct {
	Code int `json:"code"`
	Data struct {
		BillData  json.RawMessage `json:"bill_data"`
		ThirdBill json.RawMessage `json:"third_bill"`
	} `json:"data"`
}

// orderRow is a row of the list.
type orderRow struct {
	Code         string `json:"code"`
	MerchantName string `json:"merchant__name"`
	EquipmentNo  any    `json:"equipment_no,omitempty"`
	TotalFee     int64  `json:"total_fee"`
	PayMethod    int    `json:"pay_method,omitempty"`
	CreateTime   string `json:"create_time,omitempty"`
	Status       int    `json:"reconciliation_status,omitempty"`
	Auto         bool   `json:"auto"`
}

// detailRow is a row of bill_data.
type detailRow struct {
	Code         string `json:"code"`
	EquipmentNo  any    `json:"equipment_no,omitempty"`
	TotalFee     int64  `json:"total_fee"`
	NickName     string `json:"name__nick_name"`
	Status       int    `json:"reconciliation_status,omitempty"`
	PlatformCode string `json:"platform_code"`
	PayMethod    int    `json:"pay_method,omitempty"`
	OrderStatus  int    `json:"status,omitempty"`
}

// thirdRow is third_bill.
type thirdRow struct {
	TradeTime     string `json:"trade_time,omitempty"`
	OutTradeNo    string `json:"out_trade_no"`
	Device        string `json:"device"`
	TotalMoney    int64  `json:"total_money"`
	OpenID        string `json:"openid"`
	TransactionID string `json:"transaction_id"`
}

func encodeOrder(o console.Order) []byte {
	return billtest.Object(orderRow{
		o.Code, o.MerchantName, equipment(o.EquipmentNo), int64(o.TotalFee), int(o.PayMethod),
		timeOf(o.CreateTime), int(o.ReconciliationStatus), o.Auto,
	}, o.Extra)
}

func encodeDetailOrder(o console.DetailOrder) []byte {
	return billtest.Object(detailRow{
		o.Code, equipment(o.EquipmentNo), int64(o.TotalFee), o.NickName, int(o.ReconciliationStatus),
		o.PlatformCode, int(o.PayMethod), int(o.Status),
	}, o.Extra)
}

func encodeThirdBill(b console.ThirdBill) []byte {
	return billtest.Object(thirdRow{timeOf(b.TradeTime), b.OutTradeNo, b.Device, int64(b.TotalMoney), b.OpenID, b.TransactionID}, b.Extra)
}

// equipment is a number where it looks like one, as in the page's samples.
func equipment(no string) any {
	if no == "" {
		return nil
	}
	return billtest.Number(no)
}

// timeOf is a time at UTC+8 without a zone; a fraction has six digits at least.
func timeOf(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	t = t.In(billtest.China())
	text := t.Format("2006-01-02T15:04:05.000000000")
	if t.Nanosecond() == 0 {
		return text[:19]
	}
	return strings.TrimSuffix(text, "000")
}
