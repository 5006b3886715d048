package client

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/billrecon/billrecon/internal/transport"
)

// minSecret is how many characters a secret has at least. A shorter one could not be masked: it stands in any text by chance.
const minSecret = 6

// BrokenText returns the rule that an identifier, a number or a name breaks, such as "is not UTF-8 text", and "" when it breaks
// none. White space around a value and characters that cannot be seen come from a file or a copy: a provider would sign another
// text than is sent, or find nothing. JSON cannot carry bytes that are not UTF-8.
func BrokenText(value string) string {
	switch {
	case !utf8.ValidString(value):
		return "is not UTF-8 text"
	case strings.TrimSpace(value) != value:
		return "starts or ends with white space: it must not"
	case strings.ContainsFunc(value, unicode.IsControl):
		return "holds a control character: it must not"
	}
	if at := strings.IndexFunc(value, invisible); at >= 0 {
		r, _ := utf8.DecodeRuneInString(value[at:])
		return fmt.Sprintf("holds the invisible character %U: it must not", r)
	}
	return ""
}

// CheckPage refuses a page or a limit of a query that no page has. query is the query's type, maxLimit the most rows of a page.
func CheckPage(provider, query string, page, limit, maxLimit int) error {
	switch {
	case page < 0:
		return transport.Invalid(provider, "%s.Page is %d: it must be 1 or more, or 0 for the first", query, page)
	case limit < 0 || limit > maxLimit:
		return transport.Invalid(provider, "%s.Limit is %d: it must be 1 to %d, or 0 for the default", query, limit, maxLimit)
	}
	return nil
}

// CheckStart refuses a run over all pages that would not start at the first. methods are those that make the run.
func CheckStart(provider, query, methods string, page int) error {
	if page <= 1 {
		return nil
	}
	return transport.Invalid(provider, "%s.Page is %d: %s start at page 1, go on with Cursor instead", query, page, methods)
}

// BrokenSecret returns the rule that a secret breaks, and "" when it breaks none.
func BrokenSecret(value string) string {
	switch rule := BrokenText(value); {
	case rule != "":
		return rule
	case value == "":
		return "is empty: it is required"
	}
	return ShortSecret(value)
}

// ShortSecret returns the rule that a secret breaks by its length, and "" when it is long enough to be masked.
func ShortSecret(value string) string {
	if utf8.RuneCountInString(value) < minSecret {
		return fmt.Sprintf("has fewer than %d characters: so short a secret cannot be masked", minSecret)
	}
	return ""
}

// invisible reports whether r shows nothing, or white space that looks like the one of the keyboard and is not.
func invisible(r rune) bool {
	return unicode.In(r, unicode.Cf, unicode.Co, unicode.Zl, unicode.Zp, unicode.Noncharacter_Code_Point,
		unicode.Other_Default_Ignorable_Code_Point, unicode.Variation_Selector) || r != ' ' && unicode.Is(unicode.Zs, r)
}
