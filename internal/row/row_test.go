package row

import (
	"encoding/json"
	"time"

	"github.com/shopspring/decimal"

	"github.com/billrecon/billrecon/internal/wire"
)

type color int

func (c color) known() bool { return c == 0 || c == 1 }

const noColor color = -1 << 31

type cents int64

type part struct {
	Key   string
	On    bool
	Items []json.RawMessage
	Extra map[string]json.RawMessage
}

var partTable = Of(
	Text("key", func(p *part) *string { return &p.Key }).Absent(`""`),
	Bool("on", func(p *part) *bool { return &p.On }),
	Items("items", func(p *part) *[]json.RawMessage { return &p.Items }).Absent("[]"),
	Extra(func(p *part) *map[string]json.RawMessage { return &p.Extra }),
)

// sample has a field of every kind.
type sample struct {
	ID, Number, Note string
	Total            decimal.Decimal
	Fee              decimal.NullDecimal
	Points           decimal.NullDecimal
	Cents            cents
	Shop             int64
	Color            color
	On               bool
	At, Day          time.Time
	Items            []json.RawMessage
	Parts            []part
	Extra            map[string]json.RawMessage
	Raw              json.RawMessage
}

func sampleFields() []Field[sample] {
	return []Field[sample]{
		Text("id", func(s *sample) *string { return &s.ID }).Identity(),
		Text("number", func(s *sample) *string { return &s.Number }).OrderNumber().Bare(),
		Text("note", func(s *sample) *string { return &s.Note }).Absent("null"),
		Money("total", func(s *sample) *decimal.Decimal { return &s.Total }).Decimals(2),
		OptionalMoney("fee", func(s *sample) *decimal.NullDecimal { return &s.Fee }).Decimals(2).Bare(),
		Quantity("points", func(s *sample) *decimal.NullDecimal { return &s.Points }).Bare(),
		Fen("cents", func(s *sample) *cents { return &s.Cents }),
		Int("shop", -5, 99, func(s *sample) *int64 { return &s.Shop }).Absent(`"0"`),
		Enum("color", noColor, color.known, func(s *sample) *color { return &s.Color }).Bare(),
		Bool("on", func(s *sample) *bool { return &s.On }),
		Seconds("at", func(s *sample) *time.Time { return &s.At }).ZeroIsAbsent(),
		Time("day", Clock{[]string{wire.LayoutDash, wire.LayoutDotNet}, WallClock}, func(s *sample) *time.Time { return &s.Day }).Absent("null"),
		Items("items", func(s *sample) *[]json.RawMessage { return &s.Items }),
		Rows("parts", partTable, func(s *sample) *[]part { return &s.Parts }).Absent("[]"),
		Extra(func(s *sample) *map[string]json.RawMessage { return &s.Extra }),
		Raw(func(s *sample) *json.RawMessage { return &s.Raw }),
	}
}

var samples = Of(sampleFields()...)

// least is a row of the required members and the given ones.
func least(members string) string {
	if members != "" {
		members = "," + members
	}
	return `{"id":"1","total":"1.00","cents":5` + members + `}`
}

func read(text string) (sample, wire.Unknown, error) {
	in := Input{Reader: wire.NewReader([]byte(text))}
	var s sample
	samples.Read(&in, &s)
	in.End()
	return s, in.Unknown, in.Err()
}
