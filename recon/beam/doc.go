// Package reconbeam is recon.Match on Apache Beam, for bills and orders that are spread over many machines.
// Import it as such: its path ends in beam, its name does not clash with that of the SDK.
//
//	import (
//		"github.com/apache/beam/sdks/v2/go/pkg/beam"
//		reconbeam "github.com/billrecon/billrecon/recon/beam"
//	)
//
//	result := reconbeam.Match(scope, bills, orders, recon.Rules{BillsUntil: until})
//
// It depends on the core of the SDK alone. The program chooses the runner by importing it.
//
// What is shuffled are shards and not rows: rows are packed into blocks, one for each shard of a hash of their key, and a shard
// is matched by recon's own code. What a shard cannot decide is sent on to the shards of the next pass, by the key of that pass.
// Digest, summary and pool are those of recon.Match over all rows, whatever the runner, the bundles and the number of shards.
package reconbeam
