// Package snippets holds the code of the documents as runnable examples, and tests the documents. A block of Go in a document that
// follows a line <!-- snippet: name --> must equal the lines between "// [name]" and "// [/name]" here, or, if the name is that of
// a file, the file from its package clause on.
package snippets
