package storetest

import (
	"context"
	"fmt"
	"strings"

	"github.com/stretchr/testify/require"

	"github.com/billrecon/billrecon/recon"
	"github.com/billrecon/billrecon/recon/daily"
)

// Parts are those of a day.
var Parts = []daily.Part{daily.PartHead, daily.PartPool, daily.PartDone, daily.PartDifferences, daily.PartInput}

// Kept is what is kept of a day, of the last time that it was run.
func Kept(t require.TestingT, store daily.Store, day recon.Day) map[daily.Part]string {
	names, err := store.Names(context.Background())
	require.NoError(t, err)
	newest := 0
	for _, name := range names {
		run := 0
		if number, of := strings.CutPrefix(name, day.String()+"."); of {
			_, err = fmt.Sscan(number, &run)
			require.NoError(t, err)
		}
		newest = max(newest, run)
	}
	all := map[daily.Part]string{}
	for _, part := range Parts {
		content, err := store.Load(context.Background(), fmt.Sprintf("%s.%d", day, newest), part)
		require.NoError(t, err)
		all[part] = string(content)
	}
	return all
}
