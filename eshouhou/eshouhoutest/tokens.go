package eshouhoutest

import (
	"crypto/rand"
	"encoding/base64"
	"fmt"
	"sync"
	"time"

	"github.com/billrecon/billrecon/eshouhou"
)

// tokenBook knows the tokens that were issued. Their values are the keys of a map behind a func, so that nothing prints them.
type tokenBook struct {
	appID string
	life  time.Duration

	mu     sync.Mutex
	issued func() map[string]time.Time // value → end
}

func newTokenBook(appID string, life time.Duration) *tokenBook {
	issued := map[string]time.Time{}
	return &tokenBook{appID: appID, life: life, issued: func() map[string]time.Time { return issued }}
}

// issue makes a token as the provider does: base64 of appid, a GUID and the minutes it lives. It lives for so many hours, or
// the gateway's own time when hours is 0.
func (b *tokenBook) issue(hours int) eshouhou.Token {
	life := time.Duration(hours) * time.Hour
	if hours == 0 {
		life = b.life
	}
	plain := fmt.Sprintf("%s&%s&%d", b.appID, guid(), int(life.Minutes()))
	t := eshouhou.Token{Value: base64.StdEncoding.EncodeToString([]byte(plain)), Expires: time.Now().Add(life)}
	b.mu.Lock()
	defer b.mu.Unlock()
	b.issued()[t.Value] = t.Expires
	return t
}

// guid is a random one, version 4.
func guid() string {
	var b [16]byte
	_, _ = rand.Read(b[:]) // never fails
	b[6], b[8] = b[6]&0x0f|0x40, b[8]&0x3f|0x80
	return fmt.Sprintf("%x-%x-%x-%x-%x", b[:4], b[4:6], b[6:8], b[8:10], b[10:])
}

// problem tells what is wrong with a token, "" when nothing is.
func (b *tokenBook) problem(value string) string {
	b.mu.Lock()
	defer b.mu.Unlock()
	end, ok := b.issued()[value]
	switch {
	case value == "":
		return "access_token is missing"
	case !ok:
		return "access_token differs: the gateway did not issue it"
	case !time.Now().Before(end):
		return "access_token has expired"
	}
	return ""
}

// expire ends one token, if it was issued.
func (b *tokenBook) expire(value string) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if _, ok := b.issued()[value]; ok {
		b.issued()[value] = time.Time{}
	}
}

func (b *tokenBook) expireAll() {
	b.mu.Lock()
	defer b.mu.Unlock()
	for value := range b.issued() {
		b.issued()[value] = time.Time{}
	}
}
