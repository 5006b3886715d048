package tap

import (
	"encoding/base64"
	"encoding/hex"
	"net/url"
	"regexp"
	"strings"
	"sync"
)

// run6 is how many characters in a row a shown word must not have in common with a secret.
const run6 = 6

var plainName = regexp.MustCompile(`^[A-Za-z_][A-Za-z_-]{0,39}$`)

// PlainCode is what a result code looks like that can be shown.
var PlainCode = regexp.MustCompile(`^(-?[0-9]{1,6}|[A-Z][A-Z_]{1,30})$`)

// Hidden stands for a name, code or type that could hold what nobody may see.
const Hidden = "(hidden)"

// Hider knows what must not be shown. Only names, codes and media types of a reply can be shown at all, each by a pattern of its own;
// one that has six characters in a row in common with a secret, in any usual encoding, is hidden.
type Hider struct {
	mu    sync.Mutex
	forms map[string]bool // runs of six characters, in lower case
}

// Add makes a secret known. One of fewer than six characters cannot be told from chance.
func (h *Hider) Add(secret string) {
	if len(secret) < run6 {
		return
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.forms == nil {
		h.forms = map[string]bool{}
	}
	encoded := []string{secret, url.QueryEscape(secret), url.PathEscape(secret), hex.EncodeToString([]byte(secret))}
	for skip := range 3 { // base64 of a text that holds the secret depends on where it starts
		encoded = append(encoded, base64.StdEncoding.EncodeToString([]byte(secret)[skip:]), base64.URLEncoding.EncodeToString([]byte(secret)[skip:]))
	}
	if decoded, err := base64.StdEncoding.DecodeString(secret); err == nil {
		encoded = append(encoded, string(decoded))
	}
	for _, form := range encoded {
		form = strings.ToLower(form)
		for i := range len(form) - run6 + 1 {
			h.forms[form[i:i+run6]] = true
		}
	}
}

// shows reports whether a text has nothing of a secret.
func (h *Hider) shows(text string) bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	text = strings.ToLower(text)
	for i := range len(text) - run6 + 1 {
		if h.forms[text[i:i+run6]] {
			return false
		}
	}
	return true
}

// Name is the name of a member or a header.
func (h *Hider) Name(text string) string { return h.by(plainName, text) }

// Code is a result code: "" stays.
func (h *Hider) Code(text string) string {
	if text == "" {
		return ""
	}
	return h.by(PlainCode, text)
}

func (h *Hider) by(pattern *regexp.Regexp, text string) string {
	if !pattern.MatchString(text) || !h.shows(text) {
		return Hidden
	}
	return text
}
