package reconbeam

import (
	"bytes"
	"encoding/json"

	"github.com/billrecon/billrecon/recon"
	"github.com/billrecon/billrecon/recon/internal/groups"
)

func encodeRecord(r recon.Record) ([]byte, error) { return r.MarshalBinary() }

func decodeRecord(data []byte) (r recon.Record, err error) {
	err = r.UnmarshalBinary(data)
	return r, err
}

func encodeGroup(g recon.StepGroup) ([]byte, error) { return groups.Append(nil, &g) }

func decodeGroup(data []byte) (recon.StepGroup, error) {
	g, err := groups.Read(data)
	if err != nil {
		return recon.StepGroup{}, err
	}
	return *g, nil
}

func encodePool(p recon.Pool) ([]byte, error) { return p.MarshalJSON() }

func decodePool(data []byte) (recon.Pool, error) { return recon.LoadPool(bytes.NewReader(data)) }

func encodeSummary(s Summary) ([]byte, error) { return json.Marshal(s) }

func decodeSummary(data []byte) (s Summary, err error) {
	err = json.Unmarshal(data, &s)
	return s, err
}
