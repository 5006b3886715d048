package main

import (
	"encoding/json"
	"strings"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/io/textio"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/register"
	"github.com/billrecon/billrecon/recon"
	reconbeam "github.com/billrecon/billrecon/recon/beam"
)

func init() {
	register.Function1x2(outcomeLine)
	register.Function1x2(poolLine)
	register.Function1x2(summaryLine)
}

// outcome is a line of outcomes.jsonl.
type outcome struct {
	Status  recon.Status  `json:"status"`
	Outcome recon.Outcome `json:"outcome"`
	Codes   []string      `json:"codes"`
	Key     string        `json:"key"`
	Explain string        `json:"explain"`
}

func outcomeLine(g recon.StepGroup) (string, error) {
	return jsonLine(outcome{g.Status(), g.Outcome, g.Codes(), g.Key, g.Explain(recon.English)})
}

func poolLine(p recon.Pool) (string, error) { return jsonLine(p) }

func summaryLine(s reconbeam.Summary) (string, error) { return jsonLine(s) }

func jsonLine(v any) (string, error) {
	data, err := json.Marshal(v)
	return strings.TrimSuffix(string(data), "\n"), err
}

// writeResult writes three files: what is not matched, the pool for tomorrow, and the summary.
func writeResult(s beam.Scope, out string, r reconbeam.Result) {
	out = strings.TrimSuffix(out, "/") + "/"
	textio.Write(s, out+"outcomes.jsonl", beam.ParDo(s, outcomeLine, r.Outcomes))
	textio.Write(s, out+"pool.json", beam.ParDo(s, poolLine, r.Pool))
	textio.Write(s, out+summaryName, beam.ParDo(s, summaryLine, r.Summary))
}

const summaryName = "summary.json"
