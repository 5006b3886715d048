package recon

// Channel names how a row was paid. Other values than these are allowed and survive.
type Channel string

// The common channels.
const (
	WeChat   Channel = "wechat"   // 微信支付
	Alipay   Channel = "alipay"   // 支付宝
	UnionPay Channel = "unionpay" // 银联
)
