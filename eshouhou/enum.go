package eshouhou

import (
	"math"
	"strconv"
)

// absent is the value of an enum that did not come. 0 can not stand for it: the provider documents 0 as a default (默认).
const absent = math.MinInt32

// The bounds of an enum on the wire; absent is outside of them.
const (
	minEnum = math.MinInt32 + 1
	maxEnum = math.MaxInt32
)

// enumWords are the names of one value of an enum.
type enumWords struct{ english, chinese string }

// enum is what the enums of a statement share: the names of the documented values, and how other values are called.
type enum struct {
	typeName, chinese string
	words             map[int]enumWords
}

func (e enum) known(v int) bool {
	_, ok := e.words[v]
	return ok
}

// name is the English name, such as "PayType(11)" for a value without one.
func (e enum) name(v int) string {
	if v == absent {
		return "absent"
	}
	if w, ok := e.words[v]; ok {
		return w.english
	}
	return e.typeName + "(" + strconv.Itoa(v) + ")"
}

// chineseName is the name in the provider's words, such as "未知结算类型(11)" for a value without one.
func (e enum) chineseName(v int) string {
	if v == absent {
		return "无" + e.chinese
	}
	if w, ok := e.words[v]; ok {
		return w.chinese
	}
	return "未知" + e.chinese + "(" + strconv.Itoa(v) + ")"
}
