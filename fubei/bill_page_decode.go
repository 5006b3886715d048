package fubei

import (
	"context"
	"math"

	"github.com/billrecon/billrecon/internal/row"
	"github.com/billrecon/billrecon/internal/wire"
)

// pageData is what data holds.
type pageData struct {
	bills    []Bill
	total    int64
	hasTotal bool
	unknown  wire.Unknown
}

// decodePage reads a whole reply of limit rows at most.
func decodePage(ctx context.Context, r *wire.Reader, body []byte, o rowOptions, limit int, retryCodes []string) (pageData, error) {
	e, err := readEnvelope(ctx, r, body)
	if err != nil {
		return pageData{}, malformed(err)
	}
	if err := e.outcome(retryCodes); err != nil {
		return pageData{}, err
	}
	page, err := readData(r, e.data, o, limit)
	if err != nil {
		return pageData{}, malformed(wire.Within(err, "data", e.dataAt))
	}
	page.unknown.Merge(e.unknown)
	return page, nil
}

// Members of data, as bits of the ones seen.
const (
	sawTotal = 1 << iota
	sawList
)

// readData reads data: an object, or a string that holds one. Missing, null, "", [] and {} mean that there are no rows.
func readData(r *wire.Reader, data []byte, o rowOptions, limit int) (pageData, error) {
	var page pageData
	if data == nil {
		return page, nil
	}
	r.Part(data)
	in := row.Input{Reader: r.Embedded(), Zone: o.zone, KeepRaw: o.keepRaw}
	if !in.Empty() {
		page.read(&in, limit)
	}
	page.unknown = in.Unknown
	r.End()
	return page, r.Err()
}

func (p *pageData) read(in *row.Input, limit int) {
	seen := 0
	for ok := in.Object(); ok && in.Next(); {
		bit := 0
		switch string(in.Name()) {
		case "total":
			p.total, p.hasTotal = in.Int(0, math.MaxInt64)
			bit = sawTotal
		case "list":
			p.bills = billRow.ReadList(in, limit)
			bit = sawList
		default:
			in.Member(&in.Unknown)
		}
		if seen&bit != 0 {
			in.Twice()
		}
		seen |= bit
	}
}
