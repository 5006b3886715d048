package wire_test

import (
	"fmt"

	"github.com/billrecon/billrecon/internal/wire"
)

// Mixed types, an embedded document and an absent time, read in one pass.
func ExampleReader() {
	r := wire.NewReader([]byte(`{"result_code":"200","data":"{\"list\":[{\"total_fee\":\"9.90\",\"income\":9.9,\"pay_time\":\"0\"}]}"}`))
	for ok := r.Object(); ok && r.Next(); {
		switch string(r.Name()) {
		case "result_code":
			code, _ := r.Int(0, 9999)
			fmt.Println("code", code)
		case "data":
			readData(r.Embedded())
		}
	}
	r.End()
	fmt.Println("error", r.Err())
	// Output:
	// code 200
	// total_fee 9.90 true
	// income 9.90 true
	// never paid true
	// error <nil>
}

func readData(r *wire.Reader) {
	for ok := r.Object(); ok && r.Next(); { // its only member is list
		for ok := r.Array(); ok && r.Next(); {
			for ok := r.Object(); ok && r.Next(); {
				name := string(r.Name())
				if name == "pay_time" {
					fmt.Println("never paid", r.Time(wire.TimePolicy{Epoch: true, ZeroIsAbsent: true}).IsZero())
					continue
				}
				amount := r.Money()
				fmt.Println(name, amount.Decimal.StringFixed(2), amount.Valid)
			}
		}
	}
}

// An error names the place and the rule, never the value.
func ExampleReader_Err() {
	r := wire.NewReader([]byte(`[{"fee":"1.00"},{"fee":"fictional-secret"}]`))
	for ok := r.Array(); ok && r.Next(); {
		for ok := r.Object(); ok && r.Next(); {
			r.Money()
		}
	}
	r.End()
	fmt.Println(r.Err())
	// Output: [1].fee: is not a decimal number
}
