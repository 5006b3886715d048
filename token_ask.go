package billrecon

import (
	"context"
	"fmt"
	"runtime"
	"time"

	"github.com/billrecon/billrecon/internal/fault"
)

// MaxTokenBytes is the length of the longest token that is taken, 8 KB. No provider's is near it, and a longer one would make every
// request and every search for secrets in a text expensive.
const MaxTokenBytes = 8 << 10

// ask asks the source, and makes an error of its panic.
func ask(ctx context.Context, src TokenSource) (t Token, err error) {
	if src == nil {
		return Token{}, refuse("is nil: it is required")
	}
	defer func() {
		if v := recover(); v != nil {
			t, err = Token{}, panicked(v)
		}
	}()
	return src.Token(ctx)
}

// panicked words what the runtime panics with, which holds no data of the caller, and of anything else the type.
func panicked(v any) error {
	if err, ok := v.(runtime.Error); ok {
		return refuse("panicked: " + err.Error())
	}
	return refuse(fmt.Sprintf("panicked with a value of type %T", v))
}

func (t Token) check(now time.Time) error {
	if rule := t.broken(now); rule != "" {
		return refuse(rule)
	}
	return nil
}

// broken returns the rule that the token breaks, "" for none.
func (t Token) broken(now time.Time) string {
	switch {
	case t.Value == "":
		return "returned an empty token"
	case len(t.Value) > MaxTokenBytes:
		return fmt.Sprintf("returned a token of %d bytes: it must not have more than %d", len(t.Value), MaxTokenBytes)
	case !t.Expires.IsZero() && !now.Before(t.Expires):
		return "returned a token that has expired already"
	}
	return ""
}

// refuse makes the error of a source that breaks a rule.
func refuse(rule string) error {
	return NewError(fault.Fault{Kind: ErrInvalidRequest, Detail: "the TokenSource " + rule})
}
