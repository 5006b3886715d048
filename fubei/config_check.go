package fubei

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/billrecon/billrecon/internal/paging"
)

// maxPrefetch is this package's own bound: more pages in flight than this help nobody.
const maxPrefetch = 64

// check names the first field that breaks a rule. What the transport is given, the transport checks.
func (c Config) check() error {
	if err := c.checkCredentials(); err != nil {
		return err
	}
	switch {
	case c.Prefetch < 0 || c.Prefetch > maxPrefetch:
		return invalid("Config.Prefetch is %d: it must be 0 to %d", c.Prefetch, maxPrefetch)
	case c.MaxPages < 0 || c.MaxPages > paging.MaxPagesLimit:
		return invalid("Config.MaxPages is %d: it must be 0 to %d", c.MaxPages, paging.MaxPagesLimit)
	case c.Drift != FailOnDrift && c.Drift != ReportDrift:
		return invalid("Config.Drift is %d: it must be FailOnDrift or ReportDrift", c.Drift)
	}
	return c.checkRetryCodes()
}

func (c Config) checkCredentials() error {
	merchant := c.AppID != "" || c.AppSecret != ""
	agent := c.VendorSN != "" || c.VendorSecret != ""
	switch {
	case merchant && agent:
		return invalid("Config.AppID and Config.VendorSN: only one level may be set, merchant or agent")
	case !merchant && !agent:
		return invalid("Config.AppID is empty: AppID and AppSecret are required at merchant level, VendorSN and VendorSecret at agent level")
	case agent:
		return checkPair("VendorSN", c.VendorSN, "VendorSecret", c.VendorSecret, "agent")
	}
	return checkPair("AppID", c.AppID, "AppSecret", c.AppSecret, "merchant")
}

func checkPair(idField, id, secretField, secret, level string) error {
	for _, v := range []struct{ field, value string }{{idField, id}, {secretField, secret}} {
		if v.value == "" {
			return invalid("Config.%s is empty: it is required at %s level", v.field, level)
		}
		if rule := brokenText(v.value); rule != "" {
			return invalid("Config.%s %s", v.field, rule)
		}
	}
	return nil
}

// brokenText is the rule that s breaks. Signers of the platform disagree on white space around a value, and JSON cannot
// carry bytes that are not UTF-8: both would sign something else than is sent.
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

func (c Config) checkRetryCodes() error {
	for i, code := range c.RetryCodes {
		switch {
		case code == "" || strings.TrimSpace(code) != code:
			return invalid("Config.RetryCodes[%d] is empty or has white space around it: it must be a result code", i)
		case code == codeSuccess:
			return invalid("Config.RetryCodes[%d] is %s: that is success", i, codeSuccess)
		}
	}
	return nil
}
