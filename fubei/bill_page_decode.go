package fubei

import (
	"context"
	"math"

	"github.com/billrecon/billrecon/internal/client"
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
func decodePage(ctx context.Context, r *wire.Reader, body []byte, o row.Options, limit int, retryCodes []string) (pageData, error) {
	e, err := readEnvelope(ctx, r, body)
	if err != nil {
		return pageData{}, client.Malformed(err)
	}
	if err := e.outcome(retryCodes); err != nil {
		return pageData{}, err
	}
	page, err := readData(r, e.data, o, limit)
	if err != nil {
		return pageData{}, client.Malformed(wire.Within(err, "data", e.dataAt))
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
func readData(r *wire.Reader, data []byte, o row.Options, limit int) (pageData, error) {
	var page pageData
	if data == nil {
		return page, nil
	}
	r.Part(data)
	in := row.Input{Reader: r.Embedded(), Options: o}
	if !in.Empty() {
		page.read(&in, limit)
	}
	page.unknown = in.Unknown
	r.End()
	return page, r.Err()
}

func (p *pageData) read(in *row.Input, limit int) {
	in.Members(&in.Unknown, func() int {
		switch string(in.Name()) {
		case "total":
			p.total, p.hasTotal = in.Int(0, math.MaxInt64)
			return sawTotal
		case "list":
			p.bills = billRow.ReadList(in, limit)
			return sawList
		}
		return 0
	})
}
