// Package orders reads the files that shop systems export (订单导出) into records for recon.Match: CSV and TSV, as they come.
//
//	rows, summary, err := orders.File("orders.csv", orders.Options{Day: day}).Collect(ctx)
//	result, err := recon.Match(bills, fubei.Bill.Record, rows, orders.RecordOf, rules)
//
// The encoding (UTF-8, GBK and GB18030, UTF-16) and the delimiter are found out, columns are known by their usual Chinese and
// English names in any order (see Columns), status words, money and times in their usual forms (see Options). What is not known is
// an error that says where, by which rule, and how to go on: nothing is guessed, and a file is taken as a whole or not at all.
// Workbooks are read by package recon/orders/xlsx, a module of its own; other tables by a Source of yours.
//
// No error holds a cell of a column that was not asked for. Cells are given by Reader.Cells alone.
package orders
