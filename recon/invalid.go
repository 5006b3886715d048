package recon

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
