// Package acmetest is a fake Acme in memory. It verifies signs and encodes rows on its own, and plays the fault scripts of package
// billtest.
package acmetest

import (
	"cmp"
	"crypto/hmac"
	"crypto/sha256"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/shopspring/decimal"

	"github.com/billrecon/billrecon/billtest"
	"github.com/billrecon/billrecon/internal/contract/acme"
)

// The merchant that a gateway knows. It is fictional.
const (
	Key    = "fictional-key"
	Secret = "fictional-secret-of-the-fake"
)

// Options say what a [Gateway] serves. The zero value is an empty gateway that knows [Key] and [Secret].
type Options struct {
	Secret string          // empty: the constant
	Bills  []acme.Bill     // served in this order, each to the query of the day of its PaidAt at UTC+8
	Faults billtest.Script // what goes wrong, and when
}

// Gateway is a fake Acme. The embedded [billtest.Gateway] has URL, Client, Requests, Count, Unplayed and Close.
type Gateway struct {
	*billtest.Gateway
	rows   []wireRow
	sign   func(key, nonce, seconds, body string) string
	nonces billtest.Once
	config func() acme.Config
}

// New makes a gateway. [billtest.NewGateway] says what t is for.
func New(t billtest.TB, o Options) *Gateway {
	secret := cmp.Or(o.Secret, Secret)
	g := &Gateway{rows: rowsOf(o.Bills)}
	g.sign = func(key, nonce, seconds, body string) string {
		return billtest.Hash(hmac.New(sha256.New, []byte(secret)), key, "\n", nonce, "\n", seconds, "\n", body)
	}
	g.config = func() acme.Config { return acme.Config{Key: Key, Secret: secret, HTTPClient: g.Client()} }
	g.Gateway = billtest.NewGateway(t, o.Faults, g.reply, billtest.PageFunc(func(r *billtest.Request) int { return queryOf(r).Page }),
		billtest.Describe("acmetest.Gateway", fmt.Sprintf("%d bills", len(o.Bills))))
	return g
}

// Config is a client configuration that reaches this gateway in memory.
func (g *Gateway) Config() acme.Config { return g.config() }

// reply is the correct reply to a request, with the data-level fault of h.
func (g *Gateway) reply(r *billtest.Request, h billtest.Hints) billtest.Reply {
	q := queryOf(r)
	problem := billtest.Problem(
		func() string { return g.signed(r) },
		func() string { return g.fresh(r.Header.Get("Acme-Nonce")) },
		q.problem,
	)
	if problem != "" {
		return failure("400", "acmetest: "+problem)
	}
	if code, _, message, ok := h.Business(); ok {
		return failure(code, message)
	}
	found := billtest.Select(h, g.rows, func(row wireRow) bool { return strings.HasPrefix(row.PaidAt, q.Date) })
	page := billtest.Paginate(h, found, q.Page, q.Size)
	data := []byte{'{'}
	if total, ok := page.Total(); ok {
		data = fmt.Appendf(data, `"total":%d,`, total)
	}
	rows := billtest.Array(page.Rows, func(row wireRow) []byte { return billtest.Object(row, nil) })
	body := slices.Concat([]byte(`{"code":0,"message":"","data":`), data, []byte(`"rows":`), rows, []byte(`}}`))
	return billtest.RawJSON(http.StatusOK, h.Spoil(body, "amount"))
}

// failure is the provider's error envelope.
func failure(code, message string) billtest.Reply {
	return billtest.JSON(http.StatusOK, map[string]any{"code": billtest.Number(code), "message": message, "data": nil})
}

// signed returns what is wrong with who sent the request.
func (g *Gateway) signed(r *billtest.Request) string {
	h := r.Header
	switch {
	case r.Method != http.MethodPost || !strings.HasSuffix(r.Path, "/bills/query"):
		return "the call differs: it must be POST /bills/query"
	case h.Get("Acme-Key") != Key:
		return "Acme-Key differs"
	case !billtest.SameSign(h.Get("Acme-Sign"), g.sign(Key, h.Get("Acme-Nonce"), h.Get("Acme-Time"), string(r.Body))):
		return billtest.Mistake(h.Get("Acme-Sign"), []billtest.Guess{
			{Sign: g.sign(Key, h.Get("Acme-Nonce"), h.Get("Acme-Time"), ""), Rule: "the body is not signed"},
		})
	}
	return ""
}

// fresh returns what is wrong with a nonce.
func (g *Gateway) fresh(nonce string) string {
	if nonce == "" || !g.nonces.First(nonce) {
		return "Acme-Nonce is missing, or was used before"
	}
	return ""
}

// query is the body of a request.
type query struct {
	Date string `json:"date"`
	Page int    `json:"page"`
	Size int    `json:"size"`
}

// queryOf reads a request strictly: what the page does not know is no query, which has page 0.
func queryOf(r *billtest.Request) (q query) {
	if !billtest.DecodeStrict(r.Body, &q) {
		return query{}
	}
	return q
}

func (q query) problem() string {
	if _, err := time.Parse(time.DateOnly, q.Date); err != nil {
		return "date must be a day such as 2026-11-22"
	}
	if q.Page < 1 || q.Size < 1 || q.Size > 100 {
		return "page must be 1 or more, and size 1 to 100"
	}
	return ""
}

// wireRow is a row as the page has it.
type wireRow struct {
	TradeNo string `json:"trade_no"`
	OrderNo string `json:"order_no,omitempty"`
	Amount  string `json:"amount"`
	Fee     string `json:"fee,omitempty"`
	State   *int   `json:"state,omitempty"`
	PaidAt  string `json:"paid_at,omitempty"`
	Payer   string `json:"payer,omitempty"`
}

func rowsOf(bills []acme.Bill) []wireRow {
	rows := make([]wireRow, len(bills))
	for i, b := range bills {
		rows[i] = wireRow{TradeNo: b.TradeNo, OrderNo: b.OrderNo, Amount: b.Amount.StringFixed(2), Payer: b.Payer}
		if b.Fee.Valid {
			rows[i].Fee = b.Fee.Decimal.StringFixed(2)
		}
		if state := int(b.State); b.State != acme.StateAbsent {
			rows[i].State = &state
		}
		if !b.PaidAt.IsZero() {
			rows[i].PaidAt = b.PaidAt.In(billtest.China()).Format(time.DateTime)
		}
	}
	return rows
}

// Bills makes n paid bills of one day at UTC+8, the same ones every time, one second apart; they start over at midnight.
func Bills(n, year, month, day int) []acme.Bill {
	midnight := time.Date(year, time.Month(month), day, 0, 0, 0, 0, billtest.China())
	bills := make([]acme.Bill, n)
	for i := range bills {
		bills[i] = acme.Bill{
			TradeNo: midnight.Format("20060102") + strconv.Itoa(1_000_000+i), OrderNo: fmt.Sprintf("ORDER%07d", i),
			Amount: decimal.New(int64(100+i%10_000), -2), Fee: decimal.NewNullDecimal(decimal.New(1, -2)),
			State: acme.StatePaid, PaidAt: midnight.Add(time.Duration(i%86_400) * time.Second),
		}
	}
	return bills
}
