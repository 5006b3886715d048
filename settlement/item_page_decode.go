package settlement

import (
	"context"
	"errors"

	"github.com/billrecon/billrecon/internal/client"
	"github.com/billrecon/billrecon/internal/row"
	"github.com/billrecon/billrecon/internal/transport"
	"github.com/billrecon/billrecon/internal/wire"
)

// pageData is what a reply holds.
type pageData struct {
	items   []Item
	unknown wire.Unknown
}

// decodePage reads a whole reply of limit rows at most.
func decodePage(ctx context.Context, r *wire.Reader, body []byte, o row.Options, limit int, codes codeLists) (pageData, error) {
	var page pageData
	e, err := readEnvelope(ctx, r, body, func() { page.read(r, o, limit) })
	if err != nil {
		return pageData{}, client.Malformed(err)
	}
	if err := e.outcome(codes); err != nil {
		return pageData{}, err
	}
	if !e.read {
		if page, err = readLate(r, e, o, limit); err != nil {
			return pageData{}, err
		}
	}
	page.unknown.Merge(e.unknown)
	return page, nil
}

// readLate reads data that came before the code.
func readLate(r *wire.Reader, e envelope, o row.Options, limit int) (page pageData, err error) {
	if e.data == nil {
		// Taking it for no rows would make a broken reply an empty bill.
		return page, transport.Malformed(errors.New("data: is missing"), false)
	}
	r.Part(e.data)
	page.read(r, o, limit)
	r.End()
	if err := r.Err(); err != nil {
		return page, client.Malformed(wire.Within(err, "data", e.dataAt))
	}
	return page, nil
}

// read reads data: an array of rows. null, "", {} and [] mean that there are none.
func (p *pageData) read(r *wire.Reader, o row.Options, limit int) {
	in := row.Input{Reader: r, Options: o}
	p.items = itemRow.ReadList(&in, limit)
	p.unknown = in.Unknown
}

// countOutside counts the rows that were paid at another time than was asked for.
func (p *pageData) countOutside(asked span) {
	for i := range p.items {
		if at := p.items[i].PaymentTime; !at.IsZero() && !asked.contains(at) {
			p.unknown.Add(oddOutside)
		}
	}
}
