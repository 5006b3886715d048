package client

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"slices"

	"github.com/billrecon/billrecon/internal/transport"
	"github.com/billrecon/billrecon/internal/wire"
)

// Envelope says what every reply of a provider is wrapped in: the names of its members, and the code of a success.
type Envelope struct {
	Code     string   // the member that says how the call went
	Success  string   // the only code of a success
	SubCode  string   // the member with a second code; empty when there is none
	Messages []string // the members with the provider's words; those that differ are joined with ": "
	// LooseMessages is for messages that are not documented: the first one that is text counts, and what else stands there is
	// skipped. Without it a message that is no text is an error.
	LooseMessages bool
	Flag          string // the member that says success once more, as a boolean; empty when there is none
	Data          string // the member with what was asked for
}

// Reply is a reply as far as its envelope was read.
type Reply struct {
	Code, SubCode, Message string
	// Unknown counts the members that the envelope does not have.
	Unknown wire.Unknown

	of     *Envelope
	denied bool   // the flag says that the call failed
	data   []byte // the JSON of data as it stands in the body, nil when there is none and when it was read
	dataAt int    // where it starts
	read   bool   // data was read in place
}

// Members of every envelope, as bits of the ones seen; the messages have the bits from sawMessages on.
const (
	sawCode = 1 << iota
	sawSubCode
	sawFlag
	sawData
	sawMessages
)

// Read reads body up to its data, which it checks the grammar of and leaves for [Reply.ReadData]: data may come before the code,
// and means nothing on a failure. With inPlace, data that follows the code of a success is read by it at once.
func (e *Envelope) Read(ctx context.Context, r *wire.Reader, body []byte, inPlace func()) (Reply, error) {
	reply := Reply{of: e}
	r.ResetContext(ctx, body)
	r.Members(&reply.Unknown, func() int { return reply.member(r, body, inPlace) })
	r.End()
	if err := r.Err(); err != nil {
		return reply, Malformed(err)
	}
	return reply, nil
}

// member reads the value of one member and returns its bit, 0 for an unknown one.
func (p *Reply) member(r *wire.Reader, body []byte, inPlace func()) int {
	switch name := string(r.Name()); name {
	case "":
		return 0
	case p.of.Code:
		p.Code = r.Code()
		return sawCode
	case p.of.SubCode:
		p.SubCode, _ = r.Text()
		return sawSubCode
	case p.of.Flag:
		p.denied = denies(r)
		return sawFlag
	case p.of.Data:
		p.takeData(r, body, inPlace)
		return sawData
	default:
		at := slices.Index(p.of.Messages, name)
		if at < 0 {
			return 0
		}
		p.say(r)
		return sawMessages << at
	}
}

func (p *Reply) takeData(r *wire.Reader, body []byte, inPlace func()) {
	if inPlace != nil && p.Code == p.of.Success {
		inPlace()
		p.read = true
		return
	}
	p.dataAt = r.Pos()
	r.Skip()
	p.data = body[p.dataAt:r.Pos()]
}

// denies reports whether the next value is a false in one of its forms. Anything that is no boolean says nothing.
func denies(r *wire.Reader) bool {
	switch r.Kind() {
	case wire.Object, wire.Array:
		r.Skip()
		return false
	}
	text := string(r.Raw())
	return slices.Contains([]string{"false", `"false"`, "0", `"0"`}, text)
}

func (p *Reply) say(r *wire.Reader) {
	if k := r.Kind(); p.of.LooseMessages && (p.Message != "" || k != wire.String && k != wire.Number) {
		return
	}
	switch text, _ := r.Text(); {
	case text == "" || text == p.Message:
	case p.Message == "":
		p.Message = text
	default:
		p.Message += ": " + text
	}
}

// Outcome returns nil for a success, and otherwise what went wrong: a failure that the provider reports is of the given kind, nil
// when it does not document what the code means, and may be repeated with retry.
func (p *Reply) Outcome(kind error, retry bool) error {
	switch {
	case p.Code == "":
		return transport.Malformed(errors.New(p.of.Code+": is missing"), false)
	case p.Code != p.of.Success:
		return transport.Fail(kind, p.Code, p.SubCode, p.Message, retry)
	case p.denied:
		return transport.Malformed(errors.New(p.of.Flag+": says that the call failed, the "+p.of.Code+" that it succeeded: the reply contradicts itself"), false)
	}
	return nil
}

// HasData reports whether the reply has a data member, whatever it is. One that was read in place counts.
func (p *Reply) HasData() bool { return p.read || p.data != nil }

// DataRead reports whether data was read in place.
func (p *Reply) DataRead() bool { return p.read }

// DataText returns the JSON of data as it stands in the body, nil when there is none and when it was read in place.
func (p *Reply) DataText() []byte { return p.data }

// ReadData has read take the data, null where there is none, as the document of r. The error says where in the whole reply it is.
func (p *Reply) ReadData(r *wire.Reader, read func()) error {
	data := p.data
	if data == nil {
		data = []byte("null")
	}
	r.Part(data)
	read()
	r.End()
	if err := r.Err(); err != nil {
		return Malformed(wire.Within(err, p.of.Data, p.dataAt))
	}
	return nil
}

// DataOf returns a copy of the JSON of data in a reply that outcome finds to be a success, nil when it has none.
func (e *Envelope) DataOf(resp transport.Response, readers *Readers, outcome func(Reply) error) (json.RawMessage, error) {
	r := readers.Get()
	defer readers.Put(r)
	reply, err := e.Read(resp.Context, r, resp.Body, nil)
	if err == nil {
		err = outcome(reply)
	}
	if err != nil {
		return nil, err
	}
	return bytes.Clone(reply.DataText()), nil
}

// Explain reads what a reply that is not 2xx says, as far as it is an envelope, even of one that is cut short. One that claims
// success explains nothing.
func (e *Envelope) Explain(resp transport.Response) (code, subCode, message string) {
	p, _ := e.Read(resp.Context, wire.NewReader(nil), resp.Body, nil)
	if p.Code == e.Success {
		return "", "", ""
	}
	return p.Code, p.SubCode, p.Message
}
