package billtest

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
)

func TestValidate(t *testing.T) {
	tests := []struct {
		reason string
		script Script
		err    string
	}{
		{"nil", nil, ""},
		{"good", Script{{On: Call(1), Times: 3, Fault: Truncate()}, {Fault: LieTotal(-5)}, {Fault: Status(200)}, {Fault: HTML(599)}}, ""},
		{"no fault", Script{{On: Call(1)}}, "billtest: Script[0]: it has no Fault"},
		{"the first bad rule is named", Script{{Fault: Hang()}, {On: Call(0), Fault: Hang()}, {}}, "billtest: Script[1]: call 0: it must be 1 or more"},
		{"negative times", Script{{Times: -1, Fault: Hang()}}, "billtest: Script[0]: -1 times: it must be 0 (always) or more"},
		{"status too small", Script{{Fault: Status(199)}}, "billtest: Script[0]: status 199: the status must be 200 to 599"},
		{"status too large", Script{{Fault: StatusOnly(600)}}, "billtest: Script[0]: status only 600: the status must be 200 to 599"},
		{"status 0", Script{{Fault: RetryAfter(0, "1")}}, "billtest: Script[0]: retry after 0: the status must be 200 to 599"},
		{"HTML status", Script{{Fault: HTML(42)}}, "billtest: Script[0]: HTML 42: the status must be 200 to 599"},
		{"given reply", Script{{Fault: Respond(Reply{Status: 101})}}, "billtest: Script[0]: given reply: the status must be 200 to 599"},
		{"given reply without a status", Script{{Fault: Respond(Reply{})}}, ""},
		{"negative size", Script{{Fault: Oversize(-1)}}, "billtest: Script[0]: oversize -1: it must be 0 or more"},
		{"negative depth", Script{{Fault: Deep(-1)}}, "billtest: Script[0]: deep nesting -1: it must be 0 or more"},
		{"no rows a page", Script{{Fault: CapPage(0)}}, "billtest: Script[0]: page capped at 0: it must be 1 or more"},
		{"negative wait", Script{{Fault: SlowDrip(-time.Second)}}, "billtest: Script[0]: slow drip -1s: it must be 0 or more"},
	}
	for _, test := range tests {
		t.Run(test.reason, func(t *testing.T) {
			err := test.script.Validate()
			if test.err == "" {
				assert.NoError(t, err)
				return
			}
			assert.EqualError(t, err, test.err)
		})
	}
}

func TestRuleString(t *testing.T) {
	assert.Equal(t, "page 2, up to 3 times: truncate", Rule{On: Page(2), Times: 3, Fault: Truncate()}.String())
	assert.Equal(t, "every call: status 503", Rule{Fault: Status(503)}.String())
}
