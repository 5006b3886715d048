package main

import (
	"fmt"
	"io"
	"os"
	"strings"
)

// maxValueFile bounds a file that holds one value, so that a wrong path does not fill the memory.
const maxValueFile = 64 << 10

// valueOf is the variable NAME, or the content of the file that NAME_FILE names, as secrets are mounted into containers: without
// the line end. Both set is an error. No error repeats a value.
func valueOf(env func(string) string, name string) (string, error) {
	direct, path := env(name), env(name+"_FILE")
	switch {
	case path == "":
		return direct, nil
	case direct != "":
		return "", fmt.Errorf("%s and %s_FILE are both set: set one of them", name, name)
	}
	text, err := readValue(path)
	if err != nil {
		return "", fmt.Errorf("%s_FILE: %w", name, err)
	}
	return text, nil
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
	text := strings.TrimSuffix(strings.TrimSuffix(string(content), "\n"), "\r")
	switch {
	case len(content) > maxValueFile:
		return "", fmt.Errorf("%s is longer than %d bytes", path, maxValueFile)
	case text == "":
		return "", fmt.Errorf("%s is empty", path)
	}
	return text, nil
}
