package settlement

import (
	"context"
	"errors"
	"net/url"
	"time"

	"github.com/billrecon/billrecon/internal/client"
	"github.com/billrecon/billrecon/internal/transport"
	"github.com/billrecon/billrecon/internal/wire"
)

// FoundSigner is what [FindSigner] found. It prints as its name, never as a secret.
type FoundSigner struct {
	Name   string // of the preset, such as "SortedSecretParamBodyMD5"
	Signer Signer // for Config.Signer
}

// String returns the name of the preset.
func (f FoundSigner) String() string { return f.Name }

// presets are all constructors of a Signer, in the order in which FindSigner tries them: the likely ones first.
func presets() []func(secret string) Signer {
	return []func(secret string) Signer{
		SortedSecretParamMD5, SortedSecretParamBodyMD5, SortedSecretParamSHA1, SortedSecretParamBodySHA1, SortedSecretParamBodySHA256,
		TimestampDataKey, SecretWrapped, SortedThenTimestampKey,
	}
}

// FindSigner asks the provider which preset it takes, since its rule is not public: it signs one harmless query, the first second
// of yesterday and one row of it, with one preset after the other until the provider's code is not 10016 (签名错误). It tries
// [SortedSecretParamMD5], [SortedSecretParamBodyMD5], [SortedSecretParamSHA1], [SortedSecretParamBodySHA1],
// [SortedSecretParamBodySHA256], [TimestampDataKey], [SecretWrapped] and [SortedThenTimestampKey], in this order, and sends at most
// one request a second, or fewer if Config.RateLimit says so. It is for setting up, not for every start of a program.
//
// cfg is the configuration to be, with a nil Signer. When all presets are refused the error is [ErrAuth]: the secret is wrong, the
// clock is, or the provider has another rule. Any other failure ends it with that error, because it says nothing about the signer:
// a refused token (HTTP 401), a network failure, any other code. [ErrInvalidRequest] comes before any network use.
func FindSigner(ctx context.Context, cfg Config, secret string) (FoundSigner, error) {
	if cfg.Signer != nil {
		return FoundSigner{}, invalid("FindSigner: Config.Signer is set: it must be nil, it is what is looked for")
	}
	if rule := client.BrokenSecret(secret); rule != "" {
		return FoundSigner{}, invalid("FindSigner: the secret %s", rule)
	}
	cfg.Signer = presets()[0](secret)
	if cfg.RateLimit.Burst = 1; cfg.RateLimit.PerSecond == 0 || cfg.RateLimit.PerSecond > 1 {
		cfg.RateLimit.PerSecond = 1
	}
	c, err := New(cfg)
	if err != nil {
		return FoundSigner{}, err
	}
	for _, preset := range presets() {
		signer := preset(secret)
		refused, err := c.refuses(ctx, signer)
		if err != nil {
			return FoundSigner{}, err
		}
		if !refused {
			return FoundSigner{signer.(scheme).name, signer}, nil
		}
	}
	return FoundSigner{}, transport.Errorf(provider, ErrAuth,
		"FindSigner: all %d presets were refused with code %s: check the secret and the clock of this machine", len(presets()), codeBadSign)
}

// refuses reports whether the provider refuses the sign of the signer, asked through the limits and the tokens of c.
func (c *Client) refuses(ctx context.Context, signer Signer) (bool, error) {
	one := *c
	one.access.sign = func(query url.Values, body []byte) (string, error) { return askSigner(signer, query, body) }
	y, m, d := time.Now().In(wire.ChinaZone).AddDate(0, 0, -1).Date()
	q := Day(y, int(m), d)
	q.PaymentEnd, q.Page, q.Limit = q.PaymentStart, 1, 1
	// What stands in data is nobody's business here: a row that cannot be read says nothing about the sign.
	_, err := one.send(ctx, post{op: "FindSigner", path: ItemPath, body: q.body()}, func(resp transport.Response) error {
		_, err := replies.DataOf(resp, one.readers, one.codes.outcome)
		return err
	})
	var known *Error
	if errors.As(err, &known) && known.Code == codeBadSign {
		return true, nil
	}
	return false, err
}
