package eshouhou

import (
	"bytes"
	"fmt"
	"log/slog"
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestStatementPrints(t *testing.T) {
	const want = `eshouhou.Statement{work order "70e84c66-6607-4e9e-bf99-e04cc6b429b8", number "W202108050004", total 0.00, due 0.02, uncollected, to pay}`
	s := sampleStatement()
	assert.Equal(t, want, s.String())
	for _, format := range []string{"%v", "%+v", "%#v", "%s", "%d", "%x"} {
		assert.Equal(t, want, fmt.Sprintf(format, s), format)
		assert.Equal(t, want, fmt.Sprintf(format, &s), format)
	}
	assert.Equal(t, fmt.Sprintf("%q", want), fmt.Sprintf("%q", s))
	assert.Equal(t, `eshouhou.Statement{work order "w", number "", absent, absent}`, func() string {
		s := blankStatement()
		s.WorkOrderID = "w"
		return s.String()
	}(), "amounts that were not given do not show as zero")
}

func TestStatementPrintsNothingPersonal(t *testing.T) {
	s := fullStatement()
	personal := []string{"测试甲", "测试乙", "fictional-remark", "fictional-item", "fictional-extra", "fictional-raw", "fictional-product"}
	s.Remark, s.ProductName = personal[2], personal[6]
	s.FeeItems = raws(`"` + personal[3] + `"`)
	s.Extra["a"], s.Raw = raws(`"` + personal[4] + `"`)[0], raws(`"` + personal[5] + `"`)[0]
	var log bytes.Buffer
	for _, handler := range []slog.Handler{slog.NewTextHandler(&log, nil), slog.NewJSONHandler(&log, nil)} {
		logger := slog.New(handler)
		logger.Info("x", "statement", s, "pointer", &s)
	}
	holder := struct{ S Statement }{s}
	text := log.String() + fmt.Sprintf("%v %+v %#v %s %q %x %v %+v %#v", s, s, s, s, s, s, holder, holder, holder)
	assert.Contains(t, text, s.WorkOrderNumber)
	for _, value := range personal {
		assert.NotContains(t, text, value)
	}
}
