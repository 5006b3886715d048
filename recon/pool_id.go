package recon

import (
	"cmp"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"slices"
	"strconv"

	"github.com/shopspring/decimal"

	"github.com/billrecon/billrecon/recon/internal/exact"
)

// The sides as they enter the ID of a pool row.
const (
	billSide  = "b"
	orderSide = "o"
)

// poolSide makes one side of the next pool: carried rows keep their IDs, fresh rows get theirs.
// The rows come back oldest first, in an order that depends on their content alone. Neither list is changed.
func poolSide(side string, carried, fresh []PoolRow) []PoolRow {
	rows := make([]PoolRow, 0, len(carried)+len(fresh))
	taken := make(map[string]bool, len(carried))
	for _, row := range carried {
		taken[row.ID] = true
		rows = append(rows, row)
	}
	last := make(map[string]int)
	for _, row := range fresh {
		row.ID = nextID(contentID(side, row.Record), taken, last)
		rows = append(rows, row)
	}
	slices.SortFunc(rows, func(a, b PoolRow) int {
		return cmp.Or(a.Record.Time.Compare(b.Record.Time), cmp.Compare(a.Since, b.Since), cmp.Compare(a.ID, b.ID))
	})
	return rows
}

// nextID adds the first number to a content ID that no row has yet. last remembers where the search ended.
func nextID(content string, taken map[string]bool, last map[string]int) string {
	for {
		last[content]++
		id := content + "-" + strconv.Itoa(last[content])
		if !taken[id] {
			return id
		}
	}
}

// contentID is 16 hexadecimal digits that depend on the side and on everything in r that matching sees. Two different rows that
// share them (one chance in 2⁶⁴ a pair) would only be numbered together: their IDs would still differ.
func contentID(side string, r Record) string {
	digest := sha256.Sum256(appendContent([]byte("recon pool row 1 "+side), r))
	return hex.EncodeToString(digest[:8])
}

// appendContent appends r, every part with its length, so that no two different rows give the same bytes and equal ones do:
// amounts as numbers, not as they were written, times as instants, the unit by its name.
func appendContent(dst []byte, r Record) []byte {
	dst = appendPart(dst, r.Key)
	dst = binary.AppendUvarint(dst, uint64(len(r.AltKeys.given())))
	for _, key := range r.AltKeys.given() {
		dst = appendPart(dst, key)
	}
	dst = appendPart(dst, exact.Text(r.Amount))
	dst = appendOptional(dst, r.Fee)
	dst = appendOptional(dst, r.Income)
	dst = appendPart(dst, r.UnitOrCNY())
	dst = append(dst, byte(r.Kind), byte(r.State))
	dst = binary.AppendVarint(dst, r.Time.Unix())
	dst = binary.AppendUvarint(dst, uint64(r.Time.Nanosecond()))
	dst = appendPart(dst, string(r.Channel))
	if r.Manual {
		return append(dst, 1)
	}
	return append(dst, 0)
}

func appendPart(dst []byte, text string) []byte {
	return append(binary.AppendUvarint(dst, uint64(len(text))), text...)
}

// appendOptional writes an absent amount as the empty text, which no number is.
func appendOptional(dst []byte, d decimal.NullDecimal) []byte {
	if !d.Valid {
		return appendPart(dst, "")
	}
	return appendPart(dst, exact.Text(d.Decimal))
}
