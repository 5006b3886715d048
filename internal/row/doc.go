// Package row is the table codec of the providers' rows: one line a field, in the order in which the row is written.
//
//	var billRow = row.Of(
//		row.Text("order_sn", func(b *Bill) *string { return &b.OrderSN }).Identity(),
//		row.Money("total_fee", func(b *Bill) *decimal.Decimal { return &b.TotalFee }).Decimals(2),
//		row.Seconds("pay_time", func(b *Bill) *time.Time { return &b.PayTime }).ZeroIsAbsent(),
//		row.Extra(func(b *Bill) *map[string]json.RawMessage { return &b.Extra }),
//	)
//
// Decoding, encoding, comparing, required and repeated members, the counts of what is odd, and which names Extra must not
// hold follow from the table.
//
// Identity and money are strict: a row in which one of them can not be read is an error. Any other value that can not be
// read is absent; its JSON text is kept in Extra under its own name, counted as "name:unreadable", and written back.
package row
