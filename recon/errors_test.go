package recon

import (
	"errors"
	"testing"
)

// wantError checks kind and field of a refusal; field "" wants none.
func wantError(t *testing.T, err, kind error, field string) {
	t.Helper()
	if field == "" {
		if err != nil {
			t.Errorf("refused: %v", err)
		}
		return
	}
	var own *Error
	if !errors.As(err, &own) {
		t.Errorf("error is %v, want one that names %s", err, field)
		return
	}
	if own.Field != field || !errors.Is(err, kind) {
		t.Errorf("error is %v (%v), want field %s and kind %v", err, errors.Unwrap(err), field, kind)
	}
}

func TestRefusalsHaveTheirKinds(t *testing.T) {
	wantError(t, badRules("Rules.Hold", "it must be small"), ErrInvalidRules, "Rules.Hold")
	wantError(t, badRecord("bills[3].Amount", "it must be small"), ErrInvalidRecord, "bills[3].Amount")
	wantError(t, badControl("Control.Count", "it differs"), ErrControlTotals, "Control.Count")
	if errors.Is(badRules("a", "b"), ErrInvalidRecord) {
		t.Error("the kinds are told apart by nothing")
	}
}
