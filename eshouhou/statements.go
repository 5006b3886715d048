package eshouhou

import (
	"context"
	"iter"

	"github.com/billrecon/billrecon/internal/transport"
)

// Statements yields the statement of every id, in the order of the ids: either a statement and no error, or nil and a
// [*StatementError] that names the id; [ErrNoStatement] is one of those. A failed id does not end the loop. The loop ends
// when the ids do, or when the context does: then the ids that are being asked for fail with the context's error, and a
// last error, an [*Error] of kind [ErrIncomplete] and of the context's, says that the rest was not asked for.
//
// Config.Concurrency calls run at the same time. Up to four times as many ids are taken from the sequence ahead of the
// loop, so memory stays bounded however many ids there are; with a Concurrency of 1 an id is taken when the loop wants it.
// The sequence of ids is read by the goroutine that runs the loop, and must not be nil.
//
// The result can be ranged over again if the ids can, and then starts anew. Leaving the loop ends the requests in flight and
// waits for them. With wrong credentials every id fails and asks for a token: leave the loop on [ErrAuth].
func (c *Client) Statements(ctx context.Context, workOrderIDs iter.Seq[string]) iter.Seq2[*Statement, error] {
	return func(yield func(*Statement, error) bool) {
		if err := c.forAll(ctx, workOrderIDs); err != nil {
			yield(nil, err)
			return
		}
		c.run(ctx, "Statements", workOrderIDs, func(r result) bool { return yield(r.st, r.err) })
	}
}

func (c *Client) forAll(ctx context.Context, ids iter.Seq[string]) error {
	switch err := c.ready(); {
	case err != nil:
		return err
	case ctx == nil:
		return invalid("the context is nil")
	case ids == nil:
		return invalid("workOrderIDs is nil: it must be a sequence of ids")
	}
	return nil
}

// result is what became of one id, or the end of the run.
type result struct {
	st       *Statement
	err      error // nil, a *StatementError, or an *Error at the end of the run
	attempts int
}

// one asks for one id.
func (c *Client) one(ctx context.Context, op, id string) result {
	st, attempts, err := c.fetch(ctx, op, id)
	if err != nil {
		err = &StatementError{WorkOrderID: id, Err: err}
	}
	return result{st: st, err: err, attempts: attempts}
}

// notAsked is the error of a run whose context ended before its ids did.
func notAsked(op string, why error) error {
	return transport.Errorf(provider+": "+op, ErrIncomplete, "the remaining work orders were not asked for: %w", why)
}
