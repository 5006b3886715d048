package billtest

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
)

func TestFaultString(t *testing.T) {
	tests := []struct {
		fault Fault
		want  string
	}{
		{Fault{}, "no fault"},
		{Status(503), "status 503"},
		{StatusOnly(500), "status only 500"},
		{RetryAfter(429, "30"), "retry after 429"},
		{HTML(502), "HTML 502"},
		{RedirectTo("https://elsewhere.example/?token=fictional-secret-1"), "redirect"},
		{Empty(), "empty body"},
		{Truncate(), "truncate"},
		{CutShort(), "cut short"},
		{SlowDrip(time.Second), "slow drip 1s"},
		{Delay(time.Minute), "delay 1m0s"},
		{Oversize(9), "oversize 9"},
		{GzipBomb(9), "gzip bomb 9"},
		{Reset(), "reset"},
		{Hang(), "hang"},
		{InvalidUTF8(), "invalid UTF-8"},
		{Deep(99), "deep nesting 99"},
		{Respond(Text(200, "fictional-secret-2")), "given reply"},
		{Duplicate(), "duplicate row"},
		{Shift(), "shifted rows"},
		{ShortPage(), "short page"},
		{EmptyPage(), "empty page"},
		{IgnorePage(), "page ignored"},
		{IgnoreLimit(), "limit ignored"},
		{CapPage(100), "page capped at 100"},
		{SwapRows(), "swapped rows"},
		{OtherRows(), "other rows"},
		{LieTotal(-3), "lying total -3"},
		{AbsentTotal(), "absent total"},
		{WrongType("total_fee"), "wrong type of total_fee"},
		{BadExponent(), "bad exponent"},
		{Business("9996", "SUB", "fictional-secret-3"), "business error 9996"},
		{Named("data as string"), "named data as string"},
	}
	seen := map[string]bool{}
	for _, test := range tests {
		assert.Equal(t, test.want, test.fault.String())
		assert.Equal(t, test.want, fmt.Sprintf("%v", test.fault))
		assert.False(t, seen[test.want], "two faults are both called %q", test.want)
		seen[test.want] = true
	}
	assert.Len(t, kindNames, len(tests)+1, "a fault is missing from this table; one name marks where data faults begin")
}

// Each fault is either played by Gateway over the reply or handed to the fake, never both and never neither.
func TestEveryFaultHasOnePlayer(t *testing.T) {
	for _, fault := range []Fault{Status(1), StatusOnly(1), RetryAfter(1, ""), HTML(1), RedirectTo(""), Empty(), Truncate(), CutShort(), SlowDrip(1), Delay(1),
		Oversize(1), GzipBomb(1), Reset(), Hang(), InvalidUTF8(), Deep(1), Respond(Reply{})} {
		assert.False(t, fault.isData(), "%s", fault)
	}
	for _, fault := range []Fault{Duplicate(), Shift(), ShortPage(), EmptyPage(), IgnorePage(), IgnoreLimit(), CapPage(1), SwapRows(), OtherRows(),
		LieTotal(1), AbsentTotal(), WrongType("x"), BadExponent(), Business("", "", ""), Named("x")} {
		assert.True(t, fault.isData(), "%s", fault)
		_, played := fault.over(RawJSON(200, []byte(shopTruth)))
		assert.False(t, played, "%s", fault)
	}
}

func TestRespondCopiesTheReply(t *testing.T) {
	reply := Text(200, "first")
	fault := Respond(reply)
	reply.Status = 500
	assert.Equal(t, 200, fault.reply.Status)
}
