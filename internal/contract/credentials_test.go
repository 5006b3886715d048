package contract

import (
	"context"
	"fmt"
	"net/http"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/billrecon/billrecon"
	"github.com/billrecon/billrecon/eshouhou"
	"github.com/billrecon/billrecon/fubei"
	"github.com/billrecon/billrecon/recon/console"
	"github.com/billrecon/billrecon/settlement"
)

// spoils are what a file, a web page or a copy adds to a credential where nobody sees it.
var spoils = []rune{0xfeff, 0x200b, 0x200c, 0x200d, 0x202a, 0x202b, 0x202c, 0x202d, 0x202e, 0x2066, 0x2067, 0x2068, 0x2069, 0xa0, 0, 0x7f, '\n'}

// TestSpoiledCredentials puts each of them at the start, inside and at the end of every credential of every client. What New can see,
// New refuses, by the name of the field; what a console's hook adds is refused before it is sent. No text repeats the credential.
func TestSpoiledCredentials(t *testing.T) {
	const half = "fictional-half"
	noNetwork := &http.Client{Transport: refusing{t}}
	uses := map[string]func(spoiled string) error{
		"Config.AppSecret": func(s string) error {
			_, err := fubei.New(fubei.Config{AppID: half, AppSecret: s})
			return err
		},
		"Config.AppID": func(s string) error {
			_, err := fubei.New(fubei.Config{AppID: s, AppSecret: half})
			return err
		},
		"Config.VendorSecret": func(s string) error {
			_, err := fubei.New(fubei.Config{VendorSN: half, VendorSecret: s})
			return err
		},
		"Config.Signer": func(s string) error {
			_, err := settlement.New(settlement.Config{BaseURL: "https://shop.example", Token: settlement.StaticToken(half), Signer: settlement.SecretWrapped(s)})
			return err
		},
		"Config.Token": func(s string) error {
			_, err := settlement.New(settlement.Config{BaseURL: "https://shop.example", Token: settlement.StaticToken(s), Signer: settlement.SecretWrapped(half)})
			return err
		},
		"eshouhou: Config.AppSecret": func(s string) error {
			_, err := eshouhou.New(eshouhou.Config{AppID: half, AppSecret: s})
			return err
		},
		"eshouhou: Config.Token": func(s string) error {
			_, err := eshouhou.New(eshouhou.Config{Token: eshouhou.StaticToken(s)})
			return err
		},
		"Config.Authorize": func(s string) error {
			c, err := console.New(console.Config{BaseURL: "https://shop.example", HTTPClient: noNetwork,
				Authorize: func(r *http.Request) error { r.Header.Set("X-Token", s); return nil }})
			require.NoError(t, err)
			_, err = c.OrderPage(context.Background(), console.OrderQuery{})
			return err
		},
	}
	for field, use := range uses {
		for _, r := range spoils {
			for _, spoiled := range []string{string(r) + half, half + string(r) + half, half + string(r)} {
				err := use(spoiled)
				require.ErrorIs(t, err, billrecon.ErrInvalidRequest, fmt.Sprintf("%s with %U", field, r))
				assert.ErrorContains(t, err, field)
				assert.NotContains(t, err.Error(), half)
			}
		}
	}
}

// refusing is a network that must not be used.
type refusing struct{ t *testing.T }

func (r refusing) RoundTrip(*http.Request) (*http.Response, error) {
	r.t.Error("a request was sent")
	return nil, http.ErrHandlerTimeout
}
