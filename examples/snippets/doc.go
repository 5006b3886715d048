// Package snippets holds the code of the README files as runnable examples. A test keeps the two the same:
// a block in a README that follows a line <!-- snippet: name --> must equal the lines between "// [name]" and "// [/name]" here.
package snippets
