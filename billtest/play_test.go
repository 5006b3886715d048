package billtest

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/billrecon/billrecon/internal/client/clienttest"
)

// statuses asks page after page and gives the statuses.
func statuses(t *testing.T, gw *Gateway, pages ...int) []int {
	t.Helper()
	var out []int
	for _, page := range pages {
		out = append(out, askGateway(t, gw, page).status)
	}
	return out
}

func TestWhichRulePlays(t *testing.T) {
	tests := []struct {
		reason   string
		script   Script
		pages    []int
		want     []int
		unplayed int
	}{
		{"no rule", nil, []int{1, 2}, []int{200, 200}, 0},
		{"the zero When is always", Script{{Fault: Status(500)}}, []int{1, 2}, []int{500, 500}, 0},
		{"always, in words", Script{{On: Always(), Fault: Status(500)}}, []int{1, 2}, []int{500, 500}, 0},
		{"one call", Script{{On: Call(2), Fault: Status(500)}}, []int{1, 1, 1}, []int{200, 500, 200}, 0},
		{"a page, whatever the call", Script{{On: Page(2), Fault: Status(500)}}, []int{1, 2, 2, 3}, []int{200, 500, 500, 200}, 0},
		{"a page, once", Script{{On: Page(2), Times: 1, Fault: Status(500)}}, []int{1, 2, 2, 3}, []int{200, 500, 200, 200}, 0},
		{"every third", Script{{On: Every(3), Fault: Status(500)}}, []int{1, 1, 1, 1, 1, 1, 1}, []int{200, 200, 500, 200, 200, 500, 200}, 0},
		{"rules one after another", Script{{Times: 2, Fault: Status(503)}, {Times: 1, Fault: RetryAfter(429, "1")}}, []int{1, 1, 1, 1}, []int{503, 503, 429, 200}, 0},
		{"the first rule wins", Script{{On: Call(1), Fault: Status(500)}, {On: Call(1), Fault: Status(502)}}, []int{1, 1}, []int{500, 200}, 1},
		{"a rule counts calls another one took", Script{{On: Call(1), Fault: Status(500)}, {On: Call(2), Fault: Status(502)}}, []int{1, 1, 1}, []int{500, 502, 200}, 0},
		{"a call that never came", Script{{On: Call(5), Fault: Status(500)}}, []int{1}, []int{200}, 1},
		{"rate 1 is always", Script{{On: Random(1, 7), Fault: Status(500)}}, []int{1, 1}, []int{500, 500}, 0},
		{"rate 0 is never", Script{{On: Random(0, 7), Fault: Status(500)}}, []int{1, 1}, []int{200, 200}, 1},
		{"at another path", Script{{On: Always().At("/token"), Fault: Status(500)}}, []int{1, 1}, []int{200, 200}, 1},
		{"at this path", Script{{On: Call(2).At("/gateway"), Fault: Status(500)}}, []int{1, 1}, []int{200, 500}, 0},
		{"where a condition holds, counted by itself", Script{{On: Call(2).Where(onPageThree), Fault: Status(500)}}, []int{3, 1, 2, 3, 3}, []int{200, 200, 200, 500, 200}, 0},
	}
	for _, test := range tests {
		t.Run(test.reason, func(t *testing.T) {
			gw := newShop(t, test.script)
			assert.Equal(t, test.want, statuses(t, gw, test.pages...))
			assert.Len(t, gw.Unplayed(), test.unplayed)
		})
	}
}

func onPageThree(r Request) bool { return r.Page == 3 }

// A fault that finds nothing to do waits for a call on which it does.
func TestAFaultWithoutEffectGivesItsTimeBack(t *testing.T) {
	gw := newShop(t, Script{{Times: 1, Fault: Shift()}})
	assert.Equal(t, shopTruth, string(askGateway(t, gw, 1).body), "page 1 cannot be shifted")
	assert.Len(t, gw.Unplayed(), 1)
	assert.Contains(t, string(askGateway(t, gw, 2).body), `"list":[{"id":"bill-3"`)
	assert.Empty(t, gw.Unplayed())
	assert.Contains(t, string(askGateway(t, gw, 2).body), `"list":[{"id":"bill-4"`)
}

// A hint the fake never asks for must not pass for a fault that was played.
func TestAHintTheFakeDoesNotKnowIsUnplayed(t *testing.T) {
	gw := NewGateway(t, Script{{Fault: Business("9999", "", "no")}}, func(*Request, Hints) Reply { return Text(200, "ok") })
	assert.Equal(t, 200, askGateway(t, gw, 1).status)
	assert.Len(t, gw.Unplayed(), 1)
}

func TestAnswerIsAskedEvenWhenTheFaultHidesIt(t *testing.T) {
	for _, fault := range []Fault{Status(500), Reset(), Empty(), RedirectTo("https://elsewhere.example"), Respond(Text(200, "x"))} {
		asked := 0
		gw := NewGateway(t, Script{{Fault: fault}}, func(*Request, Hints) Reply {
			asked++
			return Text(200, "done")
		})
		client := gw.Client()
		client.CheckRedirect = stay
		ask(t, t.Context(), client, "https://shop.example", 1, 3)
		assert.Equal(t, 1, asked, "%s", fault)
	}
}

func TestATransportFaultGivesTheFakeNoHints(t *testing.T) {
	gw := NewGateway(t, Script{{Fault: Status(500)}}, func(_ *Request, h Hints) Reply {
		assert.Equal(t, Hints{}, h)
		return Text(200, "ok")
	})
	askGateway(t, gw, 1)
}

func TestAPanicInAnswerFailsTheTestEveryWay(t *testing.T) {
	eachWay(t, func(t *testing.T, w way) {
		rec := new(clienttest.Recorder)
		gw := NewGateway(rec, Script{{On: Call(2), Fault: Business("1", "", "m")}}, func(*Request, Hints) Reply { panic("fictional mistake") })
		defer rec.End()
		client, base := w.client(t, gw)
		assert.Equal(t, 500, ask(t, t.Context(), client, base, 1, 3).status)
		require.Len(t, rec.Errors(), 1)
		assert.Equal(t, "billtest: the answer func panicked on #1 POST /gateway?sign=… body of 20 bytes: fictional mistake", rec.Errors()[0])
		assert.Equal(t, 500, ask(t, t.Context(), client, base, 1, 3).status)
		assert.Len(t, gw.Unplayed(), 1)
	})
}

func TestAPanicInAnswerReachesAProgram(t *testing.T) {
	gw := NewGateway(nil, nil, func(*Request, Hints) Reply { panic("fictional mistake") })
	defer gw.Close()
	assert.PanicsWithValue(t, "fictional mistake", func() { askGateway(t, gw, 1) })
}

func TestPlayedFaultsAreInTheTestLog(t *testing.T) {
	rec := new(clienttest.Recorder)
	gw := newShop(rec, Script{{On: Call(1), Fault: Business("9996", "SUB", "13800000000 is unknown")}, {On: Call(7), Fault: Truncate()}})
	askGateway(t, gw, 1)
	rec.End()
	assert.Equal(t, []string{
		"billtest: #1 POST /gateway?sign=… page 1, body of 20 bytes: business error 9996",
		"billtest: never played: call 7: truncate",
	}, rec.Logs())
	assert.Empty(t, rec.Errors())
}

// t.Logf panics once a test is over, so a late request must not reach it.
func TestNothingIsLoggedAfterTheEnd(t *testing.T) {
	rec := new(clienttest.Recorder)
	release, entered := make(chan struct{}), make(chan struct{})
	gw := NewGateway(rec, Script{{Fault: Status(500)}}, func(*Request, Hints) Reply {
		close(entered)
		<-release
		panic("late")
	})
	done := make(chan struct{})
	go func() {
		defer close(done)
		_, _ = gw.RoundTrip(post(t, t.Context(), nil))
	}()
	<-entered
	rec.End()
	close(release)
	<-done
	assert.Equal(t, []string{"billtest: never played: every call: status 500"}, rec.Logs())
	assert.Empty(t, rec.Errors())
}

func TestRandomIsTheSameInEveryRun(t *testing.T) {
	script := Script{{On: Random(0.3, 42), Fault: Status(500)}}
	pages := slices.Repeat([]int{1}, 50)
	first, second := statuses(t, newShop(t, script), pages...), statuses(t, newShop(t, script), pages...)
	assert.Equal(t, first, second)
	assert.Contains(t, first, 500)
	assert.Contains(t, first, 200)
	other := statuses(t, newShop(t, Script{{On: Random(0.3, 43), Fault: Status(500)}}), pages...)
	assert.NotEqual(t, first, other, "another seed picks others")
}
