package main

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestWrite(t *testing.T) {
	var out strings.Builder
	require.NoError(t, write(strings.NewReader(`{"Path":"example.test/a","Main":true}
{"Path":"example.test/b","Version":"v1.2.3","Sum":"h1:x"}
{"Path":"example.test/c","Version":"v1.0.0","Replace":{"Path":"example.test/d","Version":"v2.0.0"}}
{"Path":"example.test/e","Version":"v0.0.0","Replace":{"Path":"../e"}}`), &out))
	require.JSONEq(t, `{"bomFormat":"CycloneDX","specVersion":"1.5","version":1,
		"metadata":{"component":{"type":"library","bom-ref":"pkg:golang/example.test/a","name":"example.test/a","purl":"pkg:golang/example.test/a"}},
		"components":[
		{"type":"library","bom-ref":"pkg:golang/example.test/b@v1.2.3","name":"example.test/b","version":"v1.2.3","purl":"pkg:golang/example.test/b@v1.2.3",
			"properties":[{"name":"go:sum","value":"h1:x"}]},
		{"type":"library","bom-ref":"pkg:golang/example.test/d@v2.0.0","name":"example.test/d","version":"v2.0.0","purl":"pkg:golang/example.test/d@v2.0.0"},
		{"type":"library","bom-ref":"pkg:golang/example.test/e@v0.0.0","name":"example.test/e","version":"v0.0.0","purl":"pkg:golang/example.test/e@v0.0.0"}
		]}`, out.String())
}

func TestWriteNeedsAMainModule(t *testing.T) {
	require.EqualError(t, write(strings.NewReader(`{"Path":"example.test/b","Version":"v1.2.3"}`), &strings.Builder{}), "the list has no main module")
	require.Error(t, write(strings.NewReader(`{`), &strings.Builder{}))
}
