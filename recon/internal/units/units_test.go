package units

import (
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// figures are a Sum in decimals.
type figures struct{ bills, orders, absolute string }

func figuresOf(s *Sum) figures {
	return figures{s.Bills.Decimal().String(), s.Orders.Decimal().String(), s.Absolute.Decimal().String()}
}

func TestSums(t *testing.T) {
	var s Sums
	require.Empty(t, s.Units())
	s.Of("CNY").Add(decimal.New(110, -2), decimal.New(1, 0))
	s.Of("CNY").Add(decimal.New(1, 0), decimal.New(1105, -3))
	s.Of("CNY").AddFen(5, 7)
	s.Of("福豆").Add(decimal.New(-3, 0), decimal.New(-3, 0))
	require.Equal(t, []string{"CNY", "福豆"}, s.Units())
	require.Equal(t, figures{"2.15", "2.175", "0.225"}, figuresOf(s.Of("CNY")))
	require.Equal(t, figures{"-3", "-3", "0"}, figuresOf(s.Of("福豆")))

	var o Sums
	o.Of("CNY").AddFen(-15, 0)
	o.Of("USD").AddFen(1, 0)
	s.Merge(o)
	o.Of("USD").AddFen(1, 0) // changes nothing in s
	require.Equal(t, []string{"CNY", "USD", "福豆"}, s.Units())
	require.Equal(t, figures{"2", "2.175", "0.375"}, figuresOf(s.Of("CNY")))
	require.Equal(t, figures{"0.01", "0", "0.01"}, figuresOf(s.Of("USD")))
}

// TestFenAreDecimals: in fen or in decimals, at once or in parts, the sums are the same.
func TestFenAreDecimals(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		fen := rapid.OneOf(rapid.Int64Range(-1000, 1000), rapid.Int64Range(-1<<62+1, 1<<62-1))
		var whole, parts Sum
		for range rapid.IntRange(0, 20).Draw(t, "groups") {
			bill, order := fen.Draw(t, "bill"), fen.Draw(t, "order")
			whole.Add(decimal.New(bill, -2), decimal.New(order, -2))
			var part Sum
			part.AddFen(bill, order)
			parts.Merge(part)
		}
		require.Equal(t, figuresOf(&whole), figuresOf(&parts))
	})
}
