package eshouhou

// Production is the address that an empty Config.BaseURL means.
const Production = "https://api.eshouhou.cn"

// The paths of the two calls, below Config.BaseURL.
const (
	tokenPath     = "/api/TokenApi"
	statementPath = "/api/CustomerService/GetStatementPay"
)
