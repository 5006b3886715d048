package recon_test

import (
	"fmt"
	"slices"
	"time"

	"github.com/shopspring/decimal"

	"github.com/billrecon/billrecon/recon"
)

// itself is the record func of rows that are records already.
func itself(r recon.Record) recon.Record { return r }

// at is a paid row of 22 November 2026.
func at(number, yuan string) recon.Record {
	return recon.Record{Key: number, Amount: decimal.RequireFromString(yuan), Time: time.Date(2026, 11, 22, 4, 0, 0, 0, time.UTC)}
}

// exampleResult is a day with one agreement, one amount that differs, one order without a bill row.
func exampleResult() *recon.Result[recon.Record, recon.Record] {
	bills := []recon.Record{at("A1", "12.00"), at("A2", "9.50"), at("a3", "7.00")}
	orders := []recon.Record{at("A1", "12.00"), at("A2", "10.00"), at("A3", "7.00")}
	until := time.Date(2026, 11, 23, 0, 0, 0, 0, time.FixedZone("UTC+8", 8*3600))
	result, err := recon.Match(bills, itself, orders, itself, recon.Rules{BillsUntil: until})
	if err != nil {
		panic(err)
	}
	return result
}

// Exceptions and what is in doubt, without what agrees.
func ExampleResult_Differences() {
	for group := range exampleResult().Differences() {
		fmt.Println(group.Outcome, group.Key)
	}
	// Output:
	// amount short A2
	// order only A3
	// bill only a3
}

// Every row is in exactly one group.
func ExampleResult_Groups() {
	for group := range exampleResult().Groups() {
		fmt.Println(group.Key, group.Status().Chinese(), len(group.Bills), len(group.Orders))
	}
	// Output:
	// A1 已对账 1 1
	// A2 异常 1 1
	// A3 异常 0 1
	// a3 异常 1 0
}

// What agrees plainly is not judged one by one: a count of all groups, and a walk over few.
func ExampleResult_Judged() {
	result := exampleResult()
	agree := result.Count(recon.Matched)
	for group := range result.Judged() {
		if group.Outcome == recon.Matched {
			agree--
		}
	}
	fmt.Println(agree, "agree plainly")
	// Output: 1 agree plainly
}

func ExampleResult_Count() {
	result := exampleResult()
	fmt.Println(result.Count(recon.Matched), result.Count(recon.OrderOnly))
	// Output: 1 1
}

// The proof, from the rows and the groups alone. Do not use a result that fails it.
func ExampleResult_Verify() {
	fmt.Println(exampleResult().Verify())
	// Output: <nil>
}

// Verify, unless it was done before.
func ExampleResult_Proven() {
	fmt.Println(exampleResult().Proven())
	// Output: <nil>
}

// What a row without a partner may belong to. It never changes an outcome.
func ExampleResult_Nearest() {
	result := exampleResult()
	for group := range result.Differences() {
		for _, suggestion := range result.Nearest(group, 1) {
			fmt.Println(group.Key, "-", suggestion.Explain(recon.English))
		}
	}
	// Output:
	// A3 - Bill row 3, key a3, CNY 7.00: it differs from key A3 only in case, at the same time.
	// a3 - Order row 3, key A3, CNY 7.00: it differs from key a3 only in case, at the same time.
}

// A list in another order: the groups that differ, last first.
func ExampleResult_Difference() {
	result := exampleResult()
	n := 0
	for range result.Differences() {
		n++
	}
	for n > 0 {
		n--
		group, _ := result.Difference(n)
		fmt.Println(group.Key, group.Outcome)
	}
	// Output:
	// a3 bill only
	// A3 order only
	// A2 amount short
}

// The same rows in another order have the same digest.
func ExampleResult_Digest() {
	rows := []recon.Record{at("A1", "12.00"), at("A2", "9.50"), at("A3", "7.00")}
	one, _ := recon.Match(rows, itself, rows[:2], itself, recon.Rules{})
	again := slices.Clone(rows)
	slices.Reverse(again)
	two, _ := recon.Match(again, itself, again[1:], itself, recon.Rules{})
	three, _ := recon.Match(again, itself, again[:2], itself, recon.Rules{})
	fmt.Println(one.Digest() == two.Digest(), one.Digest() == three.Digest())
	// Output: true false
}

// The figures of a reconciliation console.
func ExampleResult_Statistics() {
	s := exampleResult().Statistics()
	fmt.Println(s.Orders.Count, "orders,", s.Success.Count, "reconciled,", s.Fail.Count, "exceptions, bill rows alone:", s.BillOnly.Count)
	// Output: 3 orders, 1 reconciled, 2 exceptions, bill rows alone: 1
}

// Rows, outcomes and sums, small enough to keep.
func ExampleResult_Summary() {
	for _, unit := range exampleResult().Summary().Units {
		fmt.Println(unit.Unit, unit.Bills, unit.Orders)
	}
	// Output: CNY 28.5 29
}

// The rows are those that Match was given: a group names them by index.
func ExampleResult_Bills() {
	result := exampleResult()
	for group := range result.Differences() {
		for _, i := range group.Bills {
			fmt.Println(result.Bills()[i].Key)
		}
	}
	// Output:
	// A2
	// a3
}

func ExampleResult_Orders() {
	result := exampleResult()
	for group := range result.Differences() {
		for _, i := range group.Orders {
			fmt.Println(result.Orders()[i].Key, result.Orders()[i].Amount)
		}
	}
	// Output:
	// A2 10
	// A3 7
}

func ExampleResult_BillRecord() {
	result := exampleResult()
	fmt.Println(result.BillRecord(result.Bills()[0]).Key)
	// Output: A1
}

func ExampleResult_OrderRecord() {
	result := exampleResult()
	fmt.Println(result.OrderRecord(result.Orders()[1]).Amount)
	// Output: 10
}

// A report takes the rules from the Result, so that it cannot be made with other ones.
func ExampleResult_Rules() {
	fmt.Println(exampleResult().Rules().LastBillDay())
	// Output: 2026-11-22
}

// An order that was unpaid last night is one order, paid, when this morning's export has it.
func ExampleResult_Replaced() {
	unpaid := at("A1", "12.00")
	unpaid.State = recon.Pending
	evening, _ := recon.Match(nil, itself, []recon.Record{unpaid}, itself, recon.Rules{Hold: 1})
	rules := recon.Rules{Hold: 1, ReplaceHeld: true, Pool: evening.Pool}
	morning, err := recon.Match([]recon.Record{at("A1", "12.00")}, itself, []recon.Record{at("A1", "12.00")}, itself, rules)
	fmt.Println(morning.Replaced(), morning.Count(recon.Matched), err)
	// Output: [0] 1 <nil>
}

// The console's five states.
func ExampleGroup_Status() {
	for group := range exampleResult().Groups() {
		fmt.Println(group.Status(), group.Status().Chinese())
	}
	// Output:
	// reconciled 已对账
	// exception 异常
	// exception 异常
	// exception 异常
}

// Codes say in short, and for programs, what was found.
func ExampleGroup_Codes() {
	for group := range exampleResult().Differences() {
		fmt.Println(group.Key, group.Codes())
	}
	// Output:
	// A2 [E-AMOUNT-SHORT]
	// A3 [E-NO-BILL]
	// a3 [E-NO-ORDER]
}

func ExampleOutcome_Status() {
	for _, o := range []recon.Outcome{recon.Matched, recon.AmountShort, recon.Reversed, recon.Doubtful} {
		fmt.Println(o, o.Status())
	}
	// Output:
	// matched reconciled
	// amount short exception
	// reversed reversed
	// doubtful doubtful
}

// Bill less orders: negative when the bill is short.
func ExampleNet_Difference() {
	n := recon.Net{Unit: recon.CNY, Bill: decimal.New(950, -2), Order: decimal.New(1000, -2)}
	fmt.Println(n.Difference().StringFixed(2))
	// Output: -0.50
}

// The last day that the bills are proven for, whole.
func ExampleRules_LastBillDay() {
	noon := time.Date(2026, 11, 22, 12, 0, 0, 0, time.FixedZone("UTC+8", 8*3600))
	fmt.Println(recon.Rules{BillsUntil: noon}.LastBillDay())
	fmt.Println(recon.Rules{BillsUntil: noon.Add(12 * time.Hour)}.LastBillDay())
	// Output:
	// 2026-11-21
	// 2026-11-22
}

func ExampleDay_Date() {
	day, _ := recon.ParseDay("2026-11-22")
	year, month, date := day.Date()
	fmt.Println(year, month, date, day+1)
	// Output: 2026 November 22 2026-11-23
}

// Rows of one content have one hash: to know again what was given before.
func ExampleRecord_ContentHash() {
	fmt.Println(at("A1", "12.00").ContentHash() == at("A1", "12").ContentHash(), at("A1", "12.00").ContentHash() == at("A1", "12.01").ContentHash())
	// Output: true false
}

// Rows of one key are in one partition, whichever side they are of.
func ExamplePartition() {
	fmt.Println(recon.Partition("A1", 4), recon.Partition("A2", 4), recon.Partition("A1", 4))
	// Output: 2 3 2
}

// Whether rows of a state moved money.
func ExampleState_Moved() {
	fmt.Println(recon.Succeeded.Moved(recon.Payment), recon.Pending.Moved(recon.Payment))
	// Output: true false
}
