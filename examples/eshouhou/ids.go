package main

import (
	"bufio"
	"errors"
	"io"
	"strings"
)

// readIDs reads one id a line. Blank lines, white space around an id, the mark that some editors put first (BOM) and lines
// that start with # are left out. No id at all is an error: it is more likely the wrong file than nothing to do.
func readIDs(r io.Reader) ([]string, error) {
	var ids []string
	lines := bufio.NewScanner(r)
	for lines.Scan() {
		id := strings.TrimSpace(strings.TrimPrefix(lines.Text(), "\ufeff"))
		if id != "" && !strings.HasPrefix(id, "#") {
			ids = append(ids, id)
		}
	}
	if err := lines.Err(); err != nil {
		return nil, err
	}
	if len(ids) == 0 {
		return nil, errors.New("eshouhou: there is no work order id in the file")
	}
	return ids, nil
}
