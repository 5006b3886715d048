package settlement

import (
	"maps"
	"net/url"
	"slices"
	"strings"
)

// sortedWithSecret is the text that the SortedSecretParam schemes hash.
func sortedWithSecret(query url.Values, secret string) string {
	params := make(url.Values, len(query)+1)
	for name, values := range query {
		for _, value := range values {
			params.Add(name, strings.TrimSpace(value))
		}
	}
	params.Set("appsecret", secret)
	return joined(params, "=", "&", "sign")
}

// joined is every parameter by name, without those in except: name and value with equals between them, pairs with and
// between them, all of it raw.
func joined(query url.Values, equals, and string, except ...string) string {
	var text strings.Builder
	separator := ""
	for _, name := range slices.Sorted(maps.Keys(query)) {
		if slices.Contains(except, name) {
			continue
		}
		for _, value := range query[name] {
			text.WriteString(separator + name + equals + value)
			separator = and
		}
	}
	return text.String()
}
