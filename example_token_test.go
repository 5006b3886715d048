package billrecon_test

import (
	"context"
	"fmt"
	"time"

	"github.com/billrecon/billrecon"
	"github.com/billrecon/billrecon/billtest"
	"github.com/billrecon/billrecon/fubei"
	"github.com/billrecon/billrecon/fubei/fubeitest"
)

// issuer stands for a provider's token call.
func issuer() billrecon.TokenSource {
	n := 0
	return billrecon.TokenSourceFunc(func(context.Context) (billrecon.Token, error) {
		n++
		return billrecon.Token{Value: fmt.Sprintf("fictional-token-%d", n), Expires: time.Now().Add(2 * time.Hour)}, nil
	})
}

// A token that you were given, which is used until it is refused.
func ExampleStaticToken() {
	token, err := billrecon.StaticToken("fictional-token").Token(context.Background())
	fmt.Println(token.Expires.IsZero(), err)
	fmt.Println(token) // never the value
	// Output:
	// true <nil>
	// billrecon.Token{hidden}
}

// A func is a source.
func ExampleTokenSourceFunc_Token() {
	token, err := issuer().Token(context.Background())
	fmt.Println(token.Value, err)
	// Output: fictional-token-1 <nil>
}

// Clients that share a token share one cache: the source is asked once.
func ExampleNewTokenCache() {
	cache := billrecon.NewTokenCache(issuer(), time.Minute)
	for range 3 {
		token, err := cache.Token(context.Background())
		fmt.Println(token.Value, err)
	}
	// Output:
	// fictional-token-1 <nil>
	// fictional-token-1 <nil>
	// fictional-token-1 <nil>
}

// Token gives what is kept while it lives.
func ExampleTokenCache_Token() {
	cache := billrecon.NewTokenCache(issuer(), time.Minute)
	first, _ := cache.Token(context.Background())
	second, _ := cache.Token(context.Background())
	fmt.Println(first.Value == second.Value)
	// Output: true
}

// A provider refused the token: the next one is another one. A token that is not kept any more is left alone.
func ExampleTokenCache_Invalidate() {
	cache := billrecon.NewTokenCache(issuer(), time.Minute)
	refused, _ := cache.Token(context.Background())
	cache.Invalidate(context.Background(), refused)
	cache.Invalidate(context.Background(), refused)
	token, _ := cache.Token(context.Background())
	fmt.Println(token.Value)
	// Output: fictional-token-2
}

// Whether it is worth trying again, later, what the client's own retries did not mend.
func ExampleError_Retryable() {
	for _, fault := range []billtest.Fault{billtest.Status(503), billtest.Status(401)} {
		gateway := fubeitest.New(nil, fubeitest.Options{Faults: billtest.Script{{On: billtest.Always(), Fault: fault}}})
		config := gateway.Config()
		config.Retry.MaxAttempts = 1
		client, _ := fubei.New(config)
		_, err := client.BillPage(context.Background(), fubei.Day(2026, 11, 22))
		failure, _ := err.(*billrecon.Error)
		fmt.Println(failure.HTTPStatus, failure.Retryable())
		gateway.Close()
	}
	// Output:
	// 503 true
	// 401 false
}
