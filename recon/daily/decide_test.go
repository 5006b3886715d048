package daily_test

import (
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/billrecon/billrecon/recon/daily"
)

func (s *shop) decide(id string, action daily.Action, change ...func(*daily.Decision)) error {
	d := daily.Decision{Difference: id, Action: action, Who: "accounts", When: at(30, 9), Note: "seen", Amount: decimal.NewNullDecimal(decimal.New(5, 0))}
	for _, c := range change {
		c(&d)
	}
	return daily.Decide(s.t.Context(), s.job.Store, d)
}

func release(d *daily.Decision) { d.Release = true }

func (s *shop) ledger() []daily.Followed {
	s.t.Helper()
	all, err := daily.Open(s.t.Context(), s.job.Store)
	require.NoError(s.t, err)
	return all
}

// fates are the keys of all differences with what became of them.
func (s *shop) fates() map[string]daily.Fate {
	all := map[string]daily.Fate{}
	for _, f := range s.ledger() {
		all[f.Key] = f.Fate
	}
	return all
}

func TestDifferencesAreFollowed(t *testing.T) {
	s := newShop(t)
	s.orders = []daily.Row{row(20, 9, "lost", "50"), row(20, 9, "late", "8")}
	s.bills = []daily.Row{row(20, 9, "nobody", "66"), row(21, 0, "late", "8")}
	first := s.run(20)
	assert.Equal(t, map[string]daily.Fate{"lost": daily.StillOpen, "late": daily.StillOpen, "nobody": daily.StillOpen}, s.fates())
	s.run(21)
	s.run(22)
	require.Len(t, s.ledger(), 3)
	assert.Equal(t, map[string]daily.Fate{"lost": daily.StillOpen, "late": daily.Settled, "nobody": daily.StillOpen}, s.fates())
	for _, f := range s.ledger() {
		assert.Equal(t, on(20), f.First)
		assert.Equal(t, 2, f.Age)
		if f.Key == "late" {
			assert.Equal(t, on(21), f.On)
			assert.Equal(t, f, s.ledger()[2], "what is closed comes last")
		}
	}
	lost, nobody := idOf(t, first, "lost"), idOf(t, first, "nobody")
	require.NoError(t, s.decide(lost, daily.Suspend))
	require.NoError(t, s.decide(nobody, daily.Book))
	assert.Equal(t, map[string]daily.Fate{"lost": daily.Suspended, "late": daily.Settled, "nobody": daily.Decided}, s.fates())
	require.NoError(t, s.decide(lost, daily.Confirm))
	for _, f := range s.ledger() {
		assert.False(t, f.IsOpen())
		if f.Key == "lost" {
			require.Len(t, f.Decisions, 2, "the first one stays")
			assert.Equal(t, "挂账", f.Decisions[0].Action.Chinese())
			assert.Equal(t, "accounts", f.Decisions[1].Who)
			assert.Equal(t, "5", f.Decisions[1].Amount.Decimal.String())
			assert.True(t, at(30, 9).Equal(f.Decisions[1].When))
			assert.Equal(t, on(22), f.Decisions[1].After)
		}
	}
}

func idOf(t *testing.T, r *daily.Result, key string) string {
	t.Helper()
	for _, d := range r.Differences {
		if d.Key == key {
			return d.ID
		}
	}
	t.Fatalf("no difference of %s", key)
	return ""
}

func TestIDsAreOfTheContent(t *testing.T) {
	s := newShop(t)
	s.orders = []daily.Row{row(20, 9, "", "50"), row(20, 9, "", "50"), row(20, 9, "A", "50")}
	s.bills = []daily.Row{row(20, 9, "B", "50")}
	first := s.run(20)
	ids := map[string]bool{}
	for _, d := range first.Differences {
		ids[d.ID] = true
	}
	assert.Len(t, ids, 4, "equal ones are numbered; the side counts")
	s.orders = []daily.Row{s.orders[2], s.orders[1], s.orders[0]}
	second := s.run(20)
	for _, d := range second.Differences {
		assert.True(t, ids[d.ID])
	}
	for _, d := range s.run(21).Differences {
		assert.True(t, ids[d.ID], "an exception keeps the ID that it had while it waited")
	}
}

// TestADifferenceHasItsRows: with their sides, and where they were read, as far as that is known.
func TestADifferenceHasItsRows(t *testing.T) {
	s := newShop(t)
	s.orders = []daily.Row{row(20, 9, "A", "50")}
	s.run(20)
	s.orders, s.bills = nil, []daily.Row{row(21, 9, "A", "51")}
	s.run(21)
	rows := s.ledger()[0].Rows
	require.Len(t, rows, 2)
	assert.Equal(t, []bool{true, false}, []bool{rows[0].Bill, rows[0].Held})
	assert.Equal(t, "orders.csv A,51", rows[0].File+" "+rows[0].Raw)
	assert.Equal(t, []bool{false, true}, []bool{rows[1].Bill, rows[1].Held})
	assert.Equal(t, "50", rows[1].Record.Amount.String())
	assert.Empty(t, rows[1].Raw)
}

// TestAReleasedRow leaves the pool: the next day neither matches nor reports it, and the day that was run stays as it was.
func TestAReleasedRow(t *testing.T) {
	s := newShop(t)
	s.orders = []daily.Row{row(20, 9, "A", "50"), row(20, 9, "B", "7")}
	s.bills = []daily.Row{row(20, 9, "C", "3")}
	first := s.run(20)
	require.NoError(t, s.decide(idOf(t, first, "A"), daily.Confirm, release))
	require.NoError(t, s.decide(idOf(t, first, "C"), daily.Refund, release))
	again := s.run(20)
	assert.True(t, again.Same, "a decision changes nothing of the days before")
	r := s.run(21)
	assert.Equal(t, []string{"order only order B 7"}, texts(r))
	require.Len(t, r.Released, 2)
	assert.Equal(t, 2, r.Head.Released)
	assert.Equal(t, 1, r.LeftOut.Known+r.Head.Held, "A comes again in the export, and is known")
	assert.True(t, s.run(21).Same)
	assert.Equal(t, map[string]daily.Fate{"A": daily.Decided, "B": daily.StillOpen, "C": daily.Decided}, s.fates())
	assert.Empty(t, texts(s.run(22)))
}

// TestAReleaseChangesNoEarlierDay: the row waited on two days, and is released after the second.
func TestAReleaseChangesNoEarlierDay(t *testing.T) {
	s := newShop(t)
	s.job.Rules.Hold = 3
	s.orders = []daily.Row{row(20, 9, "A", "50")}
	s.run(20)
	id := idOf(t, s.run(21), "A")
	require.NoError(t, s.decide(id, daily.Confirm, release))
	assert.True(t, s.run(21).Same)
	assert.Empty(t, texts(s.run(22)))
}

func TestDecisionsThatAreRefused(t *testing.T) {
	s := newShop(t)
	s.orders = []daily.Row{row(20, 9, "A", "50")}
	id := idOf(t, s.run(20), "A")
	assert.ErrorIs(t, s.decide("0123456789abcdef-1", daily.Book), daily.ErrUnknownDifference)
	for field, change := range map[string]func(*daily.Decision){
		"Who":    func(d *daily.Decision) { d.Who = "" },
		"When":   func(d *daily.Decision) { d.When = time.Time{} },
		"Action": func(d *daily.Decision) { d.Action = "forget" },
	} {
		assert.ErrorContains(t, s.decide(id, daily.Book, change), "Decision."+field)
	}
	s.run(21)
	assert.ErrorContains(t, s.decide(id, daily.Book, release), "Release", "it is an exception now: nothing of it waits")
	assert.NoError(t, s.decide(id, daily.Book))
}

// TestADecisionOutlivesItsDifference: a day that was corrected does not find it any more; what was decided stays listed.
func TestADecisionOutlivesItsDifference(t *testing.T) {
	s := newShop(t)
	s.bills = []daily.Row{row(20, 9, "A", "50")}
	id := idOf(t, s.run(20), "A")
	require.NoError(t, s.decide(id, daily.Suspend))
	s.orders = []daily.Row{row(20, 9, "A", "50")}
	r := s.run(20)
	assert.False(t, r.Same)
	assert.Empty(t, texts(r))
	all := s.ledger()
	require.Len(t, all, 1)
	assert.Equal(t, daily.Withdrawn, all[0].Fate)
	assert.Equal(t, id, all[0].ID)
	assert.Len(t, all[0].Decisions, 1)
}

func TestNothingIsOpenInAnEmptyStore(t *testing.T) {
	s := newShop(t)
	assert.Empty(t, s.ledger())
	assert.ErrorIs(t, s.decide("x-1", daily.Book), daily.ErrUnknownDifference)
}
