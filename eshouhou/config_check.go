package eshouhou

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

const (
	// defaultConcurrency is a guess that asks little of the provider, who documents no limit.
	defaultConcurrency = 8
	// maxConcurrency is this package's own bound: more calls in flight than this help nobody.
	maxConcurrency = 64
	// maxTokenHours is the longest life of a token that the provider documents.
	maxTokenHours = 24
)

// check names the first field that breaks a rule. What the transport is given, the transport checks.
func (c Config) check() error {
	if err := c.checkCredentials(); err != nil {
		return err
	}
	switch {
	case c.TokenExpireHours < 0 || c.TokenExpireHours > maxTokenHours:
		return invalid("Config.TokenExpireHours is %d: it must be 1 to %d, or 0 for the provider's default", c.TokenExpireHours, maxTokenHours)
	case c.TokenExpireHours != 0 && c.Token != nil:
		return invalid("Config.TokenExpireHours is set beside Token: it is for AppID and AppSecret")
	case c.Concurrency < 0 || c.Concurrency > maxConcurrency:
		return invalid("Config.Concurrency is %d: it must be 1 to %d, or 0 for %d", c.Concurrency, maxConcurrency, defaultConcurrency)
	}
	if err := checkCodes("TokenExpiredCodes", c.TokenExpiredCodes); err != nil {
		return err
	}
	return checkCodes("RetryCodes", c.RetryCodes)
}

func (c Config) checkCredentials() error {
	if c.Token == nil {
		return c.checkApp()
	}
	if c.AppID != "" || c.AppSecret != "" {
		return invalid("Config.AppID and Config.Token: only one way to get tokens may be set")
	}
	if f, ok := c.Token.(TokenSourceFunc); ok && f == nil {
		return invalid("Config.Token is a nil TokenSourceFunc: it must be a function")
	}
	return nil
}

func (c Config) checkApp() error {
	if c.AppID == "" && c.AppSecret == "" {
		return invalid("Config.AppID is empty: AppID and AppSecret are required, or a Token instead")
	}
	for _, v := range []struct{ field, value string }{{"AppID", c.AppID}, {"AppSecret", c.AppSecret}} {
		if v.value == "" {
			return invalid("Config.%s is empty: AppID and AppSecret are required together", v.field)
		}
		if rule := brokenText(v.value); rule != "" {
			return invalid("Config.%s %s", v.field, rule)
		}
	}
	return nil
}

// brokenText is the rule that s breaks. White space around a value comes from a file or a copy, and would be signed.
func brokenText(s string) string {
	switch {
	case !utf8.ValidString(s):
		return "is not UTF-8 text"
	case strings.TrimSpace(s) != s:
		return "starts or ends with white space: it must not"
	case strings.ContainsFunc(s, unicode.IsControl):
		return "holds a control character: it must not"
	}
	return ""
}

func checkCodes(field string, codes []string) error {
	for i, code := range codes {
		switch {
		case code == "" || strings.TrimSpace(code) != code:
			return invalid("Config.%s[%d] is empty or has white space around it: it must be a result code", field, i)
		case code == codeSuccess:
			return invalid("Config.%s[%d] is %s: that is success", field, i, codeSuccess)
		}
	}
	return nil
}
