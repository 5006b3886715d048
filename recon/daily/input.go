package daily

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"errors"
	"io"

	"github.com/billrecon/billrecon/recon"
)

// inputRow is a row as it is kept.
type inputRow struct {
	Bill   bool         `json:"bill,omitempty"`
	Record recon.Record `json:"record"`
	File   string       `json:"file,omitempty"`
	Line   int          `json:"line,omitempty"`
	Raw    string       `json:"raw,omitempty"`
}

// encodeInput writes the rows that were matched, without those of the pool.
func encodeInput(match *recon.Result[Row, Row]) ([]byte, error) {
	var out bytes.Buffer
	zip, _ := gzip.NewWriterLevel(&out, gzip.BestSpeed) // a level that there is
	lines := json.NewEncoder(zip)
	lines.SetEscapeHTML(false)
	for i, rows := range [][]Row{match.Bills(), match.Orders()} {
		for _, row := range rows {
			if err := lines.Encode(inputRow{i == 0, row.Record, row.File, row.Line, row.Raw}); err != nil {
				return nil, err
			}
		}
	}
	err := zip.Close()
	return out.Bytes(), err
}

// DecodeInput reads a day's PartInput: the rows that were matched, but for those of the pool.
func DecodeInput(input []byte) (bills, orders []Row, err error) {
	zip, err := gzip.NewReader(bytes.NewReader(input))
	if err != nil {
		return nil, nil, errors.Join(ErrDamaged, err)
	}
	lines := json.NewDecoder(zip)
	for {
		var row inputRow
		if err := lines.Decode(&row); errors.Is(err, io.EOF) {
			return bills, orders, nil
		} else if err != nil {
			return nil, nil, errors.Join(ErrDamaged, err)
		}
		side := &orders
		if row.Bill {
			side = &bills
		}
		*side = append(*side, Row{row.Record, row.File, row.Line, row.Raw})
	}
}
