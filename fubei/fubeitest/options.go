package fubeitest

import (
	"github.com/billrecon/billrecon/billtest"
	"github.com/billrecon/billrecon/fubei"
)

// The merchant that a gateway without credentials in its [Options] knows. They are fictional.
const (
	AppID     = "20260101000000000001"
	AppSecret = "fictional-secret-of-the-fake-gateway"
)

// Options say what a [Gateway] serves. The zero value is an empty gateway that knows [AppID].
type Options struct {
	// AppID and AppSecret are the merchant that the gateway knows. Empty: the constants of the same names, unless VendorSN
	// is set.
	AppID, AppSecret string
	// VendorSN and VendorSecret make it a gateway for an agent (服务商) instead.
	VendorSN, VendorSecret string
	// Bills are the rows, served in this order, filtered as the query says. The day of a row is the day of its CreateTime at
	// UTC+8; a row without CreateTime is never found. Unpaid rows come only with BillQuery.All, as the provider is believed
	// to do. The slice is copied.
	Bills []fubei.Bill
	// Faults is what goes wrong, and when.
	Faults billtest.Script
	// DataAsString sends data as a JSON string that holds the object, as the provider sometimes does.
	DataAsString bool
	// OmitTotal sends pages without a total.
	OmitTotal bool
	// ErrorCode is the result_code of a refused signature or parameter. Empty is "9996", seen in public code for a bad
	// parameter; the code of a refused signature is not documented.
	ErrorCode string
}

// withDefaults fills in the credentials and the code.
func (o Options) withDefaults() Options {
	if o.AppID == "" && o.VendorSN == "" {
		o.AppID = AppID
		if o.AppSecret == "" {
			o.AppSecret = AppSecret
		}
	}
	if o.ErrorCode == "" {
		o.ErrorCode = "9996"
	}
	return o
}
