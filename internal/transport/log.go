package transport

import (
	"context"
	"log/slog"
	"time"

	"github.com/billrecon/billrecon/internal/fault"
)

// record is the allowlist of what a log line may tell about an attempt.
type record struct {
	attempt, status, sent, received int
	class                           string
	took                            time.Duration
}

func (c *Client) logAttempt(ctx context.Context, call Call, r record) {
	c.log.LogAttrs(ctx, slog.LevelDebug, "attempt",
		slog.String("op", c.label(call)),
		slog.Int("attempt", r.attempt),
		slog.String("outcome", r.class),
		slog.Int("status", r.status),
		slog.Duration("duration", r.took),
		slog.Int("request_bytes", r.sent),
		slog.Int("response_bytes", r.received),
	)
}

func (c *Client) logRetry(ctx context.Context, call Call, e *fault.Fault, delay time.Duration) {
	c.log.LogAttrs(ctx, slog.LevelWarn, "retry",
		slog.String("op", c.label(call)),
		slog.Int("attempt", e.Attempts),
		slog.String("outcome", e.Class),
		slog.Int("status", e.HTTPStatus),
		slog.Duration("delay", delay),
	)
}

func (c *Client) label(call Call) string {
	if c.provider == "" {
		return call.Op
	}
	return c.provider + "." + call.Op
}
