package wire

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestText(t *testing.T) {
	for _, c := range []struct {
		reason, value, want string
		ok                  bool
		rule                string
	}{
		{"string", `"sn2323277"`, "sn2323277", true, ""},
		{"number keeps its literal", `2299`, "2299", true, ""},
		{"number keeps its decimals", `9.90`, "9.90", true, ""},
		{"long identifier in digits", `31667365951449629248009653`, "31667365951449629248009653", true, ""},
		{"empty string is present", `""`, "", true, ""},
		{"blanks are kept", `" a "`, " a ", true, ""},
		{"null is absent", `null`, "", false, ""},
		{"boolean", `true`, "", false, "is a boolean, not text"},
		{"object", `{}`, "", false, "is an object, not text"},
		{"array", `[]`, "", false, "is an array, not text"},
	} {
		err := member(t, c.value, func(r *Reader) {
			got, ok := r.Text()
			assert.Equal(t, c.want, got, c.reason)
			assert.Equal(t, c.ok, ok, c.reason)
		})
		assert.Equal(t, c.rule, rule(t, err, "v"), c.reason)
	}
}

func TestBool(t *testing.T) {
	for _, c := range []struct {
		reason, value string
		want, ok      bool
		rule          string
	}{
		{"true", `true`, true, true, ""},
		{"false", `false`, false, true, ""},
		{"quoted true", `"true"`, true, true, ""},
		{"quoted false", `"false"`, false, true, ""},
		{"one", `1`, true, true, ""},
		{"zero", `0`, false, true, ""},
		{"quoted one", `"1"`, true, true, ""},
		{"quoted zero", `"0"`, false, true, ""},
		{"null is absent", `null`, false, false, ""},
		{"empty is absent", `""`, false, false, ""},
		{"quoted null is no boolean", `"null"`, false, false, "is not a boolean"},
		{"two", `2`, false, false, "is not a boolean"},
		{"one with decimals", `1.0`, false, false, "is not a boolean"},
		{"word", `"yes"`, false, false, "is not a boolean"},
		{"capital", `"True"`, false, false, "is not a boolean"},
		{"object", `{}`, false, false, "is an object, not a boolean"},
		{"array", `[true]`, false, false, "is an array, not a boolean"},
	} {
		err := member(t, c.value, func(r *Reader) {
			got, ok := r.Bool()
			assert.Equal(t, c.want, got, c.reason)
			assert.Equal(t, c.ok, ok, c.reason)
		})
		assert.Equal(t, c.rule, rule(t, err, "v"), c.reason)
	}
}

func TestCode(t *testing.T) {
	for literal, want := range map[string]string{
		`200`: "200", `200.0`: "200", `200.00`: "200", `-1.0`: "-1", `200.5`: "200.5", `2e2`: "2e2", `200.0e0`: "200.0e0",
		`"200"`: "200", `"200.0"`: "200.0", `"."`: ".", `null`: "", `""`: "",
	} {
		r := NewReader([]byte(literal))
		assert.Equal(t, want, r.Code(), literal)
		assert.NoError(t, r.Err(), literal)
	}
	r := NewReader([]byte(`{}`))
	assert.Empty(t, r.Code())
	assert.Error(t, r.Err())
}
