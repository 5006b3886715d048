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

// filters are the documented parameters.
var filters = [...]string{"code", "total_fee__gte", "total_fee__lte", "reconciliation_status", "pay_method", "merchant__name"}

// String shows the query in one line; of Extra it shows the names alone.
func (q OrderQuery) String() string {
	var parts []string
	values := q.documented()
	for _, name := range filters {
		if v := values.Get(name); v != "" {
			parts = append(parts, name+" "+strconv.Quote(v))
		}
	}
	for _, name := range slices.Sorted(maps.Keys(q.Extra)) {
		parts = append(parts, "extra "+strconv.Quote(name))
	}
	return "console.OrderQuery{" + strings.Join(parts, ", ") + "}"
}

// GoString is String.
func (q OrderQuery) GoString() string { return q.String() }

// Format writes String for every verb: Extra may hold what is not to be shown.
func (q OrderQuery) Format(f fmt.State, _ rune) { _, _ = f.Write([]byte(q.String())) }

// LogValue is String.
func (q OrderQuery) LogValue() slog.Value { return slog.StringValue(q.String()) }

// values is the query string.
func (q OrderQuery) values() url.Values {
	v := q.documented()
	for name, values := range q.Extra {
		v[name] = slices.Clone(values)
	}
	return v
}

// documented is the query string without Extra.
func (q OrderQuery) documented() url.Values {
	v := url.Values{}
	set := func(name, value string, has bool) {
		if has {
			v.Set(name, value)
		}
	}
	set("code", q.Code, q.Code != "")
	set("total_fee__gte", q.TotalFeeGTE.String(), q.TotalFeeGTE.Valid)
	set("total_fee__lte", q.TotalFeeLTE.String(), q.TotalFeeLTE.Valid)
	set("reconciliation_status", strconv.Itoa(int(q.ReconciliationStatus)), q.ReconciliationStatus != 0)
	set("pay_method", strconv.Itoa(int(q.PayMethod)), q.PayMethod != 0)
	set("merchant__name", q.MerchantName, q.MerchantName != "")
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
		if name == "" || slices.Contains(filters[:], name) {
			return invalid("OrderQuery.Extra holds %q: it must not be empty or the name of a field of its own", name)
		}
	}
	return nil
}

// differing names the filters that an order contradicts. MerchantName is not among them: whether a part of a name matches is not
// documented.
func (q OrderQuery) differing(o Order) (names []string) {
	for _, filter := range []struct {
		name    string
		differs bool
	}{
		{"code", q.Code != "" && o.Code != q.Code},
		{"total_fee", q.TotalFeeGTE.Valid && o.TotalFee < q.TotalFeeGTE.Fen || q.TotalFeeLTE.Valid && o.TotalFee > q.TotalFeeLTE.Fen},
		{"reconciliation_status", q.ReconciliationStatus != 0 && o.ReconciliationStatus != q.ReconciliationStatus},
		{"pay_method", q.PayMethod != 0 && o.PayMethod != q.PayMethod},
	} {
		if filter.differs {
			names = append(names, filter.name)
		}
	}
	return names
}

// strangers counts the orders that the filters should have left out.
func (q OrderQuery) strangers(orders []Order) (n int) {
	for _, o := range orders {
		if len(q.differing(o)) > 0 {
			n++
		}
	}
	return n
}
