package recon

import (
	"encoding/json"
	"time"
)

// spreadJSON is a Spread on its way to another machine.
type spreadJSON struct {
	Version  int        `json:"version"`
	Shards   int        `json:"shards"`
	AltKeys  int        `json:"alt_keys"`
	Numbered bool       `json:"numbered,omitempty"`
	Matched  bool       `json:"matched,omitempty"`
	Rules    ruleFields `json:"rules"`
	Zone     *zoneJSON  `json:"zone,omitempty"`
}

// ruleFields are Rules without what JSON cannot carry: the zone, and the method that would be called for it.
type ruleFields Rules

// zoneJSON is a time zone. Name alone is one of the zone database; with Fixed it is a fixed offset in seconds east of UTC.
type zoneJSON struct {
	Name  string `json:"name"`
	Fixed *int   `json:"fixed,omitempty"`
}

const spreadVersion = 1

// MarshalJSON writes everything but the rows of the pool. A Location must be fixed or one of the zone database: the time.Local of
// one machine is not that of another. Workers is left out where it is 0, so that every machine chooses for itself.
func (s *Spread) MarshalJSON() ([]byte, error) {
	zone, err := zoneOf(s.rules.Location)
	if err != nil {
		return nil, err
	}
	rules := ruleFields(s.rules)
	rules.Location = nil
	return json.Marshal(spreadJSON{spreadVersion, s.shards, s.altKeys, s.numbered, s.matched, rules, zone})
}

// UnmarshalJSON reads what MarshalJSON wrote.
func (s *Spread) UnmarshalJSON(data []byte) error {
	var j spreadJSON
	if err := json.Unmarshal(data, &j); err != nil {
		return shapeError("Spread", err)
	}
	if j.Version != spreadVersion {
		return badRules("Spread.Version", "it is not one that this package reads")
	}
	location, err := j.Zone.location()
	if err != nil {
		return err
	}
	j.Rules.Location = location
	read, err := NewSpread(Rules(j.Rules), j.Shards, j.AltKeys, j.Matched)
	if err != nil {
		return err
	}
	*s = *read
	s.numbered = j.Numbered
	return nil
}

// zoneOf describes a location; nil for none.
func zoneOf(l *time.Location) (*zoneJSON, error) {
	if l == nil {
		return nil, nil
	}
	now := time.Unix(0, 0).In(l)
	if start, end := now.ZoneBounds(); start.IsZero() && end.IsZero() {
		_, offset := now.Zone()
		return &zoneJSON{l.String(), &offset}, nil
	}
	if l == time.Local {
		return nil, badRules("Rules.Location", "it must not be time.Local: other machines have another")
	}
	z := &zoneJSON{Name: l.String()}
	_, err := z.location()
	return z, err
}

// location is the zone again.
func (z *zoneJSON) location() (*time.Location, error) {
	switch {
	case z == nil:
		return nil, nil
	case z.Fixed != nil:
		return time.FixedZone(z.Name, *z.Fixed), nil
	}
	l, err := time.LoadLocation(z.Name)
	if err != nil {
		return nil, badRules("Rules.Location", "it must be nil, a fixed zone, or one of the zone database, which this machine must have")
	}
	return l, nil
}
