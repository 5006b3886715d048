package consumer

import (
	"context"
	"errors"
	"maps"
	"slices"

	"github.com/billrecon/billrecon/recon"
	"github.com/billrecon/billrecon/recon/console"
)

// Disagreement is an order that the console judges otherwise than this service.
type Disagreement struct {
	Code string
	Ours recon.Status
	// Theirs is 0 for an order that the console does not list.
	Theirs recon.Status
}

// Disagreements compares a report with the console's whole list, in the list's order; orders that it does not list come last,
// by code.
func (s *Service) Disagreements(ctx context.Context, r *Report) ([]Disagreement, error) {
	if s.console == nil {
		return nil, errors.New("the service has no console")
	}
	listed, _, err := s.console.CollectOrders(ctx, console.OrderQuery{})
	if err != nil {
		return nil, sorted(err)
	}
	seen := map[string]bool{}
	var found []Disagreement
	for _, o := range listed {
		seen[o.Code] = true
		ours, known := r.Statuses[o.Code]
		if theirs := recon.Status(o.ReconciliationStatus); known && ours != theirs {
			found = append(found, Disagreement{o.Code, ours, theirs})
		}
	}
	for _, code := range slices.Sorted(maps.Keys(r.Statuses)) {
		if !seen[code] {
			found = append(found, Disagreement{Code: code, Ours: r.Statuses[code]})
		}
	}
	return found, nil
}
