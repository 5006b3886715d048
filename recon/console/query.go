package console

import (
	"fmt"
	"log/slog"
	"maps"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/billrecon/billrecon/internal/client"
	"github.com/billrecon/billrecon/internal/wire"
)

// OrderQuery says which orders to list. All filters are optional and hold together; the zero OrderQuery lists everything.
// It is passed by value and never written to. What the fields say is checked before any network use.
type OrderQuery struct {
	// Code is a serial number (流水号, code), empty for any.
	Code string
	// TotalFeeGTE is the lowest amount in fen (total_fee__gte), itself included by its name.
	TotalFeeGTE NullFen
	// TotalFeeLTE is the highest amount in fen (total_fee__lte), itself included by its name.
	TotalFeeLTE NullFen
	// ReconciliationStatus is one status (对账状态, reconciliation_status), 0 for any.
	ReconciliationStatus ReconciliationStatus
	// PayMethod is one pay method (支付方式, pay_method), 0 for any.
	PayMethod PayMethod
	// MerchantName is a merchant's name (商户名称, merchant__name), empty for any.
	MerchantName string
	// Extra are further query parameters, sent as they are. The console's paging is not documented; where yours has
	// parameters for it, they go here. The names of the documented filters are refused.
	Extra url.Values
}

// filter is one documented parameter.
type filter struct {
	name, value string           // no value for any order
	differs     func(Order) bool // whether an order contradicts the value
}

// filters returns the documented parameters.
func (q OrderQuery) filters() []filter {
	fen := func(f NullFen) string { return strings.TrimPrefix(f.String(), "null") }
	number := func(n int) string { return strings.TrimPrefix(strconv.Itoa(n), "0") } // 0 is any
	return []filter{
		{"code", q.Code, func(o Order) bool { return o.Code != q.Code }},
		{"total_fee__gte", fen(q.TotalFeeGTE), func(o Order) bool { return o.TotalFee < q.TotalFeeGTE.Fen }},
		{"total_fee__lte", fen(q.TotalFeeLTE), func(o Order) bool { return o.TotalFee > q.TotalFeeLTE.Fen }},
		{"reconciliation_status", number(int(q.ReconciliationStatus)), func(o Order) bool { return o.ReconciliationStatus != q.ReconciliationStatus }},
		{"pay_method", number(int(q.PayMethod)), func(o Order) bool { return o.PayMethod != q.PayMethod }},
		// Whether a part of a name matches is not documented.
		{"merchant__name", q.MerchantName, func(Order) bool { return false }},
	}
}

// String returns the query in one line; of Extra it shows the names alone.
func (q OrderQuery) String() string {
	var parts []string
	for _, f := range q.filters() {
		if f.value != "" {
			parts = append(parts, f.name+" "+strconv.Quote(f.value))
		}
	}
	for _, name := range slices.Sorted(maps.Keys(q.Extra)) {
		parts = append(parts, "extra "+strconv.Quote(name))
	}
	return "console.OrderQuery{" + strings.Join(parts, ", ") + "}"
}

// GoString returns String.
func (q OrderQuery) GoString() string { return q.String() }

// Format writes String for every verb: Extra may hold what is not to be shown.
func (q OrderQuery) Format(f fmt.State, _ rune) { _, _ = f.Write([]byte(q.String())) }

// LogValue returns String.
func (q OrderQuery) LogValue() slog.Value { return slog.StringValue(q.String()) }

// values returns the query string.
func (q OrderQuery) values() url.Values {
	v := url.Values{}
	for _, f := range q.filters() {
		if f.value != "" {
			v.Set(f.name, f.value)
		}
	}
	for name, values := range q.Extra {
		v[name] = slices.Clone(values)
	}
	return v
}

// check names the first field that breaks a rule.
func (q OrderQuery) check() error {
	for _, text := range []struct{ name, value string }{{"Code", q.Code}, {"MerchantName", q.MerchantName}} {
		if rule := client.BrokenText(text.value); rule != "" {
			return invalid("OrderQuery.%s %s", text.name, rule)
		}
	}
	switch gte, lte := q.TotalFeeGTE, q.TotalFeeLTE; {
	case gte.Valid && lte.Valid && gte.Fen > lte.Fen:
		return invalid("OrderQuery.TotalFeeGTE is %d and TotalFeeLTE is %d: no amount is within", gte.Fen, lte.Fen)
	case q.ReconciliationStatus < 0:
		return invalid("OrderQuery.ReconciliationStatus is %d: it must be a status, or 0 for any", int(q.ReconciliationStatus))
	case q.PayMethod < 0:
		return invalid("OrderQuery.PayMethod is %d: it must be a pay method, or 0 for any", int(q.PayMethod))
	}
	for name := range q.Extra {
		if name == "" || slices.ContainsFunc(q.filters(), func(f filter) bool { return f.name == name }) {
			return invalid("OrderQuery.Extra holds %q: it must not be empty or the name of a field of its own", name)
		}
	}
	return nil
}

// others returns how many orders the filters should have left out, and counts which filters that were.
func (q OrderQuery) others(orders []Order, odd *wire.Unknown) (n int) {
	filters := slices.DeleteFunc(q.filters(), func(f filter) bool { return f.value == "" })
	for _, o := range orders {
		differs := false
		for _, f := range filters {
			if f.differs(o) {
				name, _, _ := strings.Cut(f.name, "__")
				odd.Add(name + ":differs")
				differs = true
			}
		}
		if differs {
			n++
		}
	}
	return n
}
