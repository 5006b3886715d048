package tap

import (
	"bytes"
	"encoding/json"
	"maps"
	"mime"
	"net/http"
	"slices"
	"strconv"
	"strings"
)

// Bounds of a shape: what is deeper or more is left out.
const (
	maxDepth = 8
	maxPaths = 200
)

// Shape is what a document is made of: the path of each member, and the types of its values. No value stands in it.
func (h *Hider) Shape(document any) map[string]string {
	types := map[string]map[string]bool{}
	h.walk(types, "", document, maxDepth)
	shape := make(map[string]string, len(types))
	for path, seen := range types {
		shape[path] = strings.Join(slices.Sorted(maps.Keys(seen)), "|")
	}
	return shape
}

func (h *Hider) walk(types map[string]map[string]bool, path string, value any, depth int) {
	if depth == 0 || len(types) >= maxPaths && types[path] == nil {
		return
	}
	kind := "null"
	switch v := value.(type) {
	case map[string]any:
		kind = "object"
		for name, member := range v {
			h.walk(types, path+"."+h.Name(name), member, depth-1)
		}
	case []any:
		kind = "array"
		for _, element := range v {
			h.walk(types, path+"[]", element, depth-1)
		}
	case string:
		kind = "string"
		if inner := Parse([]byte(v)); IsObject(inner) {
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

// IsObject reports whether a value is a JSON object.
func IsObject(v any) bool {
	_, ok := v.(map[string]any)
	return ok
}

// Parse is the value of a JSON text, nil when it is none.
func Parse(text []byte) any {
	dec := json.NewDecoder(bytes.NewReader(text))
	dec.UseNumber()
	var v any
	if dec.Decode(&v) != nil || dec.More() {
		return nil
	}
	return v
}

// At is the member of nested objects, also of one that stands in a string; ok is false without it.
func At(v any, names ...string) (found any, ok bool) {
	for _, name := range names {
		if text, isText := v.(string); isText {
			v = Parse([]byte(text))
		}
		object, _ := v.(map[string]any)
		if v, ok = object[name]; !ok {
			return nil, false
		}
	}
	return v, true
}

// Text is a string or number that At finds, as text; "" for what is neither.
func Text(v any, names ...string) string {
	found, _ := At(v, names...)
	switch v := found.(type) {
	case string:
		return v
	case json.Number:
		return v.String()
	}
	return ""
}

// MediaType is the content type of a reply, as far as it is one of the usual ones.
func MediaType(header http.Header) string {
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

// Rows are the elements of a list that is a member of nested objects; null, "", {} and nothing have none.
func Rows(v any, names ...string) []any {
	list, _ := At(v, names...)
	rows, _ := list.([]any)
	return rows
}

// Whole is a number that At finds, whole and not too large; 0 for what is none.
func Whole(v any, names ...string) int {
	n, err := strconv.ParseInt(Text(v, names...), 10, 32)
	if err != nil {
		return 0
	}
	return int(n)
}

// Form names how a member, or a list without rows, is written.
func Form(v any, ok bool) string {
	switch v := v.(type) {
	case []any:
		return "array"
	case map[string]any:
		return "object"
	case string:
		if v == "" {
			return "empty_text"
		}
		return "text"
	case nil:
		if !ok {
			return "absent"
		}
		return "null"
	}
	return "other"
}
