package billtest

// Duplicate repeats the page's first row in place of its last one: the number of rows is right, one row comes twice and one never. A page of one row
// repeats the last row of the page before; with a page size of 1 that is the whole page before.
func Duplicate() Fault { return Fault{kind: kDuplicate} }

// Shift moves the page's window back by one row, as when a new row came in before it: the page starts with the last row of the page before and its
// own last row is lost. The total stays as it was. It does nothing on page 1.
func Shift() Fault { return Fault{kind: kShift} }

// ShortPage leaves out the page's last row; the total stays as it was. On every page (the zero When) each page lacks its last row: where no total is
// declared, a bill looks complete and lacks a row a page, and other rows with another page size.
func ShortPage() Fault { return Fault{kind: kShortPage} }

// EmptyPage sends no rows; the total stays as it was.
func EmptyPage() Fault { return Fault{kind: kEmptyPage} }

// IgnorePage sends page 1 whatever page was asked for.
func IgnorePage() Fault { return Fault{kind: kIgnorePage} }

// IgnoreLimit sends every row from the page's first on, more than were asked for.
func IgnoreLimit() Fault { return Fault{kind: kIgnoreLimit} }

// CapPage is a server that sends n rows a page at most, n from 1, although more were asked for. Its pages follow the cap: page 2 starts with row n+1 of
// the bill, and the bill has more pages than the size asked for makes. The total stays as it was. Play it on every request: a server does not change
// its mind.
func CapPage(n int) Fault { return Fault{kind: kCapPage, n: int64(n)} }

// SwapRows is a bill that changes between page 1 and page 2: its first row leaves while another enters at its end, so that every later row moves up by
// one. The reader never sees the row that moved from page 2 to page 1, and the total shows nothing: it is one less than there are rows, before and after.
// Only another reading with another page size finds it. It does nothing on a bill that fits on one page. Play it on every request.
func SwapRows() Fault { return Fault{kind: kSwapRows} }

// OtherRows sends along the rows that were not asked for, of another day, store or number, in the fake's order; a declared total counts them. A fake whose
// calls ask for one row each sends another one instead. It does nothing when the fake has no other rows.
func OtherRows() Fault { return Fault{kind: kOtherRows} }

// AbsentTotal leaves the total out. A provider that sends no total cannot play it.
func AbsentTotal() Fault { return Fault{kind: kAbsentTotal} }

// LieTotal declares n as the total, whatever it is; n may be negative. A provider that sends no total cannot play it.
func LieTotal(n int64) Fault { return Fault{kind: kLieTotal, n: n} }

// WrongType gives one field of the reply the value [true], which no field of any provider may have. The field is a member name ("total_fee", the
// first one in the document) or the end of a path ("data.code"); arrays add nothing to a path.
func WrongType(field string) Fault { return Fault{kind: kWrongType, text: field} }

// BadExponent makes the first amount of the reply 1e10000: legal JSON, ruinous arithmetic.
func BadExponent() Fault { return Fault{kind: kBadExponent} }

// Business answers with the provider's own error envelope under HTTP 200. A provider without sub codes leaves subCode out.
func Business(code, subCode, message string) Fault {
	return Fault{kind: kBusiness, text: code, sub: subCode, message: message}
}

// Named is a fault of one provider's own, known to Hints.Named by this name.
func Named(name string) Fault { return Fault{kind: kNamed, text: name} }
