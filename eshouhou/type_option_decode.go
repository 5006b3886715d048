package eshouhou

import "github.com/billrecon/billrecon/internal/wire"

// Members of an item of TypeList, as bits of the ones seen.
const (
	sawKey = 1 << iota
	sawValueName
	sawObjArray
	sawIsChecked
)

// readTypeList reads the ways to pay. null, "", {} and [] are none.
func readTypeList(r *wire.Reader, unknown *wire.Unknown) []TypeOption {
	if r.Empty() || !r.Array() {
		return nil
	}
	var options []TypeOption
	for r.Next() {
		options = append(options, readTypeOption(r, unknown))
	}
	return options
}

func readTypeOption(r *wire.Reader, unknown *wire.Unknown) TypeOption {
	var o TypeOption
	seen := 0
	for ok := r.Object(); ok && r.Next(); {
		bit := o.member(r, unknown)
		if seen&bit != 0 {
			r.Twice()
		}
		seen |= bit
	}
	return o
}

// member reads one member and answers its bit, 0 for an unknown one.
func (o *TypeOption) member(r *wire.Reader, unknown *wire.Unknown) int {
	switch string(r.Name()) {
	case "Key":
		o.Key, _ = r.Text()
		return sawKey
	case "Value":
		o.Value, _ = r.Text()
		return sawValueName
	case "ObjArray":
		o.ObjArray = rawItems(r)
		return sawObjArray
	case "isChecked":
		o.IsChecked, _ = r.Bool()
		return sawIsChecked
	}
	r.Keep(&o.Extra, unknown)
	return 0
}

func isOptionMember(name string) bool {
	switch name {
	case "Key", "Value", "ObjArray", "isChecked":
		return true
	}
	return false
}
