package reconbeam

import (
	"errors"
	"iter"
	"slices"
	"time"

	"github.com/billrecon/billrecon/recon"
)

// stepsField is recon.Steps as a DoFn carries them: as JSON, made once on each worker. The pool's rows travel as rows.
type stepsField struct {
	Rules   recon.Rules // without its zone and the pool's rows
	Zone    *zone
	Options recon.StepOptions

	steps *recon.Steps
}

func newStepsField(rules recon.Rules, o recon.StepOptions) (stepsField, error) {
	zone, err := zoneOf(rules.Location)
	rules.Location, rules.Pool.Bills, rules.Pool.Orders = nil, nil, nil
	return stepsField{Rules: rules, Zone: zone, Options: o}, err
}

// Setup makes the steps.
func (f *stepsField) Setup() (err error) {
	if f.Rules.Location, err = f.Zone.location(); err != nil {
		return err
	}
	f.steps, err = recon.NewSteps(f.Rules, f.Options)
	return err
}

var errZone = errors.New("reconbeam: Rules.Location: it must be nil, a fixed zone, or one of the zone database, which every machine must have")

// zone is a time zone. Name alone is one of the zone database; with Fixed it is a fixed offset in seconds east of UTC.
type zone struct {
	Name  string
	Fixed *int
}

// zoneOf describes a location; nil for none. The time.Local of one machine is not that of another.
func zoneOf(l *time.Location) (*zone, error) {
	if l == nil {
		return nil, nil
	}
	at := time.Unix(0, 0).In(l)
	if start, end := at.ZoneBounds(); start.IsZero() && end.IsZero() {
		_, offset := at.Zone()
		return &zone{l.String(), &offset}, nil
	}
	z := &zone{Name: l.String()}
	if l == time.Local {
		return nil, errZone
	}
	_, err := z.location()
	return z, err
}

// location is the zone again.
func (z *zone) location() (*time.Location, error) {
	switch {
	case z == nil:
		return nil, nil
	case z.Fixed != nil:
		return time.FixedZone(z.Name, *z.Fixed), nil
	}
	l, err := time.LoadLocation(z.Name)
	if err != nil {
		return nil, errZone
	}
	return l, nil
}

// stepFactor is above every number of shards.
const stepFactor = 1 << 20

// emitTo gives blocks out under one number that says step and shard; that of step 0 is the shard.
func emitTo(emit func(int, []byte)) func(recon.Block) error {
	return func(b recon.Block) error {
		emit(b.Step*stepFactor+b.Shard, slices.Clone(b.Data))
		return nil
	}
}

// blocksAt are the blocks that a runner has gathered under one number.
func blocksAt(key int, next func(*[]byte) bool) iter.Seq2[recon.Block, error] {
	return func(yield func(recon.Block, error) bool) {
		b := recon.Block{Step: key / stepFactor, Shard: key % stepFactor}
		for next(&b.Data) && yield(b, nil) {
		}
	}
}
