package main

import (
	_ "embed"
	"maps"
	"strconv"
	"strings"

	"github.com/billrecon/billrecon/examples/internal/tap"
)

//go:embed words.txt
var wordsFile string

// verdict is what an answer says, and the line of Config that follows from it, if one does.
type verdict struct{ en, zh, config string }

// words are the questions and their verdicts by name. The question itself is the verdict "".
var words = readWords(wordsFile)

func readWords(file string) map[string]map[string]verdict {
	all, question := map[string]map[string]verdict{"*": {}}, map[string]verdict{}
	for line := range strings.Lines(file) {
		cell := strings.Split(line+"|||", "|")
		for i := range cell {
			cell[i] = strings.TrimSpace(cell[i])
		}
		name, said := cell[0], verdict{cell[1], cell[2], cell[3]}
		switch {
		case name == "" || name[0] == '#':
		case line[0] != ' ':
			question = maps.Clone(all["*"])
			question[""] = said
			all[name] = question
		case name == "(forms)":
			asked := question[""]
			maps.Copy(question, all[name])
			question[""] = asked
		default:
			question[name] = said
		}
	}
	delete(all, "*")
	delete(all, "(forms)")
	return all
}

// saying is the verdict of an answer, ok false for one that nobody knows.
func (a answer) saying(provider string) (v verdict, ok bool) {
	if v, ok = words[a.ID][a.Verdict+"@"+provider]; !ok {
		v, ok = words[a.ID][a.Verdict]
	}
	if a.Verdict == "code" && a.Code == tap.Hidden {
		v.config = ""
	}
	fill := strings.NewReplacer("{n}", strconv.FormatInt(a.Number, 10), "{code}", a.Code).Replace
	return verdict{fill(v.en), fill(v.zh), fill(v.config)}, ok && a.Verdict != ""
}
