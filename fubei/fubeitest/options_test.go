package fubeitest

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestOptionsWithDefaults(t *testing.T) {
	for _, test := range []struct {
		reason string
		given  Options
		want   Options
	}{
		{"nothing", Options{}, Options{AppID: AppID, AppSecret: AppSecret, ErrorCode: "9996"}},
		{"a secret alone", Options{AppSecret: "s"}, Options{AppID: AppID, AppSecret: "s", ErrorCode: "9996"}},
		{"a merchant", Options{AppID: "a", AppSecret: "s"}, Options{AppID: "a", AppSecret: "s", ErrorCode: "9996"}},
		{"an agent", Options{VendorSN: "v", VendorSecret: "s"}, Options{VendorSN: "v", VendorSecret: "s", ErrorCode: "9996"}},
		{"a code", Options{ErrorCode: "1"}, Options{AppID: AppID, AppSecret: AppSecret, ErrorCode: "1"}},
	} {
		t.Run(test.reason, func(t *testing.T) {
			assert.Equal(t, test.want, test.given.withDefaults())
		})
	}
}
