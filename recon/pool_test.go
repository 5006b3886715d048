package recon

import (
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/shopspring/decimal"
)

// held is a pool row of a payment.
func held(id, since, key, amount string) PoolRow {
	d, err := ParseDay(since)
	if err != nil {
		panic(err)
	}
	return PoolRow{ID: id, Since: d, Record: Record{Key: key, Amount: dec(amount)}}
}

func TestPoolCheck(t *testing.T) {
	huge := held("b1", "2026-11-20", "A100", "1")
	huge.Record.Amount = decimal.New(1, 101)
	hugeFee := held("b1", "2026-11-20", "A100", "1")
	hugeFee.Record.Fee = decimal.NewNullDecimal(decimal.New(1, -101))
	hugeIncome := held("b1", "2026-11-20", "A100", "1")
	hugeIncome.Record.Income = decimal.NewNullDecimal(decimal.New(1, 101))
	one, two := held("x1", "2026-11-20", "A100", "1"), held("x2", "2026-11-20", "A100", "1")
	cases := []struct {
		reason string
		p      Pool
		field  string
	}{
		{"the zero value", Pool{}, ""},
		{"empty and versioned", Pool{Version: PoolVersion}, ""},
		{"rows on both sides", Pool{Version: PoolVersion, BillDate: day(t, "2026-11-22"), Bills: []PoolRow{one, two}, Orders: []PoolRow{one}}, ""},
		{"a run of the same day", Pool{Version: PoolVersion, BillDate: day(t, "2026-11-23")}, "Pool.BillDate"},
		{"a row that cannot count as moved", Pool{Version: PoolVersion, Bills: []PoolRow{{ID: "a", Moved: true}}}, "Pool.Bills[0].Moved"},
		{"rows without a version", Pool{Bills: []PoolRow{one}}, "Pool.Version"},
		{"a later version", Pool{Version: 3}, "Pool.Version"},
		{"an earlier version", Pool{Version: 1}, "Pool.Version"},
		{"a negative version", Pool{Version: -1}, "Pool.Version"},
		{"from the future", Pool{Version: PoolVersion, BillDate: day(t, "2026-11-24")}, "Pool.BillDate"},
		{"a row without an ID", Pool{Version: PoolVersion, Bills: []PoolRow{one, {}}}, "Pool.Bills[1].ID"},
		{"a bill twice", Pool{Version: PoolVersion, Bills: []PoolRow{one, two, one}}, "Pool.Bills[2].ID"},
		{"an order twice", Pool{Version: PoolVersion, Orders: []PoolRow{one, one}}, "Pool.Orders[1].ID"},
		{"an endless amount", Pool{Version: PoolVersion, Bills: []PoolRow{huge}}, "Pool.Bills[0].Record.Amount"},
		{"an endless fee", Pool{Version: PoolVersion, Orders: []PoolRow{one, hugeFee}}, "Pool.Orders[1].Record.Fee"},
		{"an endless income", Pool{Version: PoolVersion, Orders: []PoolRow{hugeIncome}}, "Pool.Orders[0].Record.Income"},
	}
	for _, c := range cases {
		t.Run(c.reason, func(t *testing.T) {
			wantError(t, c.p.check(day(t, "2026-11-23")), ErrInvalidRules, c.field)
		})
	}
}

func TestPoolOfAnyDayWhenTheRulesNameNone(t *testing.T) {
	p := Pool{Version: PoolVersion, BillDate: Rules{}.DayOf(time.Date(2099, 1, 1, 0, 0, 0, 0, time.UTC))}
	wantError(t, p.check(0), ErrInvalidRules, "")
}

// fresh is a row on its way into the pool.
func fresh(t *testing.T, since string, r Record) PoolRow {
	t.Helper()
	return PoolRow{Since: day(t, since), Record: r}
}

func TestContentIDSeesEverything(t *testing.T) {
	base := Record{Key: "A100", AltKeys: AltKeys{"x", "y"}, Amount: dec("1.50"), Time: time.Unix(1_795_312_702, 5)}
	changes := map[string]func(*Record){
		"key":                  func(r *Record) { r.Key = "A101" },
		"alternative key":      func(r *Record) { r.AltKeys = AltKeys{"x", "z"} },
		"one alternative less": func(r *Record) { r.AltKeys = AltKeys{"x"} },
		"keys cut elsewhere":   func(r *Record) { r.AltKeys = AltKeys{"", "xy"} },
		"key and alternatives": func(r *Record) { r.Key, r.AltKeys = "A100x", AltKeys{"", "y"} },
		"amount":               func(r *Record) { r.Amount = dec("1.51") },
		"sign":                 func(r *Record) { r.Amount = dec("-1.5") },
		"a fee":                func(r *Record) { r.Fee = some("0") },
		"an income":            func(r *Record) { r.Income = some("0") },
		"unit":                 func(r *Record) { r.Unit = "福豆" },
		"kind":                 func(r *Record) { r.Kind = Refund },
		"state":                func(r *Record) { r.State = Pending },
		"second":               func(r *Record) { r.Time = r.Time.Add(time.Second) },
		"nanosecond":           func(r *Record) { r.Time = r.Time.Add(1) },
		"no time":              func(r *Record) { r.Time = time.Time{} },
		"channel":              func(r *Record) { r.Channel = WeChat },
		"manual":               func(r *Record) { r.Manual = true },
	}
	seen := map[string]string{contentID(billSide, base): "nothing", contentID(orderSide, base): "the side"}
	if len(seen) != 2 {
		t.Fatal("the sides share an ID")
	}
	for what, change := range changes {
		r := base
		change(&r)
		id := contentID(billSide, r)
		if other, ok := seen[id]; ok {
			t.Errorf("a change of %s gives the ID that a change of %s gives", what, other)
		}
		seen[id] = what
	}
}

func TestContentIDIsOfTheContentAlone(t *testing.T) {
	at := time.Date(2026, 11, 22, 10, 0, 0, 0, utc8)
	one := Record{Key: "A100", Amount: dec("1.50"), Fee: some("0.010"), Time: at}
	same := Record{Key: "A100", Labels: [4]Label{{"store", "12"}}, Amount: dec("1.5"), Fee: some("0.01"), Unit: CNY, Time: at.UTC()}
	if contentID(billSide, one) != contentID(billSide, same) {
		t.Error("the same row written differently has another ID")
	}
}

// The ID is stored outside: it must not change between versions.
func TestContentIDIsStable(t *testing.T) {
	r := Record{Key: "20200221113708eb3b8dcc2383481c", Amount: dec("1.98"), Time: time.Date(2020, 2, 21, 11, 37, 8, 784968000, utc8)}
	const want = "211c1abaca16e787"
	if got := contentID(orderSide, r); got != want {
		t.Errorf("the ID is %s, want %s", got, want)
	}
}

func TestPoolSideNumbersEqualRows(t *testing.T) {
	r := Record{Key: "A100", Amount: dec("1.50")}
	rows := poolSide(billSide, []PoolRow{fresh(t, "2026-11-22", r), fresh(t, "2026-11-22", r), fresh(t, "2026-11-22", r)})
	id := contentID(billSide, r)
	for i, want := range []string{id + "-1", id + "-2", id + "-3"} {
		if rows[i].ID != want {
			t.Errorf("row %d has ID %s, want %s", i, rows[i].ID, want)
		}
	}
}

func TestPoolSideKeepsCarriedIDs(t *testing.T) {
	r := Record{Key: "A100", Amount: dec("1.50")}
	id := contentID(billSide, r)
	carried := []PoolRow{{ID: id + "-2", Since: day(t, "2026-11-20"), Record: r}, held("a name of the caller's", "2026-11-21", "B50", "50")}
	rows := poolSide(billSide, append(carried, fresh(t, "2026-11-22", r), fresh(t, "2026-11-22", r)))
	var ids []string
	for _, row := range rows {
		ids = append(ids, strings.TrimPrefix(row.ID, id))
	}
	want := []string{"-2", "a name of the caller's", "-1", "-3"}
	if !reflect.DeepEqual(ids, want) {
		t.Errorf("the IDs end in %q, want %q", ids, want)
	}
	if rows[0].Since != day(t, "2026-11-20") {
		t.Errorf("the carried row is held since %s now", rows[0].Since)
	}
}

func TestPoolSideDoesNotDependOnOrder(t *testing.T) {
	var rows []PoolRow
	for i := range 20 {
		rows = append(rows, fresh(t, "2026-11-22", Record{Key: "A", Amount: decimal.New(int64(i%5), -2)}))
	}
	carried := []PoolRow{held("one", "2026-11-20", "A100", "1"), held("two", "2026-11-19", "A100", "1")}
	want := poolSide(orderSide, slices.Concat(carried, rows))
	random := rand.New(rand.NewPCG(1, 2))
	for range 20 {
		random.Shuffle(len(rows), func(i, j int) { rows[i], rows[j] = rows[j], rows[i] })
		carried[0], carried[1] = carried[1], carried[0]
		if got := poolSide(orderSide, slices.Concat(carried, rows)); !reflect.DeepEqual(got, want) {
			t.Fatalf("shuffled rows give another pool:\n%v\n%v", got, want)
		}
	}
}

func TestPoolSideEmpty(t *testing.T) {
	if rows := poolSide(billSide, nil); len(rows) != 0 {
		t.Errorf("an empty side has %d rows", len(rows))
	}
}
