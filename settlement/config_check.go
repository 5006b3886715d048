package settlement

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/billrecon/billrecon/internal/paging"
)

// maxPrefetch is this package's own bound: more pages in flight than this help nobody.
const maxPrefetch = 64

// check names the first field that breaks a rule. What the transport is given, the transport checks.
func (c Config) check() error {
	if rule := brokenSource(c.Token); rule != "" {
		return invalid("Config.Token %s", rule)
	}
	if rule := brokenSigner(c.Signer); rule != "" {
		return invalid("Config.Signer %s", rule)
	}
	if rule := brokenText(c.Version); rule != "" {
		return invalid("Config.Version %s", rule)
	}
	switch {
	case strings.HasSuffix(strings.TrimSuffix(c.BaseURL, "/"), ItemPath):
		return invalid("Config.BaseURL ends with the path of the interface: give only what stands before /openApi")
	case c.Prefetch < 0 || c.Prefetch > maxPrefetch:
		return invalid("Config.Prefetch is %d: it must be 0 to %d", c.Prefetch, maxPrefetch)
	case c.MaxPages < 0 || c.MaxPages > paging.MaxPagesLimit:
		return invalid("Config.MaxPages is %d: it must be 0 to %d", c.MaxPages, paging.MaxPagesLimit)
	case c.Drift != FailOnDrift && c.Drift != ReportDrift:
		return invalid("Config.Drift is %d: it must be FailOnDrift or ReportDrift", c.Drift)
	}
	return c.checkCodes()
}

func (c Config) checkCodes() error {
	if err := checkCodes("RetryCodes", c.RetryCodes); err != nil {
		return err
	}
	if err := checkCodes("TokenExpiredCodes", c.TokenExpiredCodes); err != nil {
		return err
	}
	for i, code := range c.TokenExpiredCodes {
		if slices.Contains(c.RetryCodes, code) {
			return invalid("Config.TokenExpiredCodes[%d] is in RetryCodes too: a code is one or the other", i)
		}
	}
	return nil
}

func checkCodes(field string, codes []string) error {
	for i, code := range codes {
		switch {
		case code == "" || strings.TrimSpace(code) != code:
			return invalid("Config.%s[%d] is empty or has white space around it: it must be a code", field, i)
		case code == codeSuccess:
			return invalid("Config.%s[%d] is %s: that is success", field, i, codeSuccess)
		case code == codeBadSign:
			return invalid("Config.%s[%d] is %s: that is a refused signature, which neither a retry nor a token can mend", field, i, codeBadSign)
		}
	}
	return nil
}

// brokenText is the rule that s breaks. Signers of such platforms disagree on white space around a value, and JSON cannot
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
