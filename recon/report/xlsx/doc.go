// Package xlsx writes a report as an Excel workbook. It is a module of its own, so that the SDK does not depend on excelize.
//
//	r, err := report.New(result, report.Options{})
//	if err != nil {
//		return err
//	}
//	err = xlsx.Write(file, r)
package xlsx
