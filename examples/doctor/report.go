package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/billrecon/billrecon/examples/internal/tap"
)

// report is what a run found, fit to be shown to anybody: names and types, codes, HTTP statuses, seconds and caps.
type report struct {
	Doctor   int         `json:"doctor"` // version of the format
	Provider string      `json:"provider"`
	Fake     bool        `json:"fake,omitempty"`
	Answers  []answer    `json:"answers"`
	Replies  []tap.Shown `json:"replies"`
}

func (v *visit) report() report {
	return report{Doctor: 1, Provider: v.o.provider, Fake: v.o.fake, Answers: v.answers, Replies: v.tap.Show()}
}

// print writes the table, how each request was answered, and the lines of Config that follow.
func (r report) print(w io.Writer) {
	if r.Fake {
		fmt.Fprint(w, "fake: these answers are made up 答案均为虚构\n\n")
	}
	fmt.Fprintf(w, "%s, %d requests 次请求\n\n| asked 问 | came 答 | settles 结论 |\n|---|---|---|\n", r.Provider, len(r.Replies))
	for _, a := range r.Answers {
		v, _ := a.saying(r.Provider)
		asked := words[a.ID][""]
		fmt.Fprintf(w, "| %s<br>%s | %s | %s<br>%s |\n", asked.en, asked.zh, a.came(), v.en, v.zh)
	}
	fmt.Fprint(w, "\nreplies, in the order of the requests 各次请求的响应:\n\n")
	for i, s := range r.Replies {
		fmt.Fprintf(w, "%d. HTTP %d, %s, %d ms\n", i+1, s.Status, s.Type, s.LatencyMS)
	}
	fmt.Fprint(w, "\nfor your Config 应写入配置:\n\n")
	r.printConfig(w)
}

// printConfig writes the lines of Config that follow, or that none does.
func (r report) printConfig(w io.Writer) {
	var lines []string
	for _, a := range r.Answers {
		if v, _ := a.saying(r.Provider); v.config != "" {
			lines = append(lines, v.config)
		}
	}
	if len(lines) == 0 {
		fmt.Fprintf(w, "// nothing in %s.Config follows from these answers 这些答案不要求修改配置\n", r.Provider)
	} else {
		fmt.Fprintf(w, "%s.Config{\n\t%s\n}\n", r.Provider, strings.Join(lines, "\n\t"))
	}
	if r.Fake {
		fmt.Fprintln(w, "// fake: the answers were made up")
	}
}

// came is the bare answer.
func (a answer) came() string {
	came := a.Verdict
	if a.Code != "" {
		came += " " + a.Code
	}
	if a.Number != 0 {
		came += fmt.Sprintf(" (%d)", a.Number)
	}
	return came
}

// apply prints the lines of Config that follow from a report. It comes from a stranger, perhaps: what is not in the doctor's own words
// is refused.
func apply(file io.Reader, w io.Writer) error {
	var r report
	dec := json.NewDecoder(io.LimitReader(file, tap.MaxSeen))
	if dec.Decode(&r) != nil || r.Doctor != 1 || !slices.Contains(providers, r.Provider) {
		return errors.New("-apply: the file is not a report of this doctor")
	}
	for _, a := range r.Answers {
		if _, ok := a.saying(r.Provider); !ok || a.Code != "" && a.Code != tap.Hidden && !tap.PlainCode.MatchString(a.Code) {
			return errors.New("-apply: the report has an answer that this doctor never gives")
		}
	}
	r.printConfig(w)
	return nil
}
