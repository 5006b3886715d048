package main

import (
	"fmt"
	"io"
	"os"
	"strings"
)

// maxValueFile bounds a file that holds one value, so that a wrong path does not fill the memory.
const maxValueFile = 64 << 10

// environment looks up a variable, "" when it is not set.
type environment func(name string) string

// value is the variable NAME, or the content of the file that NAME_FILE names, without the line end. Both set is an error. No
// error repeats a value.
func (e environment) value(name string) (string, error) {
	direct, path := e(name), e(name+"_FILE")
	if path == "" {
		return direct, nil
	}
	if direct != "" {
		return "", fmt.Errorf("%s and %s_FILE are both set: set one of them", name, name)
	}
	text, err := readValue(path)
	if err != nil {
		return "", fmt.Errorf("%s_FILE: %w", name, err)
	}
	return text, nil
}

// required is value, which must not be empty.
func (e environment) required(name string) (string, error) {
	text, err := e.value(name)
	if err == nil && text == "" {
		err = fmt.Errorf("%s or %s_FILE must be set", name, name)
	}
	return text, err
}

func readValue(path string) (string, error) {
	f, err := os.Open(path)
	if err != nil {
		return "", err
	}
	defer f.Close()
	content, err := io.ReadAll(io.LimitReader(f, maxValueFile+1))
	if err != nil {
		return "", err
	}
	if len(content) > maxValueFile {
		return "", fmt.Errorf("%s is longer than %d bytes", path, maxValueFile)
	}
	text := strings.TrimSuffix(strings.TrimSuffix(string(content), "\n"), "\r")
	if text == "" {
		return "", fmt.Errorf("%s is empty", path)
	}
	return text, nil
}
