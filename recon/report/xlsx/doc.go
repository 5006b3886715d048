// Package xlsx writes a report as an Excel workbook. It is a module of its own, so that the SDK does not depend on excelize.
//
//	r, err := report.New(result, bills, fubei.Bill.Record, orders, Order.Record, report.Options{Rules: rules})
//	if err != nil {
//		return err
//	}
//	err = xlsx.Write(file, r)
package xlsx
