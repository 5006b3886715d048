package fubei

// The gateways of the 1.0 interface that this method belongs to.
const (
	// Production is the gateway that an empty Config.BaseURL means.
	Production = "https://shq-api.51fubei.com/gateway"
	// TestGateway is Fubei's test host.
	TestGateway = "https://shq-api-test.51fubei.com/gateway"
)

// billMethod is the platform's name of the only call of this package.
const billMethod = "openapi.payment.order.reconciliation"
