package fubei

import (
	"math"

	"github.com/billrecon/billrecon/internal/wire"
)

// pageData is what data holds.
type pageData struct {
	bills    []Bill
	total    int64
	hasTotal bool
	unknown  wire.Unknown
}

// decodePage reads a whole reply. sizeHint is how many rows are likely.
func decodePage(r *wire.Reader, body []byte, o rowOptions, sizeHint int, retryCodes []string) (pageData, error) {
	e, err := readEnvelope(r, body)
	if err != nil {
		return pageData{}, malformed(err)
	}
	if err := e.outcome(retryCodes); err != nil {
		return pageData{}, err
	}
	page, err := readData(r, e.data, o, sizeHint)
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
func readData(r *wire.Reader, data []byte, o rowOptions, sizeHint int) (pageData, error) {
	var page pageData
	if data == nil {
		return page, nil
	}
	r.Reset(data)
	in := r.Embedded()
	if !in.Empty() {
		page.read(in, o, sizeHint)
	}
	r.End()
	return page, r.Err()
}

func (p *pageData) read(r *wire.Reader, o rowOptions, sizeHint int) {
	seen := 0
	for ok := r.Object(); ok && r.Next(); {
		bit := 0
		switch string(r.Name()) {
		case "total":
			p.total, p.hasTotal = r.Int(0, math.MaxInt64)
			bit = sawTotal
		case "list":
			p.list(r, o, sizeHint)
			bit = sawList
		default:
			p.unknown.AddField(r.Name())
		}
		if seen&bit != 0 {
			r.Twice()
		}
		seen |= bit
	}
}

// list reads the rows. null, "", {} and [] mean that there are none.
func (p *pageData) list(r *wire.Reader, o rowOptions, sizeHint int) {
	if r.Empty() || !r.Array() {
		return
	}
	p.bills = make([]Bill, 0, sizeHint)
	for r.Next() {
		p.bills = append(p.bills, Bill{})
		readBill(r, o, &p.bills[len(p.bills)-1], &p.unknown)
	}
}
