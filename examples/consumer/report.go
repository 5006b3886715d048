package consumer

import "github.com/billrecon/billrecon/recon"

// Report is what came of a day.
type Report struct {
	// Exceptions are the groups that somebody has to look at (异常).
	Exceptions []Exception
	// Statuses are the console's statuses by order number, orders of the pool aside.
	Statuses map[string]recon.Status
	// Statistics are the figures of the day in the console's form.
	Statistics recon.Statistics
	// Pool is for the next day.
	Pool recon.Pool
	// Digest is the same for the same rows, in whatever order they came.
	Digest recon.Digest
}

// Exception is a group of rows that do not agree.
type Exception struct {
	Key     string
	Outcome recon.Outcome
	Codes   []string
	Text    string
}

func newReport(result *recon.Result[recon.Record, Order], orders []Order) *Report {
	r := &Report{
		Statuses: map[string]recon.Status{}, Statistics: result.Statistics(), Pool: result.Pool, Digest: result.Digest(),
	}
	for g := range result.Groups() {
		for _, i := range g.Orders {
			r.Statuses[orders[i].Number] = g.Status()
		}
		if g.Status() == recon.StatusException {
			r.Exceptions = append(r.Exceptions, Exception{g.Key, g.Outcome, g.Codes(), g.Explain(recon.English)})
		}
	}
	return r
}
