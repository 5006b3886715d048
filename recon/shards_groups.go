package recon

import "errors"

// groups yields the groups of one frame.
func (run *shardRun) groups(payload []byte, yield func(ShardGroup, error) bool) error {
	in := packedReader{rest: string(payload)}
	for in.rest != "" {
		var g ShardGroup
		if err := g.UnmarshalBinary([]byte(in.text())); err != nil || in.bad {
			return errors.Join(badFolder("ShardFolder.Path", "a group cannot be read"), err)
		}
		if !run.give(&g, yield) {
			return errStop
		}
	}
	return nil
}

// give yields a group with the indexes it would have in Match.
func (run *shardRun) give(g *ShardGroup, yield func(ShardGroup, error) bool) bool {
	g.settle([2]int{int(run.rows.Bills), int(run.rows.Orders)})
	return yield(*g, nil)
}

// groupsOf matches the shards of one file once more, in as many rounds as they need.
func (run *shardRun) groupsOf(name foundFile, yield func(ShardGroup, error) bool) error {
	var batch []frameRef
	for shard := name.first; shard <= name.last; shard++ {
		batch = append(batch, run.blocks[Place{name.step, shard}]...)
	}
	rounds := 1
	for memoryOf(batch) > int64(rounds)*run.Memory {
		rounds *= 2
	}
	for round := range rounds {
		rows := run.spread.Rows(name.step)
		if rounds > 1 {
			rows.subset = run.share(name.step, round, rounds)
		}
		if err := run.load(rows, batch, false); err != nil {
			return err
		}
		_, err := run.spread.Run(rows, ShardSink{Group: func(g *ShardGroup) error {
			if !run.give(g, yield) {
				return errStop
			}
			return nil
		}})
		if err != nil {
			return err
		}
	}
	return nil
}
