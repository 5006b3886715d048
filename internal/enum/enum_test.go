package enum

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
)

type color int

func TestTable(t *testing.T) {
	const none = color(math.MinInt32)
	names := map[color]Names{0: {"red", "红"}, 2: {"blue", "蓝"}}
	with, without := Of("Color", "颜色", names).Absent(none), Of("Color", "颜色", names)
	for _, test := range []struct {
		reason           string
		table            Table[color]
		value            color
		english, chinese string
		known            bool
	}{
		{"a documented zero", with, 0, "red", "红", true},
		{"a documented value", with, 2, "blue", "蓝", true},
		{"a value between", with, 1, "Color(1)", "未知颜色(1)", false},
		{"a value below", with, -1, "Color(-1)", "未知颜色(-1)", false},
		{"the absent value", with, none, "absent", "无颜色", false},
		{"a documented value of a table without absent", without, 2, "blue", "蓝", true},
		{"any other value of a table without absent", without, none, "Color(-2147483648)", "未知颜色(-2147483648)", false},
	} {
		t.Run(test.reason, func(t *testing.T) {
			assert.Equal(t, test.english, test.table.English(test.value))
			assert.Equal(t, test.chinese, test.table.Chinese(test.value))
			assert.Equal(t, test.known, test.table.Known(test.value))
		})
	}
}

func TestAbsentZero(t *testing.T) {
	table := Of("Color", "颜色", map[color]Names{1: {"red", "红"}}).Absent(0)
	assert.Equal(t, []any{"absent", "无颜色", false}, []any{table.English(0), table.Chinese(0), table.Known(0)})
}

func TestAbsentIsNotKnownEvenWithNames(t *testing.T) {
	table := Of("Color", "颜色", map[color]Names{0: {"none", "没有"}}).Absent(0)
	assert.False(t, table.Known(0))
	assert.Equal(t, "absent", table.English(0))
}

func TestAbsentLeavesTheTableItIsMadeOf(t *testing.T) {
	before := Of("Color", "颜色", map[color]Names{})
	before.Absent(0)
	assert.Equal(t, "Color(0)", before.English(0))
}
