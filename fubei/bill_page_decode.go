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
func decodePage(ctx context.Context, r *wire.Reader, body []byte, o row.Options, limit int, retryCodes []string) (pageData, error) {
	reply, err := replies.Read(ctx, r, body, nil)
	if err == nil {
		err = outcome(reply, retryCodes)
	}
	if err != nil {
		return pageData{}, err
	}
	var page pageData
	if err := reply.ReadData(r, func() { page.readData(r, o, limit) }); err != nil {
		return pageData{}, err
	}
	page.unknown.Merge(reply.Unknown)
	return page, nil
}

// Members of data, as bits of the ones seen.
const (
	sawTotal = 1 << iota
	sawList
)

// readData reads data: an object, or a string that holds one. null, "", [] and {} mean that there are no rows.
func (p *pageData) readData(r *wire.Reader, o row.Options, limit int) {
	in := row.Input{Reader: r.Embedded(), Options: o}
	if !in.Empty() {
		p.read(&in, limit)
	}
	p.unknown = in.Unknown
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
