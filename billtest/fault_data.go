package billtest

// Duplicate repeats the page's first row in place of its last one: the number of rows is right, one row comes twice and one never. A page of one row
// repeats the last row of the page before; with a page size of 1 that is the whole page before.
func Duplicate() Fault { return Fault{kind: kDuplicate} }

// Shift moves the page's window back by one row, as when a new row came in before it: the page starts with the last row of the page before and its
// own last row is lost. The total stays as it was. It does nothing on page 1.
func Shift() Fault { return Fault{kind: kShift} }

// ShortPage leaves out the page's last row; the total stays as it was.
func ShortPage() Fault { return Fault{kind: kShortPage} }

// EmptyPage sends no rows; the total stays as it was.
func EmptyPage() Fault { return Fault{kind: kEmptyPage} }

// IgnorePage sends page 1 whatever page was asked for.
func IgnorePage() Fault { return Fault{kind: kIgnorePage} }

// IgnoreLimit sends every row from the page's first on, more than were asked for.
func IgnoreLimit() Fault { return Fault{kind: kIgnoreLimit} }

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
