package recon_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/billrecon/billrecon/recon"
)

// cluster runs a Spread as a runner of pipelines would: every part goes through bytes, blocks come in any order, and rows have no
// index.
type cluster struct {
	t      *testing.T
	random *rand.Rand
	spread *recon.Spread
	blocks map[recon.Place][][]byte
	held   [][]byte
	groups []recon.ShardGroup
	total  recon.ShardFigures
}

func newCluster(t *testing.T, in input, shards int, matched bool, seed uint64) *cluster {
	t.Helper()
	c := &cluster{t: t, random: rand.New(rand.NewPCG(seed, 5)), blocks: map[recon.Place][][]byte{}}
	home, err := recon.NewSpread(in.rules, shards, 2, matched)
	if err != nil {
		t.Fatal(err)
	}
	data, err := json.Marshal(home)
	if err != nil {
		t.Fatal(err)
	}
	c.spread = &recon.Spread{}
	if err := json.Unmarshal(data, c.spread); err != nil {
		t.Fatal(err)
	}
	p := home.Packer(200, 5000, c.take)
	err = p.Pool()
	for _, r := range in.orders {
		err = errors.Join(err, p.Order(r))
	}
	q := c.spread.Packer(0, 0, c.take)
	for _, r := range in.bills {
		err = errors.Join(err, q.Bill(r))
	}
	if err := errors.Join(err, p.Flush(), q.Flush(), q.Pool(), q.Flush()); err != nil {
		t.Fatal(err)
	}
	return c
}

func (c *cluster) take(at recon.Place, block []byte) error {
	c.blocks[at] = append(c.blocks[at], block)
	return nil
}

// run does all steps.
func (c *cluster) run() (recon.SpreadSummary, recon.Pool, error) {
	for step := range c.spread.Steps() {
		for shard := range c.spread.Shards() {
			if blocks := c.blocks[recon.Place{Step: step, Shard: shard}]; len(blocks) > 0 {
				c.shard(step, blocks)
			}
		}
	}
	pool := c.spread.Pool()
	for _, block := range c.held {
		if err := pool.Add(block); err != nil {
			c.t.Fatal(err)
		}
	}
	summary, err := c.spread.Finish(c.total)
	return summary, pool.Done(), err
}

func (c *cluster) shard(step int, blocks [][]byte) {
	c.random.Shuffle(len(blocks), func(i, j int) { blocks[i], blocks[j] = blocks[j], blocks[i] })
	rows := c.spread.Rows(step)
	for _, block := range blocks {
		if err := rows.Add(block); err != nil {
			c.t.Fatal(err)
		}
	}
	left := c.spread.Packer(100, 0, c.take)
	figures, err := c.spread.Run(rows, recon.ShardSink{
		Group: func(g *recon.ShardGroup) error {
			data, err := g.MarshalBinary()
			var back recon.ShardGroup
			c.groups = append(c.groups, back)
			return errors.Join(err, c.groups[len(c.groups)-1].UnmarshalBinary(data))
		},
		Left: left,
		Held: func(block []byte) error { c.held = append(c.held, block); return nil },
	})
	data, packing := figures.MarshalBinary()
	var back recon.ShardFigures
	if err := errors.Join(err, left.Flush(), packing, back.UnmarshalBinary(data)); err != nil {
		c.t.Fatal(err)
	}
	c.total = c.total.Add(back)
}

// TestSpreadIsMatch: whatever goes through bytes and other machines, the result is that of Match.
func TestSpreadIsMatch(t *testing.T) {
	for seed := range uint64(40) {
		in := manyRows(seed, 1+int(seed))
		want := mustMatch(t, in)
		c := newCluster(t, in, []int{1, 5, 64}[seed%3], seed%2 == 0, seed)
		got, pool, err := c.run()
		if err != nil {
			t.Fatalf("seed %d: %v", seed, err)
		}
		if got.Summary.Digest != want.Digest() || !got.Summary.Equal(want.Summary()) || !got.Statistics.Equal(want.Statistics()) {
			t.Fatalf("seed %d: another summary:\n%+v\n%+v", seed, got.Summary, want.Summary())
		}
		samePool(t, pool, want.Pool)
		c.sameGroups(in, want, seed%2 == 0)
		if t.Failed() {
			t.Fatalf("seed %d", seed)
		}
	}
}

// sameGroups compares the groups by their rows: Bills and Orders count a group's own rows.
func (c *cluster) sameGroups(in input, want *result, matched bool) {
	c.t.Helper()
	groups := want.Differences()
	if matched {
		groups = want.Groups()
	}
	var wantLines, gotLines []string
	for g := range groups {
		wantLines = append(wantLines, contentLine(c.t, in, g))
	}
	for _, g := range c.groups {
		own := input{rules: in.rules, bills: g.BillRows[:len(g.Bills)], orders: g.OrderRows[:len(g.Orders)]}
		gotLines = append(gotLines, contentLine(c.t, own, g.Group))
	}
	slices.Sort(wantLines)
	slices.Sort(gotLines)
	sameLines(c.t, "groups", gotLines, wantLines)
}

// contentLine is line with the rows' content in the place of their indexes.
func contentLine(t *testing.T, in input, g recon.Group) string {
	t.Helper()
	text := func(rows []recon.Record, at []int, pool []recon.PoolRow, poolAt []int) string {
		var texts []string
		all := func(i int) recon.Record {
			if i < len(rows) {
				return rows[i]
			}
			return pool[i-len(rows)].Record
		}
		for _, i := range at {
			data, err := all(i).MarshalJSON()
			if err != nil {
				t.Fatal(err)
			}
			texts = append(texts, string(data))
		}
		slices.Sort(texts)
		return fmt.Sprint(texts, poolAt)
	}
	content := text(in.bills, g.Bills, in.rules.Pool.Bills, g.PoolBills) + text(in.orders, g.Orders, in.rules.Pool.Orders, g.PoolOrders)
	if g.Verdict&recon.FoundDuplicateBill != 0 {
		content += text(in.bills, g.Excess, in.rules.Pool.Bills, nil)
	}
	if g.Verdict&recon.FoundDuplicateOrder != 0 {
		content += text(in.orders, g.Excess, in.rules.Pool.Orders, nil)
	}
	g.Bills, g.Orders, g.PoolBills, g.PoolOrders, g.Excess, g.Alternatives = nil, nil, nil, nil, nil, [2][]int{}
	if g.Pass == recon.PassAmountTime {
		g.Key = "" // the first order's, which the order of the rows decides
	}
	return line(g) + content
}

// TestFinishProves: a shard that is missing, or counted twice, does not go unseen.
func TestFinishProves(t *testing.T) {
	in := manyRows(3, 30)
	for reason, spoil := range map[string]func(*cluster){
		"a block of leftovers is lost": func(c *cluster) {
			for at := range c.blocks {
				if at.Step > 0 {
					delete(c.blocks, at)
					return
				}
			}
		},
		"a block of leftovers comes twice": func(c *cluster) {
			for at, blocks := range c.blocks {
				if at.Step > 0 {
					c.blocks[at] = append(blocks, blocks[0])
					return
				}
			}
		},
	} {
		c := newCluster(t, in, 8, false, 1)
		for shard := range 8 {
			c.shard(0, c.blocks[recon.Place{Shard: shard}])
			delete(c.blocks, recon.Place{Shard: shard})
		}
		spoil(c)
		if _, _, err := c.run(); !errors.Is(err, recon.ErrProof) {
			t.Errorf("%s: the error is %v", reason, err)
		}
	}
}

// TestFiguresAdd: in any order, and the zero figures change nothing.
func TestFiguresAdd(t *testing.T) {
	a, b := newCluster(t, manyRows(1, 9), 1, false, 1), newCluster(t, manyRows(2, 9), 1, false, 1)
	a.run()
	b.run()
	text := func(f recon.ShardFigures) string {
		data, err := f.MarshalBinary()
		if err != nil {
			t.Fatal(err)
		}
		return string(data)
	}
	if text(a.total.Add(b.total)) != text(b.total.Add(a.total)) {
		t.Error("the order matters")
	}
	if text(a.total.Add(recon.ShardFigures{})) != text(a.total) || text(recon.ShardFigures{}.Add(a.total)) != text(a.total) {
		t.Error("the zero figures change something")
	}
	if text(a.total) == text(b.total) {
		t.Error("all figures are equal")
	}
	bills, orders := a.total.Rows()
	if in := manyRows(1, 9); bills != int64(len(in.bills)+len(in.rules.Pool.Bills)) || orders != int64(len(in.orders)+len(in.rules.Pool.Orders)) {
		t.Errorf("%d bills and %d orders", bills, orders)
	}
}

// TestDamagedParts: no part that was changed or cut off is taken.
func TestDamagedParts(t *testing.T) {
	c := newCluster(t, manyRows(4, 20), 1, false, 1)
	block := c.blocks[recon.Place{}][0]
	c.run()
	figures, _ := c.total.MarshalBinary()
	group, _ := c.groups[0].MarshalBinary()
	for name, part := range map[string]struct {
		data []byte
		read func([]byte) error
	}{
		"block":   {block, func(b []byte) error { return c.spread.Rows(0).Add(b) }},
		"held":    {c.held[0], func(b []byte) error { return c.spread.Pool().Add(b) }},
		"figures": {figures, func(b []byte) error { return new(recon.ShardFigures).UnmarshalBinary(b) }},
		"group":   {group, func(b []byte) error { return new(recon.ShardGroup).UnmarshalBinary(b) }},
	} {
		if err := part.read(part.data); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		for what, data := range map[string][]byte{
			"nothing": nil, "another version": append([]byte{99}, part.data[1:]...), "cut off": part.data[:len(part.data)-1],
			"too long": append(slices.Clone(part.data), 7),
		} {
			if err := part.read(data); !errors.Is(err, recon.ErrInvalidRecord) {
				t.Errorf("%s, %s: the error is %v", name, what, err)
			}
		}
	}
}

func TestNewSpreadRefuses(t *testing.T) {
	for field, make := range map[string]func() (*recon.Spread, error){
		"shards":  func() (*recon.Spread, error) { return recon.NewSpread(recon.Rules{}, 0, 0, false) },
		"altKeys": func() (*recon.Spread, error) { return recon.NewSpread(recon.Rules{}, 1, 3, false) },
		"CutOff":  func() (*recon.Spread, error) { return recon.NewSpread(recon.Rules{CutOff: -1}, 1, 0, false) },
	} {
		if _, err := make(); !errors.Is(err, recon.ErrInvalidRules) || !strings.Contains(err.Error(), field) {
			t.Errorf("%s: %v", field, err)
		}
	}
}

// TestSpreadJSON: the zone goes along, and what is no Spread is refused.
func TestSpreadJSON(t *testing.T) {
	for _, zone := range []*time.Location{nil, time.UTC, time.FixedZone("shop", -5*3600-1800)} {
		rules := recon.Rules{Location: zone, CutOff: time.Hour, BillsUntil: until(baseDay)}
		s, err := recon.NewSpread(rules, 3, 1, true)
		if err != nil {
			t.Fatal(err)
		}
		data, err := json.Marshal(s)
		if err != nil {
			t.Fatal(err)
		}
		var back recon.Spread
		if err := json.Unmarshal(data, &back); err != nil || back.Pool().Done().BillDate != rules.LastBillDay() || back.Shards() != 3 || back.Steps() != 3 {
			t.Errorf("%v: %v", zone, err)
		}
		if again, _ := json.Marshal(&back); string(again) != string(data) {
			t.Errorf("%v: %s became %s", zone, data, again)
		}
	}
	for reason, text := range map[string]string{
		"no JSON": "{", "another version": `{"version":2,"shards":1}`, "no shards": `{"version":1}`,
		"a zone that nobody has": `{"version":1,"shards":1,"zone":{"name":"Nowhere/At All"}}`,
		"rules of another type":  `{"version":1,"shards":1,"rules":{"Hold":"long"}}`,
		"bad rules":              `{"version":1,"shards":1,"rules":{"Hold":-1}}`,
	} {
		if err := new(recon.Spread).UnmarshalJSON([]byte(text)); err == nil {
			t.Errorf("%s is taken", reason)
		}
	}
}

// TestTooFewAltKeys: rows of both sides with more AltKeys than are compared are refused at the end, whichever shard comes last.
func TestTooFewAltKeys(t *testing.T) {
	spread, err := recon.NewSpread(recon.Rules{}, 1, 1, false)
	if err != nil {
		t.Fatal(err)
	}
	figures := func(bill, order recon.AltKeys) recon.ShardFigures {
		rows := spread.Rows(0)
		p := spread.Packer(0, 0, func(_ recon.Place, block []byte) error { return rows.Add(block) })
		if err := errors.Join(p.Bill(recon.Record{Key: "A", AltKeys: bill}), p.Order(recon.Record{Key: "B", AltKeys: order}), p.Flush()); err != nil {
			t.Fatal(err)
		}
		f, err := spread.Run(rows, recon.ShardSink{})
		if err != nil {
			t.Fatal(err)
		}
		return f
	}
	one := figures(recon.AltKeys{"a"}, recon.AltKeys{"b"})
	two := figures(recon.AltKeys{"", "a"}, recon.AltKeys{"a", "b"})
	for _, all := range []recon.ShardFigures{two.Add(one), one.Add(two)} {
		if _, err := spread.Finish(all); !errors.Is(err, recon.ErrInvalidRules) || !strings.Contains(err.Error(), "altKeys") {
			t.Errorf("the error is %v", err)
		}
	}
	if _, err := spread.Finish(one); !errors.Is(err, recon.ErrProof) {
		t.Errorf("the leftovers of one key were not run: %v", err)
	}
}
