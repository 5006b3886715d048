package fubei

// account is who asks. The secret lives in the closures alone, so that printing any struct around them shows none.
type account struct {
	field   string // name of the identifier on the wire
	id      string
	sign    func(params map[string]string) string
	secrets func() []string
}

func (c Config) account() account {
	field, id, secret := "app_id", c.AppID, c.AppSecret
	if c.VendorSN != "" {
		field, id, secret = "vendor_sn", c.VendorSN, c.VendorSecret
	}
	return account{
		field:   field,
		id:      id,
		sign:    func(params map[string]string) string { return Sign(params, secret) },
		secrets: func() []string { return []string{secret} },
	}
}
