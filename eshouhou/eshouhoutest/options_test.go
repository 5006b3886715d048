package eshouhoutest

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
)

func TestOptionsDefaults(t *testing.T) {
	assert.Equal(t, Options{AppID: AppID, AppSecret: AppSecret, TokenLife: 2 * time.Hour, ErrorCode: "-1"}, Options{}.withDefaults())
	given := Options{AppID: "a", AppSecret: "s", TokenLife: time.Second, ErrorCode: "7", ExpiredCode: "8"}
	assert.Equal(t, given, given.withDefaults())
	g := New(t, given)
	assert.Equal(t, []string{"a", "s"}, []string{g.Config().AppID, g.Config().AppSecret})
}
