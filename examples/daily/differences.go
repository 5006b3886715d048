package main

import (
	"context"
	"fmt"
	"io"
	"time"

	"github.com/billrecon/billrecon/recon/daily"
)

// follow keeps a decision, if one is given, and lists what is open. It returns how many of that are exceptions: the others wait.
func follow(ctx context.Context, s system, o options) (exceptions int64, err error) {
	store, err := storeOf(ctx, s.env, o)
	if err != nil {
		return 0, err
	}
	if o.decide.Difference != "" {
		o.decide.When = s.now()
		if err := daily.Decide(ctx, store, o.decide); err != nil {
			return 0, err
		}
	}
	all, err := daily.Open(ctx, store)
	if err != nil {
		return 0, err
	}
	fates, waiting := map[daily.Fate]int{}, 0
	for _, f := range all {
		fates[f.Fate]++
		switch {
		case !f.IsOpen():
			continue
		case f.Waiting:
			waiting++
		default:
			exceptions++
		}
		o.list(s.stdout, f)
	}
	fmt.Fprintf(s.stdout, o.say("未结：异常 %d 项，存疑 %d 项。已处理 %d 项，后来结清 %d 项，重跑后消失 %d 项\n",
		"open: %d exceptions, %d in doubt; %d decided, %d settled by later days, %d gone when their day was run again\n"),
		exceptions, waiting, fates[daily.Decided], fates[daily.Settled], fates[daily.Withdrawn])
	return exceptions, nil
}

// list prints an open difference and what was decided about it.
func (o options) list(w io.Writer, f daily.Followed) {
	outcome := o.say(f.Outcome.Chinese(), f.Outcome.String())
	fmt.Fprintf(w, o.say("%s  %s  %d 天  %s\n    %s\n", "%s  %s  %d days  %s\n    %s\n"), f.ID, f.First, f.Age, outcome, f.Text)
	for _, d := range f.Decisions {
		amount := ""
		if d.Amount.Valid {
			amount = " " + d.Amount.Decimal.StringFixed(2)
		}
		fmt.Fprintf(w, "    %s %s %s%s %s\n", d.When.In(o.rules().Zone()).Format(time.DateTime), d.Who, o.say(d.Action.Chinese(), string(d.Action)), amount, d.Note)
	}
}
