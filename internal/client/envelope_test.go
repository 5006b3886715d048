package client

import (
	"errors"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/billrecon/billrecon"
	"github.com/billrecon/billrecon/internal/transport"
	"github.com/billrecon/billrecon/internal/wire"
)

// wrapping has all that an envelope can have.
var wrapping = Envelope{Code: "code", Success: "0", SubCode: "sub", Messages: []string{"msg", "errMsg"}, Flag: "ok", Data: "data"}

func readReply(t *testing.T, e Envelope, body string) Reply {
	t.Helper()
	reply, err := e.Read(t.Context(), wire.NewReader(nil), []byte(body), nil)
	require.NoError(t, err)
	return reply
}

func TestEnvelopeMembers(t *testing.T) {
	for _, test := range []struct {
		reason, body, code, sub, message, data string
		unknown                                wire.Unknown
	}{
		{"all members", `{"code":0,"sub":"s","msg":"m","ok":true,"data":{"a":1}}`, "0", "s", "m", `{"a":1}`, nil},
		{"a code of text", `{"code":"0","data":null}`, "0", "", "", "null", nil},
		{"a code with zero decimals", `{"code":0.0}`, "0", "", "", "", nil},
		{"data before the code", `{"data": [1] ,"code":7,"msg":"m"}`, "7", "", "m", "[1]", nil},
		{"messages that differ", `{"code":1,"msg":"a","errMsg":"b"}`, "1", "", "a: b", "", nil},
		{"one message twice", `{"code":1,"msg":"a","errMsg":"a"}`, "1", "", "a", "", nil},
		{"a number as a message", `{"code":1,"msg":12,"errMsg":null}`, "1", "", "12", "", nil},
		{"other members", `{"code":0,"total":1,"x":{"code":5},"":2}`, "0", "", "", "", wire.Unknown{"field:total": 1, "field:x": 1, "field:?": 1}},
	} {
		t.Run(test.reason, func(t *testing.T) {
			got := readReply(t, wrapping, test.body)
			assert.Equal(t, []string{test.code, test.sub, test.message, test.data}, []string{got.Code, got.SubCode, got.Message, string(got.DataText())})
			assert.Equal(t, test.unknown, got.Unknown)
			assert.Equal(t, test.data != "", got.HasData())
		})
	}
}

func TestEnvelopeLooseMessages(t *testing.T) {
	loose := wrapping
	loose.LooseMessages = true
	assert.Equal(t, "denied", readReply(t, loose, `{"code":3,"msg":"denied","errMsg":"other"}`).Message)
	assert.Equal(t, "denied", readReply(t, loose, `{"code":3,"errMsg":{"a":1},"msg":"denied"}`).Message)
}

func TestEnvelopeRefuses(t *testing.T) {
	for _, test := range []struct {
		reason, body, text string
		retry              bool
	}{
		{"an empty body", ``, "is empty", true},
		{"HTML", `<html>`, "looks like HTML", true},
		{"cut short", `{"code":0,"da`, "ends too early", true},
		{"an array", `[]`, "is an array, not an object", false},
		{"a code twice", `{"code":0,"code":0}`, "code: appears twice", false},
		{"a message twice", `{"errMsg":"a","errMsg":"a"}`, "errMsg: appears twice", false},
		{"data twice", `{"data":1,"data":1}`, "data: appears twice", false},
		{"a message that is no text", `{"code":0,"msg":[]}`, "msg: is an array, not text", false},
		{"a boolean code", `{"code":true}`, "code: is a boolean, not text", false},
		{"something after it", `{"code":0}{}`, "goes on after its end", false},
	} {
		t.Run(test.reason, func(t *testing.T) {
			_, err := wrapping.Read(t.Context(), wire.NewReader(nil), []byte(test.body), nil)
			require.ErrorIs(t, err, billrecon.ErrMalformedResponse)
			assert.ErrorContains(t, err, test.text)
			e, _ := errors.AsType[*billrecon.Error](err)
			assert.Equal(t, test.retry, e.Retryable())
		})
	}
}

func TestReplyOutcome(t *testing.T) {
	ok := readReply(t, wrapping, `{"code":0}`)
	assert.NoError(t, ok.Outcome(nil, false))

	failed := readReply(t, wrapping, `{"code":"7","sub":"s","msg":"m","ok":true}`)
	e, is := errors.AsType[*billrecon.Error](failed.Outcome(billrecon.ErrAuth, true))
	require.True(t, is)
	assert.Equal(t, []string{"7", "s", "m"}, []string{e.Code, e.SubCode, e.Message})
	assert.ErrorIs(t, e, billrecon.ErrAuth)
	assert.True(t, e.Retryable())

	for _, body := range []string{`{}`, `{"code":null}`, `{"code":""}`} {
		none := readReply(t, wrapping, body)
		err := none.Outcome(nil, true)
		assert.ErrorIs(t, err, billrecon.ErrMalformedResponse, body)
		assert.ErrorContains(t, err, "code: is missing", body)
	}
}

func TestReplyThatContradictsItself(t *testing.T) {
	for _, flag := range []string{`false`, `"false"`, `0`, `"0"`} {
		reply := readReply(t, wrapping, `{"ok":`+flag+`,"code":0}`)
		err := reply.Outcome(nil, true)
		assert.ErrorIs(t, err, billrecon.ErrMalformedResponse, flag)
		assert.ErrorContains(t, err, "contradicts itself", flag)
	}
	for _, flag := range []string{`true`, `1`, `null`, `""`, `{}`, `[false]`, `"no"`} {
		reply := readReply(t, wrapping, `{"ok":`+flag+`,"code":0}`)
		assert.NoError(t, reply.Outcome(nil, false), flag)
	}
}

func TestReplyReadsData(t *testing.T) {
	r := wire.NewReader(nil)
	number := func() {
		for ok := r.Object(); ok && r.Next(); {
			r.Int(0, 9)
		}
	}
	for _, body := range []string{`{"data":{"n":1,"m":"x"},"code":0,"more":1}`, `{"code":0,"data":{"n":1,"m":"x","m":"y"},"more":1}`} {
		reply, err := wrapping.Read(t.Context(), r, []byte(body), number)
		require.NoError(t, err)
		require.NoError(t, reply.Outcome(nil, false))
		err = reply.DataErr()
		require.ErrorIs(t, err, billrecon.ErrMalformedResponse)
		assert.ErrorContains(t, err, "data.m: is not a whole number")
		field, ok := errors.AsType[*wire.FieldError](err)
		require.True(t, ok)
		assert.Equal(t, `"x"`, body[field.Offset:field.Offset+3], "the place is in the whole reply")
		assert.True(t, reply.HasData())
		assert.Equal(t, wire.Unknown{"field:more": 1}, reply.Unknown)
	}
}

func TestReplyWithoutData(t *testing.T) {
	r, called := wire.NewReader(nil), 0
	reply, err := wrapping.Read(t.Context(), r, []byte(`{"code":0}`), func() { called++; assert.True(t, r.Null()) })
	require.NoError(t, err)
	require.NoError(t, reply.DataErr())
	assert.Equal(t, 1, called, "null stands for it")
	assert.False(t, reply.HasData())

	reply, err = wrapping.Read(t.Context(), r, []byte(`{"code":0}`), func() { r.Object() })
	require.NoError(t, err)
	assert.ErrorContains(t, reply.DataErr(), "data: is null, not an object")
}

// What the provider said went wrong is the error, whatever the data is, before the code or after it.
func TestReplyThatFailedWithOtherData(t *testing.T) {
	for _, data := range []string{`"none"`, `[1,2]`, `{"a":1,"a":2}`, `{"n":{"n":"x"}}`} {
		for _, body := range []string{`{"data":` + data + `,"code":7,"msg":"m"}`, `{"msg":"m","code":7,"data":` + data + `}`} {
			r := wire.NewReader(nil)
			reply, err := wrapping.Read(t.Context(), r, []byte(body), func() {
				r.Members(new(wire.Unknown), func() int { r.Int(0, 9); return 1 })
			})
			require.NoError(t, err, body)
			e, ok := errors.AsType[*billrecon.Error](reply.Outcome(nil, false))
			require.True(t, ok)
			assert.Equal(t, []string{"7", "m"}, []string{e.Code, e.Message}, body)
			assert.Equal(t, data, string(reply.DataText()))
		}
	}
}

func TestEnvelopeExplain(t *testing.T) {
	for _, test := range []struct{ reason, body, code, sub, message string }{
		{"an envelope", `{"code":1,"sub":"s","msg":"m"}`, "1", "s", "m"},
		{"cut short", `{"code":"x","msg":"m","da`, "x", "", "m"},
		{"a success explains nothing", `{"code":0,"msg":"m"}`, "", "", ""},
		{"HTML", `<html>`, "", "", ""},
	} {
		code, sub, message := wrapping.Explain(transport.Response{Body: []byte(test.body)})
		assert.Equal(t, []string{test.code, test.sub, test.message}, []string{code, sub, message}, test.reason)
	}
}
