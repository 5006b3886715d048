package recon

// groupVersion is the first byte of a packed group.
const groupVersion = 1

// AppendBinary appends the group and its rows as bytes. The error is always nil.
func (g ShardGroup) AppendBinary(dst []byte) ([]byte, error) {
	dst = append(dst, groupVersion, byte(g.Outcome), byte(g.Pass), byte(g.BillStates), byte(g.OrderStates), byte(g.IncomeOf),
		boolByte(g.AlternativeBills[0])|boolByte(g.AlternativeBills[1])<<1)
	dst = appendUvarint(dst, uint64(g.Verdict))
	dst = appendPart(dst, g.Key)
	for _, list := range g.places() {
		dst = appendInts(dst, *list)
	}
	for _, nets := range [...][]Net{g.Nets, optionalNet(g.Gross), optionalNet(g.FeeNet), optionalNet(g.IncomeNet)} {
		dst = appendNets(dst, nets)
	}
	dst = appendTotal(dst, g.Threshold)
	return appendRecords(appendRecords(dst, g.BillRows), g.OrderRows), nil
}

// MarshalBinary is AppendBinary to nothing.
func (g ShardGroup) MarshalBinary() ([]byte, error) { return g.AppendBinary(nil) }

// UnmarshalBinary reads what AppendBinary wrote.
func (g *ShardGroup) UnmarshalBinary(data []byte) error {
	in := packedReader{rest: string(data)}
	if in.byte() != groupVersion {
		return badRecord("ShardGroup", "its version is not one that this package reads")
	}
	read := in.group()
	if in.bad || in.rest != "" {
		return badRecord("ShardGroup", "it is damaged")
	}
	*g = read
	return nil
}

func (in *packedReader) group() (g ShardGroup) {
	g.Outcome, g.Pass = Outcome(in.byte()), Pass(in.byte())
	g.BillStates, g.OrderStates = StateSet(in.byte()), StateSet(in.byte())
	g.IncomeOf = IncomeCheck(in.byte())
	flags := in.byte()
	g.AlternativeBills = [2]bool{flags&1 != 0, flags&2 != 0}
	g.Verdict = Verdict(in.uvarint())
	g.Key = in.text()
	for _, list := range g.places() {
		*list = in.ints()
	}
	g.Nets = in.nets()
	g.Gross, g.FeeNet, g.IncomeNet = firstNet(in.nets()), firstNet(in.nets()), firstNet(in.nets())
	g.Threshold = in.total()
	g.BillRows, g.OrderRows = in.records(), in.records()
	return g
}

func optionalNet(n *Net) []Net {
	if n == nil {
		return nil
	}
	return []Net{*n}
}

func firstNet(nets []Net) *Net {
	if len(nets) == 0 {
		return nil
	}
	return &nets[0]
}
