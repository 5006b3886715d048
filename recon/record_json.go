package recon

import (
	"encoding/json"
	"strconv"
	"time"

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
	at, err := timeText(r.Time)
	if err != nil {
		return nil, err
	}
	return json.Marshal(recordJSON{
		Key:     anytext.Text(r.Key),
		AltKeys: altKeysJSON(&r.AltKeys),
		Amount:  amountJSON(r.Amount),
		Fee:     optionalJSON(r.Fee),
		Income:  optionalJSON(r.Income),
		Unit:    unitJSON(r.Unit),
		Kind:    r.Kind,
		State:   r.State,
		Time:    at,
		Channel: anytext.Text(r.Channel),
		Manual:  r.Manual,
		Labels:  labelsJSON(r.Labels),
	})
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
	if err := j.lists(&read); err != nil {
		return err
	}
	if err := j.scalars(&read); err != nil {
		return err
	}
	*r = read
	return nil
}

// altKeysJSON are the keys up to the last one that is not empty.
func altKeysJSON(keys *AltKeys) (list []anytext.Text) {
	for _, key := range keys.given() {
		list = append(list, anytext.Text(key))
	}
	return list
}

// labelsJSON are the labels up to the last one that is not empty.
func labelsJSON(labels [maxLabels]Label) (list []labelJSON) {
	for _, l := range trimmed(labels[:]) {
		list = append(list, labelJSON{anytext.Text(l.Name), anytext.Text(l.Value)})
	}
	return list
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
	amount, err := readAmount("Amount", j.Amount)
	if err != nil {
		return err
	}
	if !amount.Valid {
		return badRecord("Amount", "it must be given: absent is not zero")
	}
	r.Amount = amount.Decimal
	if r.Fee, err = readAmount("Fee", j.Fee); err != nil {
		return err
	}
	if r.Income, err = readAmount("Income", j.Income); err != nil {
		return err
	}
	r.Time, err = readTime(j.Time)
	return err
}

// unitJSON leaves the usual unit out, named or not.
func unitJSON(unit string) anytext.Text {
	if unit == CNY {
		return ""
	}
	return anytext.Text(unit)
}

// amountJSON is an amount as a JSON string. A number has no character that needs escaping.
func amountJSON(d decimal.Decimal) json.RawMessage {
	return json.RawMessage(`"` + exact.Text(d) + `"`)
}

// optionalJSON is nil, which is left out, for an absent amount.
func optionalJSON(d decimal.NullDecimal) json.RawMessage {
	if !d.Valid {
		return nil
	}
	return amountJSON(d.Decimal)
}

// readAmount reads a string, a number, or nothing.
func readAmount(field string, raw json.RawMessage) (decimal.NullDecimal, error) {
	text := string(raw)
	if text == "" || text == "null" {
		return decimal.NullDecimal{}, nil
	}
	if n := len(text); n >= 2 && text[0] == '"' {
		text = text[1 : n-1]
	}
	d, ok := exact.Parse(text)
	if !ok {
		return decimal.NullDecimal{}, badRecord(field, "it must be a decimal number of "+exact.Bounds)
	}
	return decimal.NewNullDecimal(d), nil
}

// timeText is t in RFC 3339 at UTC+8, "" for the zero Time. One zone for all keeps the bytes of equal rows equal,
// and loses no zone offset that RFC 3339 cannot write.
func timeText(t time.Time) (string, error) {
	if t.IsZero() {
		return "", nil
	}
	t = t.In(utc8)
	if t.Year() < 1 || t.Year() > 9999 {
		return "", badRecord("Time", "its year must be 1 to 9999")
	}
	return t.Format(time.RFC3339Nano), nil
}

func readTime(text string) (time.Time, error) {
	if text == "" {
		return time.Time{}, nil
	}
	t, err := time.Parse(time.RFC3339Nano, text)
	if err != nil {
		return time.Time{}, badRecord("Time", "it must be a time as in RFC 3339")
	}
	return t.In(utc8), nil
}
