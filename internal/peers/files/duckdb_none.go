//go:build !cgo

package main

import "errors"

func duck(string, int) (matched, other int64, err error) {
	return 0, 0, errors.New("built without cgo: there is no DuckDB")
}
