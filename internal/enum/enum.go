// Package enum is one table per enum of a provider: what each documented value is called in English and in the provider's words.
package enum

import "strconv"

// Names are what one value is called.
type Names struct{ English, Chinese string }

// Table is the enum E of a provider. A value that is not in it survives as it came and is called by its number.
type Table[E ~int] struct {
	typeName, chinese string
	names             map[E]Names
	absent            E
	hasAbsent         bool
}

// Of returns the table of an enum: typeName is the name of E, chinese the provider's word for the field, and names has the
// documented values.
func Of[E ~int](typeName, chinese string, names map[E]Names) Table[E] {
	return Table[E]{typeName: typeName, chinese: chinese, names: names}
}

// Absent returns the table with the value that stands for a field that did not come. It is no documented value.
func (t Table[E]) Absent(absent E) Table[E] {
	t.absent, t.hasAbsent = absent, true
	return t
}

// Known reports whether the provider documents e. The absent value is not known: it never is on the wire.
func (t Table[E]) Known(e E) bool {
	_, ok := t.names[e]
	return ok && !t.isAbsent(e)
}

// English returns the English name of e, "absent", or a text such as "PayType(7)" for a value without a name.
func (t Table[E]) English(e E) string {
	switch {
	case t.isAbsent(e):
		return "absent"
	case t.Known(e):
		return t.names[e].English
	}
	return t.typeName + number(e)
}

// Chinese returns the name of e in the provider's words, such as "无支付方式" for the absent value and "未知支付方式(7)" for one
// without a name.
func (t Table[E]) Chinese(e E) string {
	switch {
	case t.isAbsent(e):
		return "无" + t.chinese
	case t.Known(e):
		return t.names[e].Chinese
	}
	return "未知" + t.chinese + number(e)
}

func (t Table[E]) isAbsent(e E) bool { return t.hasAbsent && e == t.absent }

func number[E ~int](e E) string { return "(" + strconv.Itoa(int(e)) + ")" }
