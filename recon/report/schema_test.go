package report

import (
	"encoding/json"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/billrecon/billrecon/recon"
)

// schema checks values against docs/report.schema.json. It knows the keywords that this file uses, and no others.
type schema struct{ definitions map[string]any }

func readSchema(t *testing.T) (schema, map[string]any) {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("..", "..", "docs", "report.schema.json"))
	require.NoError(t, err)
	var root map[string]any
	require.NoError(t, json.Unmarshal(data, &root))
	return schema{root["$defs"].(map[string]any)}, root
}

// check returns what breaks the rules, with its path.
func (s schema) check(path string, rules map[string]any, value any) error {
	for keyword, rule := range rules {
		var err error
		switch keyword {
		case "$schema", "$defs", "title":
		case "$ref":
			err = s.check(path, s.definitions[strings.TrimPrefix(rule.(string), "#/$defs/")].(map[string]any), value)
		case "allOf":
			for _, part := range rule.([]any) {
				if err == nil {
					err = s.check(path, part.(map[string]any), value)
				}
			}
		case "const":
			err = unless(value == rule, path, "is not the constant")
		case "enum":
			err = unless(slices.Contains(rule.([]any), value), path, "is none of the enum")
		case "type":
			err = unless(isType(rule.(string), value), path, "is no "+rule.(string))
		case "pattern":
			text, _ := value.(string)
			err = unless(regexp.MustCompile(rule.(string)).MatchString(text), path, "does not match the pattern")
		case "required":
			for _, name := range rule.([]any) {
				if _, ok := value.(map[string]any)[name.(string)]; !ok {
					err = fmt.Errorf("%s lacks %v", path, name)
				}
			}
		case "properties":
			err = s.members(path, rule.(map[string]any), value.(map[string]any))
		case "items":
			for i, item := range value.([]any) {
				if err == nil {
					err = s.check(fmt.Sprintf("%s[%d]", path, i), rule.(map[string]any), item)
				}
			}
		default:
			return fmt.Errorf("the test does not know the keyword %q", keyword)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func (s schema) members(path string, rules, value map[string]any) error {
	for name, member := range value {
		if rule, ok := rules[name]; ok {
			if err := s.check(path+"."+name, rule.(map[string]any), member); err != nil {
				return err
			}
		} else if path == "" || strings.HasSuffix(path, "]") && strings.Count(path, "[") == 1 && strings.HasPrefix(path, ".groups") {
			return fmt.Errorf("%s.%s is not in the schema", path, name)
		}
	}
	return nil
}

func unless(ok bool, path, what string) error {
	if ok {
		return nil
	}
	return fmt.Errorf("%s %s", path, what)
}

func isType(name string, value any) bool {
	switch v := value.(type) {
	case string:
		return name == "string"
	case bool:
		return name == "boolean"
	case float64:
		return name == "integer" && v == math.Trunc(v)
	case []any:
		return name == "array"
	}
	return name == "object"
}

func TestJSONFollowsItsSchema(t *testing.T) {
	s, root := readSchema(t)
	own := Options{Matched: true, Nearest: 3, Created: noon(30), BillColumns: []OwnColumn{Own("行", func(recon.Record) string { return "1" })},
		Sections: []Section{openDifferences()}}
	for name, in := range map[string]run{"shop": shop(), "extreme": extreme(), "empty": {}, "month": month(500)} {
		var document any
		require.NoError(t, json.Unmarshal([]byte(text(t, in.report(t, own).JSON)), &document))
		require.NoError(t, s.check("", root, document), name)
	}
}

func TestSchemaRefuses(t *testing.T) {
	s, root := readSchema(t)
	out := text(t, shop().report(t, Options{Nearest: 1}).JSON)
	for _, c := range []struct{ reason, old, new string }{
		{"another version", `"version":2`, `"version":1`},
		{"an amount that is a number", `"gross":"943.88"`, `"gross":943.88`},
		{"a day that is none", `"first":"2026-11-01"`, `"first":"today"`},
		{"a member that is missing", `"digest":"`, `"digested":"`},
		{"a member that is new", `"matched":false`, `"matched":false,"more":1`},
		{"a status of its own", `"number":1,"status":3`, `"number":1,"status":9`},
	} {
		changed := strings.Replace(out, c.old, c.new, 1)
		require.NotEqual(t, out, changed, c.reason)
		var document any
		require.NoError(t, json.Unmarshal([]byte(changed), &document), c.reason)
		require.Error(t, s.check("", root, document), c.reason)
	}
}
