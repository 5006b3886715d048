package transport

import (
	"context"
	"log/slog"
	"time"

	"golang.org/x/time/rate"

	"github.com/billrecon/billrecon"
	"github.com/billrecon/billrecon/internal/fault"
)

// Client sends calls to one provider. It is safe for concurrent use.
type Client struct {
	provider string
	sender   *sender
	limiter  *rate.Limiter // nil: unlimited
	retry    billrecon.RetryPolicy
	budget   *budget
	timeout  time.Duration
	maxBytes int64
	log      *slog.Logger
	secrets  func() []string
	jitter   func(limit time.Duration) time.Duration
}

// New checks the configuration and makes a Client. An error is
// ErrInvalidRequest and names the field. New uses no network and starts no
// goroutine.
func New(cfg Config) (*Client, error) {
	base, err := parseBase(cfg.Provider, cfg.BaseURL)
	if err != nil {
		return nil, err
	}
	if cfg, err = cfg.withDefaults(cfg.Provider); err != nil {
		return nil, err
	}
	c := &Client{
		provider: cfg.Provider,
		sender:   newSender(cfg, base),
		retry:    cfg.Retry,
		budget:   newBudget(cfg.Retry),
		timeout:  cfg.Timeout,
		maxBytes: cfg.MaxResponseBytes,
		log:      cfg.Logger,
		secrets:  cfg.Secrets,
		jitter:   jitter,
	}
	if cfg.RateLimit.PerSecond > 0 {
		c.limiter = rate.NewLimiter(rate.Limit(cfg.RateLimit.PerSecond), cfg.RateLimit.Burst)
	}
	if c.log == nil {
		c.log = slog.New(slog.DiscardHandler)
	}
	return c, nil
}

// Do makes a call: it waits for the rate limit, builds and signs the request,
// sends it, and does so again while the failure may be retried. The error is
// always a *billrecon.Error.
//
// Retried are network failures, the time-out of one attempt, the statuses 408,
// 429 and 5xx, and what Decode marks so. Never retried are the end of the
// caller's context, a response that is too large, a refused certificate, an
// error of Build, a redirect, and a write that may have reached the provider. A
// wait never outlasts the deadline of ctx: the call fails at once instead, with
// the last error, which then also is context.DeadlineExceeded.
func (c *Client) Do(ctx context.Context, call Call) (Stats, error) {
	var stats Stats
	if e := c.do(ctx, call, &stats); e != nil {
		return stats, billrecon.NewError(*e)
	}
	return stats, nil
}

func (c *Client) do(ctx context.Context, call Call, stats *Stats) *fault.Fault {
	if err := call.check(ctx); err != nil {
		return c.finish(call, faultOf(err), Response{}, stats, nil)
	}
	var last *fault.Fault
	for {
		if e := c.prepare(ctx, call, stats); e != nil {
			return e
		}
		if err := c.limit(ctx); err != nil {
			return c.abandon(call, last, err, stats)
		}
		e := c.attempt(ctx, call, stats)
		if e == nil {
			c.budget.refill()
			return nil
		}
		delay, ok := c.again(ctx, call, e)
		if !ok {
			return e
		}
		c.logRetry(ctx, call, e, delay)
		if err := pause(ctx, delay); err != nil {
			return c.abandon(call, e, err, stats)
		}
		last = e
	}
}

// prepare runs Call.Ready.
func (c *Client) prepare(ctx context.Context, call Call, stats *Stats) *fault.Fault {
	if call.Ready == nil || ctx.Err() != nil {
		return nil // limit says what there is to say about the context
	}
	err := call.Ready(ctx)
	if err == nil {
		return nil
	}
	e := buildFailure(ctx, err)
	c.finish(call, e, Response{}, stats, nil)
	c.logAttempt(ctx, call, record{attempt: stats.Attempts + 1, class: e.Class})
	return e
}

// limit waits for the rate limiter, and not at all when the wait would outlast
// the deadline of ctx.
func (c *Client) limit(ctx context.Context) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	if c.limiter == nil || c.limiter.Wait(ctx) == nil {
		return nil
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	return context.DeadlineExceeded // the limiter's own text for it is no such error
}

// abandon ends a call between two attempts: with the last error if there is
// one, and the context's.
func (c *Client) abandon(call Call, last *fault.Fault, why error, stats *Stats) *fault.Fault {
	if last == nil {
		e := ended(why, nil)
		e.Detail = "not sent: " + why.Error()
		return c.finish(call, e, Response{}, stats, nil)
	}
	last.Context = why
	if why == context.Canceled {
		last.Retry = false
	}
	last.Note = "not retried: " + why.Error()
	return last
}

func (call Call) check(ctx context.Context) error {
	switch {
	case ctx == nil:
		return Invalid("", "the context is nil")
	case !plainMethod(call.Method):
		return Invalid("", "Call.Method is not an HTTP method in capitals")
	case call.Build == nil || call.Decode == nil:
		return Invalid("", "Call.Build and Call.Decode are required")
	}
	return nil
}

func plainMethod(method string) bool {
	for _, r := range method {
		if r < 'A' || r > 'Z' {
			return false
		}
	}
	return method != ""
}

func success(status int) bool { return status >= 200 && status <= 299 }
