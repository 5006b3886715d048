package main

import (
	"bytes"
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestPlainLines(t *testing.T) {
	for _, c := range []struct {
		name  string
		total int64
		rows  int
		want  string
	}{
		{"a short bill", 3, 3, "fetching the bill: 3 of 3\n"},
		{"an empty one", 0, 0, "fetching the bill: 0 of 0\n"},
		{"a long one", 2500, 2500, "fetching the bill: 1000 of 2500\nfetching the bill: 2000 of 2500\nfetching the bill: 2500 of 2500\n"},
		{"no line twice", 1000, 1000, "fetching the bill: 1000 of 1000\n"},
		{"a fetch that failed", 2500, 1200, "fetching the bill: 1000 of 2500\nfetching the bill: 1200 of 2500\n"},
		{"an unknown total", unknownTotal, 2, "fetching the bill: 2 rows\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			var out bytes.Buffer
			p := newProgress(&out, false)
			p.start(c.total)
			for range c.rows {
				p.add()
			}
			p.end()
			assert.Equal(t, c.want, out.String())
		})
	}
}

func TestBarOnATerminal(t *testing.T) {
	for _, total := range []int64{250, unknownTotal} {
		var out bytes.Buffer
		p := newProgress(&out, true)
		p.start(total)
		for range 250 {
			p.add()
		}
		p.end()
		assert.Contains(t, out.String(), "\r")
		assert.Contains(t, out.String(), "fetching the bill")
		assert.Equal(t, byte('\n'), out.Bytes()[out.Len()-1], "what comes next begins on its own line")
	}
}

func TestBarOfAnEmptyBill(t *testing.T) {
	var out bytes.Buffer
	p := newProgress(&out, true)
	p.start(0)
	p.end()
	assert.NotContains(t, out.String(), "panic")
}
