package main

import (
	"bytes"
	"encoding/json"
	"maps"
	"mime"
	"net/http"
	"slices"
	"strings"
)

// Bounds of a shape: what is deeper or more is left out.
const (
	maxDepth = 8
	maxPaths = 200
)

// shapeOf is what a document is made of: the path of each member, and the types of its values. No value stands in it.
func (h *hider) shapeOf(document any) map[string]string {
	types := map[string]map[string]bool{}
	h.walk(types, "", document, maxDepth)
	shape := make(map[string]string, len(types))
	for path, seen := range types {
		shape[path] = strings.Join(slices.Sorted(maps.Keys(seen)), "|")
	}
	return shape
}

func (h *hider) walk(types map[string]map[string]bool, path string, value any, depth int) {
	if depth == 0 || len(types) >= maxPaths && types[path] == nil {
		return
	}
	kind := "null"
	switch v := value.(type) {
	case map[string]any:
		kind = "object"
		for name, member := range v {
			h.walk(types, path+"."+h.name(name), member, depth-1)
		}
	case []any:
		kind = "array"
		for _, element := range v {
			h.walk(types, path+"[]", element, depth-1)
		}
	case string:
		kind = "string"
		if inner := parse([]byte(v)); isObject(inner) {
			kind = "string of JSON"
			h.walk(types, path+"()", inner, depth-1)
		} else if v == "" {
			kind = "empty string"
		}
	case json.Number:
		kind = "number"
	case bool:
		kind = "bool"
	}
	if types[path] == nil {
		types[path] = map[string]bool{}
	}
	types[path][kind] = true
}

func isObject(v any) bool {
	_, ok := v.(map[string]any)
	return ok
}

// parse is the value of a JSON text, nil when it is none.
func parse(text []byte) any {
	dec := json.NewDecoder(bytes.NewReader(text))
	dec.UseNumber()
	var v any
	if dec.Decode(&v) != nil || dec.More() {
		return nil
	}
	return v
}

// at is the member of nested objects, also of one that stands in a string; ok is false without it.
func at(v any, names ...string) (found any, ok bool) {
	for _, name := range names {
		if text, isText := v.(string); isText {
			v = parse([]byte(text))
		}
		object, _ := v.(map[string]any)
		if v, ok = object[name]; !ok {
			return nil, false
		}
	}
	return v, true
}

// scalar is a string or number as text, "" for what is neither.
func scalar(v any) string {
	switch v := v.(type) {
	case string:
		return v
	case json.Number:
		return v.String()
	}
	return ""
}

// mediaType is the content type of a reply, as far as it is one of the usual ones.
func mediaType(header http.Header) string {
	media, parameters, err := mime.ParseMediaType(header.Get("Content-Type"))
	switch {
	case header.Get("Content-Type") == "":
		return "none"
	case err != nil || !slices.Contains([]string{"application/json", "text/json", "text/plain", "text/html", "text/javascript",
		"application/xml", "text/xml", "application/octet-stream"}, media):
		return "another"
	}
	switch charset := strings.ToLower(parameters["charset"]); charset {
	case "":
		return media
	case "utf-8", "gbk", "gb2312", "gb18030", "iso-8859-1":
		return media + "; charset=" + charset
	}
	return media + "; charset=another"
}
