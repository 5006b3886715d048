package recon

import (
	"cmp"
	"encoding/json"
	"strconv"

	"github.com/shopspring/decimal"

	"github.com/billrecon/billrecon/recon/internal/anytext"
	"github.com/billrecon/billrecon/recon/internal/exact"
)

// recordJSON is a Record in the pool's JSON.
type recordJSON struct {
	Key     anytext.Text    `json:"key,omitempty"`
	AltKeys []anytext.Text  `json:"alt_keys,omitempty"`
	Amount  json.RawMessage `json:"amount"`
	Fee     json.RawMessage `json:"fee,omitempty"`
	Income  json.RawMessage `json:"income,omitempty"`
	Unit    anytext.Text    `json:"unit,omitempty"`
	Kind    Kind            `json:"kind"`
	State   State           `json:"state"`
	Time    string          `json:"time,omitempty"`
	Channel anytext.Text    `json:"channel,omitempty"`
	Manual  bool            `json:"manual,omitempty"`
	Labels  []labelJSON     `json:"labels,omitempty"`
}

type labelJSON struct {
	Name  anytext.Text `json:"name"`
	Value anytext.Text `json:"value"`
}

// MarshalJSON writes the pool's form of a row: amounts as strings, the time in RFC 3339 at UTC+8 whatever its zone was,
// and nothing for what is absent. Equal rows give equal bytes. Text that is not UTF-8 is kept as {"base64":"…"}, because keys
// are compared as bytes. A year outside 0001 to 9999 is an error that matches ErrInvalidRecord.
func (r Record) MarshalJSON() ([]byte, error) {
	at, ok := anytext.Time(r.Time, utc8)
	if !ok {
		return nil, badRecord("Time", "its year must be 1 to 9999")
	}
	if r.Unit == CNY { // named or not, it is left out
		r.Unit = ""
	}
	j := recordJSON{
		Key:     anytext.Text(r.Key),
		Amount:  anytext.Amount(decimal.NewNullDecimal(r.Amount)),
		Fee:     anytext.Amount(r.Fee),
		Income:  anytext.Amount(r.Income),
		Unit:    anytext.Text(r.Unit),
		Kind:    r.Kind,
		State:   r.State,
		Time:    at,
		Channel: anytext.Text(r.Channel),
		Manual:  r.Manual,
	}
	for _, key := range r.AltKeys.given() {
		j.AltKeys = append(j.AltKeys, anytext.Text(key))
	}
	for _, l := range trimmed(r.Labels[:]) {
		j.Labels = append(j.Labels, labelJSON{anytext.Text(l.Name), anytext.Text(l.Value)})
	}
	return json.Marshal(j)
}

// UnmarshalJSON reads what MarshalJSON wrote; an amount may be a JSON number too. Unknown members are ignored.
// A missing or null amount is an error: absent is not zero. Errors are of type *Error, match ErrInvalidRecord, name the field,
// and do not repeat its value.
func (r *Record) UnmarshalJSON(data []byte) error {
	var j recordJSON
	if err := json.Unmarshal(data, &j); err != nil {
		return shapeError("Record", err)
	}
	read := Record{
		Key:     string(j.Key),
		Unit:    string(j.Unit),
		Kind:    j.Kind,
		State:   j.State,
		Channel: Channel(j.Channel),
		Manual:  j.Manual,
	}
	if err := cmp.Or(j.lists(&read), j.scalars(&read)); err != nil {
		return err
	}
	*r = read
	return nil
}

// lists reads the AltKeys and the labels.
func (j recordJSON) lists(r *Record) error {
	keys, labels := trimmed(j.AltKeys), trimmed(j.Labels)
	if len(keys) > maxAltKeys {
		return badRecord("AltKeys", "there must be at most "+strconv.Itoa(maxAltKeys))
	}
	if len(labels) > maxLabels {
		return badRecord("Labels", "there must be at most "+strconv.Itoa(maxLabels))
	}
	for i, key := range keys {
		r.AltKeys[i] = string(key)
	}
	for i, l := range labels {
		r.Labels[i] = Label{string(l.Name), string(l.Value)}
	}
	return nil
}

// scalars reads the amounts and the time.
func (j recordJSON) scalars(r *Record) error {
	var amount decimal.NullDecimal
	var ok bool
	for _, part := range [...]struct {
		field string
		data  json.RawMessage
		to    *decimal.NullDecimal
	}{{"Amount", j.Amount, &amount}, {"Fee", j.Fee, &r.Fee}, {"Income", j.Income, &r.Income}} {
		if *part.to, ok = anytext.ParseAmount(part.data); !ok {
			return badRecord(part.field, "it must be a decimal number of "+exact.Bounds)
		}
		if !amount.Valid { // the first
			return badRecord("Amount", "it must be given: absent is not zero")
		}
	}
	r.Amount = amount.Decimal
	if r.Time, ok = anytext.ParseTime(j.Time, utc8); !ok {
		return badRecord("Time", "it must be a time as in RFC 3339")
	}
	return nil
}
