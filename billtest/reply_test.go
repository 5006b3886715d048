package billtest

import (
	"net/http"
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestJSON(t *testing.T) {
	r := JSON(201, map[string]any{"b": "a<b>&c", "a": 1})
	assert.Equal(t, 201, r.Status)
	assert.Equal(t, `{"a":1,"b":"a<b>&c"}`, string(r.Body))
	assert.Equal(t, jsonType, r.Header.Get("Content-Type"))
}

func TestJSONOfWhatCannotBeEncoded(t *testing.T) {
	assert.PanicsWithValue(t, "billtest: a reply cannot be encoded as JSON: json: unsupported type: chan int", func() { JSON(200, make(chan int)) })
}

func TestReplyConstructors(t *testing.T) {
	tests := []struct {
		reason      string
		reply       Reply
		contentType string
		body        string
	}{
		{"raw JSON is not looked at", RawJSON(200, []byte(`{"a": 1,}`)), jsonType, `{"a": 1,}`},
		{"text", Text(200, "plain"), "text/plain; charset=utf-8", "plain"},
		{"any content", Content(200, "text/csv", []byte("a,b")), "text/csv", "a,b"},
	}
	for _, test := range tests {
		t.Run(test.reason, func(t *testing.T) {
			assert.Equal(t, test.contentType, test.reply.Header.Get("Content-Type"))
			assert.Equal(t, test.body, string(test.reply.Body))
			assert.Equal(t, 200, test.reply.Status)
		})
	}
}

func TestWithLeavesTheReplyAlone(t *testing.T) {
	r := Text(200, "x")
	changed := r.with("Retry-After", "1")
	assert.Empty(t, r.Header.Get("Retry-After"))
	assert.Equal(t, "1", changed.Header.Get("Retry-After"))
	assert.Equal(t, "2", Reply{}.with("Retry-After", "2").Header.Get("Retry-After"))
}

func TestTheZeroReplyIsAnEmpty200(t *testing.T) {
	eachWay(t, func(t *testing.T, w way) {
		client, base := w.client(t, NewGateway(t, nil, func(*Request, Hints) Reply { return Reply{} }))
		reply := ask(t, t.Context(), client, base, 1, 3)
		assert.Equal(t, 200, reply.status)
		assert.Empty(t, reply.body)
		assert.Equal(t, int64(0), reply.length)
		assert.NoError(t, reply.bodyErr)
	})
}

func TestBodyless(t *testing.T) {
	assert.True(t, bodyless(http.MethodHead, 200))
	assert.True(t, bodyless(http.MethodGet, 204))
	assert.True(t, bodyless(http.MethodGet, 304))
	assert.False(t, bodyless(http.MethodPost, 200))
	assert.False(t, bodyless(http.MethodPost, 500))
}

func TestLength(t *testing.T) {
	assert.Equal(t, int64(3), Reply{Body: []byte("abc")}.length())
	assert.Equal(t, int64(0), Reply{}.length())
	assert.Equal(t, int64(-1), Reply{Body: []byte("abc"), Pad: 1}.length())
}
