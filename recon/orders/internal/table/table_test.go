package table

import (
	"bytes"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func cells(line string) [][]byte { return bytes.Split([]byte(line), []byte(",")) }

var columns = []Column{
	{Field: "Key", Usual: []string{"id no", "number"}, Needed: true, Marks: true},
	{Field: "Note", Usual: []string{"note remark"}},
	{Field: "Store", Usual: []string{"store shop"}, Loose: true},
	{Field: "Time", Usual: []string{"time"}, Needed: true},
}

func TestFind(t *testing.T) {
	h, ok, rule := Find(3, cells("Number,ID,Note,Shop,Store,Time"), columns)
	require.True(t, ok)
	assert.Empty(t, rule)
	assert.Equal(t, [][]int{{1, 0}, {2}, {3}, {5}}, h.At, "a group goes before the next one")
	assert.Equal(t, 3, h.Line)

	_, ok, rule = Find(1, cells("a,b"), columns)
	assert.False(t, ok, "no head at all")
	assert.Empty(t, rule)
	for line, want := range map[string]string{
		"id,note":               "there is no column for Time (time)",
		"id,no,time":            `"id" (column 1) and "no" (column 2) may all be the Key`,
		"id,time,note, Remark ": `"note" (column 3) and "Remark" (column 4) may all be the Note`,
	} {
		_, ok, rule = Find(1, cells(line), columns)
		assert.True(t, ok)
		assert.Contains(t, rule, want)
	}
	own := []Column{{Field: "Key", Own: "My No", Marks: true}, {Field: "Note", Own: None, Usual: []string{"note"}}, {Field: "Fee", Own: "fee"}}
	h, ok, rule = Find(1, cells("my_no,note"), own)
	assert.True(t, ok)
	assert.Contains(t, rule, `Fee, which Options.Columns calls "fee"`)
	assert.Equal(t, [][]int{{0}, nil, nil}, h.At)
}

func TestIsRow(t *testing.T) {
	h, ok, _ := Find(1, cells("id,note,time"), columns)
	require.True(t, ok)
	type line struct {
		text string
		row  bool
		rule string
	}
	for _, file := range [][]line{
		{{"1,x,t", true, ""}, {"A,,", true, ""}, {",,", false, ""}, {"", false, ""}, {"# remark", false, ""}, {"#1,x,t", true, ""}},
		{{"1,x", false, "fewer cells"}, {"1,x,t,u", false, "no name for"}, {"1,x,t,", true, ""}},
		{{"合计,2,", false, ""}, {",小计：3笔,", false, ""}, {"Printed by", false, ""}, {",,", false, ""}, {"1,x,t", false, "after the line of sums"}},
		{{"Total: 3,,", false, ""}}, {{"total3,x,t", true, ""}}, {{"合计店,x,t", true, ""}}, {{"1,合计,t", true, ""}}, {{"x,合计,t", true, ""}},
	} {
		lines := Lines{Head: &h}
		for i, l := range file {
			row, rule := lines.IsRow(i+2, cells(l.text))
			assert.Equal(t, l.row, row, l.text)
			if assert.Equal(t, l.rule == "", rule == "", l.text) {
				assert.Contains(t, rule, l.rule)
			}
		}
	}
	h, _, _ = Find(1, cells("id,,time"), columns)
	lines := Lines{Head: &h}
	_, rule := lines.IsRow(2, cells("1,2,t"))
	assert.Contains(t, rule, "no name for")
	row, _ := lines.IsRow(3, cells("1,,t"))
	assert.True(t, row)
}
