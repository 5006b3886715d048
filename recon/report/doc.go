// Package report writes a recon.Result for the people who keep the books: as CSV, JSON, Markdown, and as one HTML page.
// The nested module recon/report/xlsx adds XLSX.
//
//	r, err := report.New(result, report.Options{})
//	if err != nil {
//		return err // the options are refused, or the rows have changed since
//	}
//	err = r.HTML(file)
//
// New proves the result first (recon.Result.Verify): there is no report of rows that do not add up. Every form is written
// row by row. Amounts are exact decimals from end to end, never floats. A report prints keys, amounts, times, states, channels,
// labels and explanations; a recon.Record has nothing else of a customer, but Options.BillColumns and OrderColumns print what
// they are told to.
//
// # JSON
//
// The JSON form is one object. Its members keep their names and meanings; new ones may be added, and "version" changes when one
// is removed or changed. Amounts are strings in the unit's major denomination (CNY: yuan), days are "2026-11-22" or "".
// Row numbers count from 1, in the slices given to Match, and in the pool's for members that say pool.
//
//	version       2
//	title         the title
//	language      "zh-CN" or "en": of the title and the explanations
//	created       RFC 3339, absent when Options.Created is zero
//	first, last   the first and the last bill day of all rows
//	bill_date     the last complete bill day
//	bills_until   RFC 3339: every bill before is proven to be here; absent when nothing is proven
//	hold          as in the rules
//	bills, orders {"count", "digest"} of the rows read, of the pool too
//	digest        of the groups
//	total         {"groups", "bills", "orders", "units": [{"unit", "bills", "orders", "difference", "absolute"}]}
//	statuses      [{"status": 1 to 5, and the members of total}], all five
//	outcomes      [{"outcome": "amount over", …, and the members of total}], those that occurred
//	days          [{"day", and the members of total}], groups whose nets differ, "" for those without a time
//	money         [{"side": "bill" or "order", "unit", "rows", "gross", "refunds", "net", "fee", "income", "scheduled_fee",
//	              "fee_difference": fee less scheduled fee, where every row gives a fee; "rows_without_fee", "rows_without_income", "unpaid_rows", "unpaid"}], see Money; what nobody gives is absent
//	channels      [{"value", and the members of money}], "" for rows without one
//	labels        [{"name", "values": [{"value", and the members of money}]}]
//	bill_days     [{"value": day, and the members of money}], by the day of each row
//	control       [{"figure": "count", "amount" or "fee", "unit", "declared", "found"}]
//	statistics    the console's figures in fen, as recon.Statistics marshals them
//	pool          {"bills", "orders"}: rows left for the next run
//	sections      [{"title", "note", "columns": [{"id", "name", "kind"}], "lines": [{"status", "cells": [text, …]}]}]: Options.Sections;
//	              absent when there are none
//	matched       whether groups that agree are listed
//	groups        one object for each group listed, in the order of Report.Lines
//
// A group has the members below; those without a value are absent.
//
//	number        from 1, in the list
//	status, outcome, codes
//	pass          "key", "alternative key 1" and so on, or "amount and time"
//	key           what is not UTF-8 in it is replaced, and "key_base64" then has the bytes
//	day           the bill day of its first bill row, or of its first order when no bill row has a time
//	time, channel the earliest time, RFC 3339, and how it was paid: of the bill rows, or else of the orders
//	known_fee     the fees that the bill rows give
//	unpaid        the nominal amount of the rows that are pending, closed or failed
//	to_do         the advice in a few words
//	bill_rows, order_rows, pool_bill_rows, pool_order_rows
//	excess_rows, pool_excess_rows   the surplus rows of a duplicate, on the side that the outcome names
//	nets          [{"unit", "bill", "order", "difference"}]
//	fee, income   {"unit", "bill", "expected", "difference"}
//	threshold     the tolerance in force, absent when there was none
//	bill_states, order_states   ["succeeded", …]
//	explanation   absent for a group that agrees and has no findings
//	nearest       [{"side": "bill" or "order", "row" or "pool_row", "key", "unit", "amount", "text"}]
//	bill_columns, order_columns   [{"name", "value"}], the caller's own
//
// docs/report.schema.json is the same as a JSON Schema; docs/report.md says what each form looks like.
package report
