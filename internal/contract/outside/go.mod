module example.com/outside

go 1.26.0

require (
	github.com/billrecon/billrecon v0.1.0
	github.com/shopspring/decimal v1.6.0
)

require (
	github.com/go-resty/resty/v2 v2.17.2 // indirect
	golang.org/x/net v0.62.0 // indirect
	golang.org/x/time v0.16.0 // indirect
)

replace github.com/billrecon/billrecon => ../../..
