package paging

import "context"

// readsTwice reports whether a sound run ends with a second reading.
func (p Plan[T]) readsTwice() bool { return p.ReadTwice && !p.Open }

// readAgain reads the whole bill a second time with another page size, and
// compares the rows' identities. Every check of the first reading holds for the
// second one, and the total must be the one of the first.
func (r *run[T]) readAgain(ctx context.Context) error {
	if !r.plan.readsTwice() || r.done.drifted {
		return nil
	}
	again := r.secondReading()
	err := again.walk(ctx, func(rows []T) int { return len(rows) })
	r.audit.Retries, r.said, r.omitted = again.audit.Retries, again.said, again.omitted
	if r.spent = again.spent; err != nil {
		return err
	}
	if again.done.drifted {
		r.done.drifted, r.firstDrift = true, again.firstDrift
	}
	if err := r.compare(again); err != nil || r.done.drifted {
		return err
	}
	r.audit.ReadTwice = true
	if r.plan.Part {
		return nil
	}
	r.find("the bill was read twice, with %d and %d rows a page, and the same rows came", r.plan.Size, again.plan.Size)
	return nil
}

func (r *run[T]) secondReading() *run[T] {
	plan := r.plan
	plan.Size = otherSize(r.plan.Size, r.done.longest)
	plan.MaxPages = 2*r.plan.MaxPages + 2 // smaller pages are more pages, twice as many at most
	ids := newIdentities(r.ids.secret)
	ids.before = &r.ids.seen
	return &run[T]{
		findings: findings{said: r.said, omitted: r.omitted},
		plan:     plan,
		ids:      ids,
		second:   true,
		done:     progress{next: 1, total: r.done.total, hasTotal: r.done.hasTotal},
		audit:    Audit{Retries: r.audit.Retries},
	}
}

// otherSize is the page size of a second reading: one less than the longest page
// of the first, so that a server which caps its pages cannot cap it again and
// the pages end at other rows. Size itself would prove less, so a size of 1,
// which nothing is below, is followed by 2.
func otherSize(size int, longest int64) int {
	switch {
	case size == 1:
		return 2
	case longest == 0:
		return size - 1
	}
	return max(1, int(longest)-1)
}

// compare reports as drift that the second reading had other rows than the first.
func (r *run[T]) compare(again *run[T]) error {
	if again.done.sum == r.done.sum {
		return nil
	}
	if r.audit.Earlier > 0 {
		return r.drift("the second reading has other rows: %d came at first, then %d", r.done.rows, again.done.rows)
	}
	both := again.ids.both
	return r.drift("the second reading has other rows: %d were there at first only, %d the second time only",
		r.ids.seen.n-both, again.ids.seen.n-both)
}
