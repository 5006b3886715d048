package billtest

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"strings"
	"syscall"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const jsonType = "application/json; charset=utf-8"

// Every transport-level fault, over the same correct reply, seen from the client's side: the same in every way of serving.
func TestTransportFaultsLookTheSameEveryWay(t *testing.T) {
	half := shopTruth[:len(shopTruth)/2]
	tests := []struct {
		reason  string
		fault   Fault
		status  int
		ctype   string
		header  [2]string
		length  int
		body    string
		bodyErr error
	}{
		{"status replaces the body", Status(503), 503, "text/plain; charset=utf-8", [2]string{}, 24, "503 Service Unavailable\n", nil},
		{"status only keeps the correct body", StatusOnly(500), 500, jsonType, [2]string{}, len(shopTruth), shopTruth, nil},
		{"retry after in seconds", RetryAfter(429, "30"), 429, "text/plain; charset=utf-8", [2]string{"Retry-After", "30"}, 22, "429 Too Many Requests\n", nil},
		{"retry after is sent as given", RetryAfter(503, "Mon, 23 Nov 2026 10:00:00 GMT"), 503, "text/plain; charset=utf-8",
			[2]string{"Retry-After", "Mon, 23 Nov 2026 10:00:00 GMT"}, 24, "503 Service Unavailable\n", nil},
		{"redirect", RedirectTo("https://elsewhere.example/x"), 307, "", [2]string{"Location", "https://elsewhere.example/x"}, 0, "", nil},
		{"empty body", Empty(), 200, jsonType, [2]string{}, 0, "", nil},
		{"truncate breaks the declared length", Truncate(), 200, jsonType, [2]string{}, len(shopTruth), half, io.ErrUnexpectedEOF},
		{"cut short declares what it sends", CutShort(), 200, jsonType, [2]string{}, len(half), half, nil},
		{"drip without a wait is whole", SlowDrip(0), 200, jsonType, [2]string{}, len(shopTruth), shopTruth, nil},
		{"delay of nothing is whole", Delay(0), 200, jsonType, [2]string{}, len(shopTruth), shopTruth, nil},
		{"oversize pads and declares nothing", Oversize(4000), 200, jsonType, [2]string{}, -1, shopTruth + strings.Repeat(" ", 4000-len(shopTruth)), nil},
		{"no content has no body", Status(204), 204, "text/plain; charset=utf-8", [2]string{}, 0, "", nil},
		{"a reply of the caller's", Respond(Text(418, "teapot")), 418, "text/plain; charset=utf-8", [2]string{}, 6, "teapot", nil},
		{"no content type is guessed", Respond(Reply{Body: []byte("<html>")}), 200, "", [2]string{}, 6, "<html>", nil},
		{"a break after the last byte does not show", Respond(Reply{Body: []byte("all"), Truncate: true, TruncateAt: 3}), 200, "", [2]string{}, 3, "all", nil},
		{"a break before the first byte", Respond(Reply{Body: []byte("all"), Truncate: true}), 200, "", [2]string{}, 3, "", io.ErrUnexpectedEOF},
		{"a break after undeclared padding", Respond(Reply{Body: []byte("all"), Pad: 2, Truncate: true, TruncateAt: 5}), 200, "", [2]string{}, -1, "all  ", io.ErrUnexpectedEOF},
		{"a drip that breaks", Respond(Reply{Body: []byte("abcdef"), DripChunk: 2, Truncate: true, TruncateAt: 3}), 200, "", [2]string{}, 6, "abc", io.ErrUnexpectedEOF},
		{"a declared length of the fake's own is corrected", Respond(Reply{Header: http.Header{"Content-Length": {"99"}}, Body: []byte("ab")}), 200, "", [2]string{}, 2, "ab", nil},
	}
	for _, test := range tests {
		t.Run(test.reason, func(t *testing.T) {
			eachWay(t, func(t *testing.T, w way) {
				gw := newShop(t, Script{{Fault: test.fault}})
				client, base := w.client(t, gw)
				reply := ask(t, t.Context(), client, base, 1, 3)
				require.NoError(t, reply.sendErr)
				assert.Equal(t, test.status, reply.status)
				assert.Equal(t, test.ctype, reply.header.Get("Content-Type"))
				assert.Equal(t, int64(test.length), reply.length)
				assert.Equal(t, test.body, string(reply.body))
				assert.ErrorIs(t, reply.bodyErr, test.bodyErr)
				if test.header[0] != "" {
					assert.Equal(t, test.header[1], reply.header.Get(test.header[0]))
				}
				assert.Empty(t, gw.Unplayed())
				assert.Equal(t, 1, gw.Count())
			})
		})
	}
}

func TestResetEveryWay(t *testing.T) {
	eachWay(t, func(t *testing.T, w way) {
		gw := newShop(t, Script{{On: Call(2), Fault: Reset()}})
		client, base := w.client(t, gw)
		require.NoError(t, ask(t, t.Context(), client, base, 1, 3).sendErr)
		err := ask(t, t.Context(), client, base, 1, 3).sendErr
		require.Error(t, err)
		assert.True(t, errors.Is(err, syscall.ECONNRESET) || errors.Is(err, io.EOF), "got %v", err)
		assert.Equal(t, 2, gw.Count())
		assert.Equal(t, 200, ask(t, t.Context(), client, base, 1, 3).status, "the gateway lives on")
	})
}

// net/http repeats a GET by itself when a kept connection dies. The log must hold what the client asked for.
func TestResetOfAGetIsNotRepeatedByTheTransport(t *testing.T) {
	gw := NewGateway(t, Script{{On: Call(2), Fault: Reset()}}, func(*Request, Hints) Reply { return Text(200, "ok") })
	client, base := ways[0].client(t, gw)
	for call, want := range []bool{true, false, true} {
		resp, err := client.Get(base + "/orders")
		assert.Equal(t, want, err == nil, "call %d: %v", call+1, err)
		if err == nil {
			_, _ = io.Copy(io.Discard, resp.Body)
			resp.Body.Close()
		}
	}
	assert.Equal(t, 3, gw.Count())
}

func TestHTML(t *testing.T) {
	reply := askGateway(t, newShop(t, Script{{Fault: HTML(502)}}), 1)
	assert.Equal(t, 502, reply.status)
	assert.Equal(t, "text/html; charset=utf-8", reply.header.Get("Content-Type"))
	assert.True(t, bytes.HasPrefix(reply.body, []byte("<html>")))
	assert.Contains(t, string(reply.body), "<h1>502 Bad Gateway</h1>")
}

func TestGzipBombEveryWay(t *testing.T) {
	const size = 5<<20 + 12345
	eachWay(t, func(t *testing.T, w way) {
		client, base := w.client(t, newShop(t, Script{{Fault: GzipBomb(size)}}))
		reply := ask(t, t.Context(), client, base, 1, 3)
		require.NoError(t, reply.bodyErr)
		assert.Equal(t, "gzip", reply.header.Get("Content-Encoding"))
		assert.Equal(t, int64(len(reply.body)), reply.length)
		assert.Less(t, len(reply.body), size/500)
		unpacked := unpack(t, reply.body)
		assert.Len(t, unpacked, size)
		assert.Equal(t, shopTruth, string(bytes.TrimRight(unpacked, " ")))
	})
}

func TestGzipBombSizes(t *testing.T) {
	for _, pad := range []int64{1, bombBlock - 1, bombBlock, bombBlock + 1, 2 * bombBlock} {
		assert.Len(t, unpack(t, bomb([]byte("{}"), pad)), int(pad)+2, "pad %d", pad)
	}
}

func unpack(t *testing.T, packed []byte) []byte {
	t.Helper()
	r, err := gzip.NewReader(bytes.NewReader(packed))
	require.NoError(t, err)
	data, err := io.ReadAll(r)
	require.NoError(t, err)
	return data
}

func TestOversizeStreams(t *testing.T) {
	const size = 8 << 20
	reply, ok := Oversize(size).over(RawJSON(200, []byte(shopTruth)))
	require.True(t, ok)
	assert.Len(t, reply.Body, len(shopTruth), "the padding is never held in memory")
	n, err := io.Copy(io.Discard, reply.stream(nil))
	require.NoError(t, err)
	assert.Equal(t, int64(size), n)
}

func TestInvalidUTF8(t *testing.T) {
	reply := askGateway(t, newShop(t, Script{{Fault: InvalidUTF8()}}), 1)
	assert.False(t, utf8.Valid(reply.body))
	assert.Contains(t, string(reply.body), "\"msg\":\"ok\xff\"")
	assert.Contains(t, string(reply.body), "\"fee\":\"3.90\xff\"")
	assert.Equal(t, shopTruth, strings.ReplaceAll(string(reply.body), "\xff", ""))
}

func TestDeep(t *testing.T) {
	reply := askGateway(t, newShop(t, Script{{Fault: Deep(5000)}}), 1)
	require.True(t, json.Valid(reply.body), "it is valid JSON")
	assert.Equal(t, 5000+1, bytes.Count(reply.body, []byte("[")))
	var page shopReply
	require.NoError(t, json.Unmarshal(reply.body, &page))
	require.NotNil(t, page.Total, "the rest is correct")
	assert.Equal(t, int64(7), *page.Total)
}

// A fault that makes no difference is not played.
func TestFaultsWithoutEffect(t *testing.T) {
	truth, empty := RawJSON(200, []byte(`{"n":1}`)), Reply{Status: 200}
	tests := []struct {
		reason string
		fault  Fault
		reply  Reply
	}{
		{"nothing to truncate", Truncate(), empty},
		{"nothing to cut", CutShort(), empty},
		{"nothing to drip", SlowDrip(1), empty},
		{"empty already", Empty(), empty},
		{"no body to nest in", Deep(3), empty},
		{"nothing to spoil", InvalidUTF8(), empty},
		{"no string value to spoil", InvalidUTF8(), truth},
		{"larger already", Oversize(7), truth},
		{"larger already, packed", GzipBomb(3), truth},
		{"the status it had", StatusOnly(200), truth},
		{"no fault", Fault{}, truth},
	}
	for _, test := range tests {
		t.Run(test.reason, func(t *testing.T) {
			out, played := test.fault.over(test.reply)
			assert.False(t, played)
			assert.Equal(t, string(test.reply.Body), string(out.Body))
			assert.Equal(t, test.reply.Status, out.Status)
		})
	}
}

// The fake may hand out one Reply again and again: no fault writes into it.
func TestFaultsLeaveTheReplyOfTheFakeAlone(t *testing.T) {
	faults := []Fault{Status(500), StatusOnly(500), RetryAfter(429, "1"), HTML(502), RedirectTo("https://elsewhere.example"), Empty(), Truncate(), CutShort(),
		SlowDrip(1), Delay(1), Oversize(9999), GzipBomb(9999), Reset(), Hang(), InvalidUTF8(), Deep(3), Respond(Text(200, "x"))}
	for _, fault := range faults {
		truth := RawJSON(200, []byte(shopTruth))
		_, played := fault.over(truth)
		assert.True(t, played, "%s", fault)
		assert.Equal(t, RawJSON(200, []byte(shopTruth)), truth, "%s", fault)
	}
}
