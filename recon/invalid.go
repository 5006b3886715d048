package recon

import "errors"

// badRules, badRecord and badControl are the three refusals of this half of the package.
func badRules(field, rule string) error {
	return &Error{Field: field, Rule: rule, kind: ErrInvalidRules}
}

func badRecord(field, rule string) error {
	return &Error{Field: field, Rule: rule, kind: ErrInvalidRecord}
}

func badControl(field, rule string) error {
	return &Error{Field: field, Rule: rule, kind: ErrControlTotals}
}

// inRules puts "Rules." before the field of an error about something that came in through Rules.
func inRules(err error) error {
	var own *Error
	if !errors.As(err, &own) {
		return err
	}
	return &Error{Field: "Rules." + own.Field, Rule: own.Rule, kind: own.kind}
}
