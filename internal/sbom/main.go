// Command sbom reads what "go list -m -json all" prints and writes a bill of materials in CycloneDX 1.5.
package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
)

// module is a module as the go command describes it.
type module struct {
	Path, Version, Sum string
	Main               bool
	Replace            *module
}

type component struct {
	Type       string     `json:"type"`
	Ref        string     `json:"bom-ref"`
	Name       string     `json:"name"`
	Version    string     `json:"version,omitempty"`
	Purl       string     `json:"purl"`
	Properties []property `json:"properties,omitempty"`
}

type property struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

type metadata struct {
	Component component `json:"component"`
}

type bom struct {
	Format     string      `json:"bomFormat"`
	Spec       string      `json:"specVersion"`
	Version    int         `json:"version"`
	Metadata   metadata    `json:"metadata"`
	Components []component `json:"components"`
}

func main() {
	if err := write(os.Stdin, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "sbom:", err)
		os.Exit(1)
	}
}

// write fails unless there is a main module.
func write(from io.Reader, to io.Writer) error {
	out := bom{Format: "CycloneDX", Spec: "1.5", Version: 1, Components: []component{}}
	for list := json.NewDecoder(from); ; {
		var m module
		err := list.Decode(&m)
		if err == io.EOF {
			break
		}
		if err != nil {
			return err
		}
		if m.Main {
			out.Metadata.Component = m.component()
			continue
		}
		out.Components = append(out.Components, m.component())
	}
	if out.Metadata.Component.Name == "" {
		return errors.New("the list has no main module")
	}
	e := json.NewEncoder(to)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(out)
}

// component is what is built: the replacement of a module, unless that is a folder beside it, which has no version.
func (m module) component() component {
	if r := m.Replace; r != nil && r.Version != "" {
		m = *r
	}
	purl := "pkg:golang/" + m.Path
	if m.Version != "" {
		purl += "@" + m.Version
	}
	c := component{Type: "library", Ref: purl, Name: m.Path, Version: m.Version, Purl: purl}
	if m.Sum != "" {
		c.Properties = []property{{Name: "go:sum", Value: m.Sum}}
	}
	return c
}
