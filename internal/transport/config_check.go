package transport

import (
	"math"
	"net/http"
	"time"

	"github.com/billrecon/billrecon"
)

const (
	defaultTimeout       = 30 * time.Second
	defaultMaxAttempts   = 4
	mostAttempts         = 10
	defaultBaseDelay     = 200 * time.Millisecond
	defaultMaxDelay      = 10 * time.Second
	defaultBudgetRatio   = 0.1
	defaultBudgetReserve = 10
	defaultMaxBytes      = 32 << 20
)

// withDefaults checks everything but BaseURL and fills the zero values in.
func (cfg Config) withDefaults(op string) (Config, error) {
	if cfg.Timeout < 0 {
		return cfg, Invalid(op, "Timeout is %v: it must not be negative", cfg.Timeout)
	}
	if cfg.MaxResponseBytes < 0 {
		return cfg, Invalid(op, "MaxResponseBytes is %d: it must not be negative", cfg.MaxResponseBytes)
	}
	cfg.Timeout = Limit(cfg.Timeout, cfg.HTTPClient)
	cfg.MaxResponseBytes = min(orDefault(cfg.MaxResponseBytes, defaultMaxBytes), math.MaxInt)
	if cfg.HTTPClient == nil {
		cfg.HTTPClient = &http.Client{}
	}
	if cfg.HTTPClient.Transport != nil {
		if err := checkTLS(cfg.HTTPClient.Transport); err != nil {
			return cfg, Invalid(op, "HTTPClient: %w", err)
		}
	}
	var err error
	if cfg.Retry, err = retryWithDefaults(op, cfg.Retry); err != nil {
		return cfg, err
	}
	cfg.RateLimit, err = limitWithDefaults(op, cfg.RateLimit)
	return cfg, err
}

// Limit returns the time limit of an attempt: timeout, and for 0 that of the client, and for 0 or none 30 s.
func Limit(timeout time.Duration, hc *http.Client) time.Duration {
	if timeout == 0 && hc != nil {
		timeout = max(hc.Timeout, 0)
	}
	return orDefault(timeout, defaultTimeout)
}

func retryWithDefaults(op string, p billrecon.RetryPolicy) (billrecon.RetryPolicy, error) {
	switch {
	case p.MaxAttempts < 0 || p.MaxAttempts > mostAttempts:
		return p, Invalid(op, "Retry.MaxAttempts is %d: it must be 0 to %d", p.MaxAttempts, mostAttempts)
	case p.BaseDelay < 0:
		return p, Invalid(op, "Retry.BaseDelay is %v: it must not be negative", p.BaseDelay)
	case p.MaxDelay < 0:
		return p, Invalid(op, "Retry.MaxDelay is %v: it must not be negative", p.MaxDelay)
	case p.MaxDelay > 0 && p.MaxDelay < p.BaseDelay:
		return p, Invalid(op, "Retry.MaxDelay is %v: it must not be below BaseDelay, %v", p.MaxDelay, p.BaseDelay)
	case !(p.BudgetRatio >= 0 && p.BudgetRatio <= 1): // also refuses NaN
		return p, Invalid(op, "Retry.BudgetRatio is %v: it must be 0 to 1", p.BudgetRatio)
	case p.BudgetReserve < 0:
		return p, Invalid(op, "Retry.BudgetReserve is %d: it must not be negative", p.BudgetReserve)
	}
	p.MaxAttempts = orDefault(p.MaxAttempts, defaultMaxAttempts)
	if p.BaseDelay == 0 {
		p.BaseDelay = defaultBaseDelay
		if p.MaxDelay > 0 {
			p.BaseDelay = min(p.BaseDelay, p.MaxDelay)
		}
	}
	p.MaxDelay = orDefault(p.MaxDelay, max(defaultMaxDelay, p.BaseDelay))
	p.BudgetRatio = orDefault(p.BudgetRatio, defaultBudgetRatio)
	p.BudgetReserve = orDefault(p.BudgetReserve, defaultBudgetReserve)
	return p, nil
}

func limitWithDefaults(op string, l billrecon.RateLimit) (billrecon.RateLimit, error) {
	switch {
	case !(l.PerSecond >= 0) || math.IsInf(l.PerSecond, 1):
		return l, Invalid(op, "RateLimit.PerSecond is %v: it must be a number that is not negative", l.PerSecond)
	case l.Burst < 0:
		return l, Invalid(op, "RateLimit.Burst is %d: it must not be negative", l.Burst)
	case l.PerSecond == 0 && l.Burst > 0:
		return l, Invalid(op, "RateLimit.Burst is %d without PerSecond: set both or neither", l.Burst)
	}
	if l.PerSecond > 0 {
		l.Burst = orDefault(l.Burst, 1)
	}
	return l, nil
}

func orDefault[T int | int64 | float64 | time.Duration](v, standard T) T {
	if v == 0 {
		return standard
	}
	return v
}
