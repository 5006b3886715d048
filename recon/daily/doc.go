// Package daily is the job of every morning: it takes one bill day after another, matches the day's bill against the shop's orders,
// keeps what is in doubt for the day after, and follows every difference until somebody closes it (差错处理).
//
//	store := daily.Folder("/var/lib/shop-7")
//	job := daily.Job{Shop: "shop-7 fubei", Bills: bills, Orders: orders, Store: store, Rules: recon.Rules{Hold: 1}, Reports: reports}
//	heads, err := job.CatchUp(ctx, job.Yesterday())
//
// # Days
//
// Days follow each other, none is skipped, and a day that is not over is refused. Each day starts from what the day before left, and
// the Store keeps what it was given, what it left, what it found and the digest of it all. A day may be run again at any time: the same
// bill and orders give the same answer, and no later day is touched. When the answer is another one, it is kept beside the old one and
// counts from then on, and the days after it, which started from the old one, must be run again: Result.Stale names them, and CatchUp
// runs them.
//
// # Orders that come again
//
// An export of several days is welcome. An order of a later day is left for its day. One that still waits in the pool (存疑池) is
// replaced by what the export says now. One that was settled, or reported, on an earlier day and says the same is dropped. If it was
// changed since, that is reported (Result.Changed), and the change is the row that is matched: an order of 100 that is now refunded
// gives a refund of −100. For this the Store keeps a hash and the amount of each order of a day, and Job.Remember says how many days
// back they are used; orders of bill days before that are left out. The time of an order must be that at which it was made or paid, and
// stay the same: an order whose time moves to another day is another order.
//
// # How far bills are known
//
// Bills says up to which instant its bill is proven, which must be the end of the day at least. A provider that has bills of a day
// proves that itself (Audit.Until of its client). One that only answers questions about single orders does not: there the caller states
// the end of the day, and vouches for it that whatever the provider will ever say about orders of that day, it says by now. Where he is wrong,
// a missing row is reported that would have come. He gives Request.Orders and Request.Held one question each, and sets Answer.Again.
package daily
