package attacks

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/billrecon/billrecon"
	"github.com/billrecon/billrecon/eshouhou"
	"github.com/billrecon/billrecon/fubei"
	"github.com/billrecon/billrecon/settlement"
)

const patience = 5 * time.Second

// deaf answers nothing and does not listen to the context, until the test is over.
type deaf struct{ over chan struct{} }

func (d deaf) RoundTrip(*http.Request) (*http.Response, error) {
	<-d.over
	return nil, io.EOF
}

func (d deaf) Token(context.Context) (billrecon.Token, error) {
	<-d.over
	return billrecon.Token{Value: token}, nil
}

// soon fails the test unless what is run ends within patience and a little, on the bubble's clock.
func soon(t *testing.T, run func() error) {
	t.Helper()
	start := time.Now()
	err := run()
	require.ErrorIs(t, err, billrecon.ErrUnavailable)
	require.LessOrEqual(t, time.Since(start), patience+time.Second)
}

// TestDeaf: what the caller lends a client does not listen to any context, and none of his has an end.
func TestDeaf(t *testing.T) {
	day := time.Date(2026, 1, 2, 0, 0, 0, 0, time.FixedZone("", 8*3600))
	for name, attack := range map[string]func(t *testing.T, d deaf) error{
		"a token of settlement": func(t *testing.T, d deaf) error {
			c, err := settlement.New(settlement.Config{BaseURL: "https://api.example.test", Token: d,
				Signer: settlement.SortedSecretParamMD5(secret), Timeout: patience})
			require.NoError(t, err)
			_, err = c.ItemPage(t.Context(), settlement.ItemQuery{PaymentStart: day, PaymentEnd: day.Add(time.Hour), Page: 1, Limit: 100})
			return err
		},
		"a token of eshouhou": func(t *testing.T, d deaf) error {
			c, err := eshouhou.New(eshouhou.Config{BaseURL: "https://api.example.test", Token: d, Timeout: patience})
			require.NoError(t, err)
			_, err = c.Statement(t.Context(), "1")
			return err
		},
		"the own token of eshouhou": func(t *testing.T, d deaf) error {
			c, err := eshouhou.New(eshouhou.Config{BaseURL: "https://api.example.test", AppID: "fictional-app", AppSecret: secret, Timeout: patience, Retry: once,
				HTTPClient: &http.Client{Transport: d}})
			require.NoError(t, err)
			_, err = c.Statement(t.Context(), "1")
			return err
		},
		"pages that are fetched ahead": func(t *testing.T, d deaf) error {
			asked := false
			first := roundTrip(func(r *http.Request) (*http.Response, error) {
				if asked {
					return d.RoundTrip(r)
				}
				asked = true // page 1: the others are asked for once it is there
				var rows []string
				for i := range 10 {
					rows = append(rows, fmt.Sprintf(`{"order_sn":"fictional-%d",`+
						`"total_fee":"1.00","fee":"0.00","income":"1.00","pay_time":"946656000"}`, i))
				}
				return &http.Response{StatusCode: 200, Header: http.Header{"Content-Type": {"application/json"}}, Request: r, ContentLength: -1,
					Body: io.NopCloser(strings.NewReader(`{"result_code":200,"data":{"total":100,"list":[` + strings.Join(rows, ",") + `]}}`))}, nil
			})
			c, err := fubei.New(fubei.Config{AppID: "fictional-app", AppSecret: secret, BaseURL: "https://api.example.test", Timeout: patience, Retry: once,
				Prefetch: 4, HTTPClient: &http.Client{Transport: first}})
			require.NoError(t, err)
			seen := 0
			for _, err := range c.Bills(t.Context(), fubei.BillQuery{Year: 2000, Month: 1, Day: 1, Limit: 10, Open: true}) {
				if err != nil {
					require.Equal(t, 10, seen, err)
					return err
				}
				seen++
			}
			return nil
		},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				d := deaf{make(chan struct{})}
				soon(t, func() error { return attack(t, d) })
				close(d.over)
			})
		})
	}
}

type roundTrip func(*http.Request) (*http.Response, error)

func (f roundTrip) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }
