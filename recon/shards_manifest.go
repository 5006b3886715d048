package recon

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// The sealed files of a run. manifest.json says whose the folder is, rows.json that all rows are in files, result.json that the
// run is finished. Rows are in "rows-<shard>", what was found in "found-<step>-<first shard>-<last shard>".
const (
	manifestFile = "manifest.json"
	rowsFile     = "rows.json"
	resultFile   = "result.json"
	rowsPrefix   = "rows-"
	foundPrefix  = "found-"
)

// manifest says which run a folder is of.
type manifest struct {
	Format  string `json:"format"`
	Version int    `json:"version"`
	ID      string `json:"id"`
	Run     string `json:"run"`
	Rules   string `json:"rules"` // SHA-256, in hex
	Shards  int    `json:"shards"`
}

const (
	manifestFormat  = "billrecon shards"
	manifestVersion = 1
)

// openShardRun makes a folder ready, or takes up the run that is in it.
func openShardRun(ctx context.Context, rules Rules, folder ShardFolder) (*shardRun, error) {
	wanted := folder.Shards
	if err := folder.check(); err != nil {
		return nil, err
	}
	if err := os.Mkdir(folder.Path, 0o700); err != nil && !errors.Is(err, fs.ErrExist) {
		return nil, errorIn("ShardFolder.Path", err)
	}
	print, err := rules.fingerprint()
	if err != nil {
		return nil, err
	}
	run := &shardRun{ctx: ctx, ShardFolder: folder}
	var old manifest
	known, err := run.readManifest(&old)
	if err != nil {
		return nil, err
	}
	if known {
		if err := old.refuse(folder.Run, print, wanted); err != nil {
			return nil, err
		}
		run.Shards = old.Shards
	}
	if run.spread, err = NewSpread(rules, run.Shards, maxAltKeys, false); err != nil {
		return nil, err
	}
	run.spread.numbered = true
	if known {
		return run, run.takeUp(&old)
	}
	return run, run.begin(print)
}

// readManifest reads the folder's manifest. A folder without one must be empty.
func (run *shardRun) readManifest(m *manifest) (known bool, err error) {
	known, err = readSealed(run.Path, manifestFile, m)
	if err != nil || known {
		return known, err
	}
	entries, err := os.ReadDir(run.Path)
	if err != nil {
		return false, errorIn("ShardFolder.Path", err)
	}
	for _, e := range entries {
		if e.Name() != manifestFile+unfinished {
			return false, badFile(e.Name(), "the folder must be empty, or hold a run of MatchShards: it has no "+manifestFile)
		}
	}
	return false, nil
}

// refuse compares the folder's run with the one that is asked for.
func (m *manifest) refuse(run, rules string, shards int) error {
	switch {
	case m.Format != manifestFormat:
		return badFile(manifestFile, "it is not one of MatchShards")
	case m.Version != manifestVersion:
		return badFile(manifestFile, "its version is not one that this package reads")
	case m.Run != run:
		return badFile(manifestFile, "the folder is of another run: ShardFolder.Run differs")
	case m.Rules != rules:
		return badFile(manifestFile, "the folder is of a run with other rules, or another pool")
	case shards != 0 && m.Shards != shards:
		return badFile(manifestFile, "the folder is of a run with another number of shards")
	}
	return nil
}

// begin writes the manifest of a new run.
func (run *shardRun) begin(rules string) error {
	rand.Read(run.id[:])
	return writeSealed(run.Path, manifestFile, manifest{
		Format: manifestFormat, Version: manifestVersion, ID: hex.EncodeToString(run.id[:]),
		Run: run.Run, Rules: rules, Shards: run.Shards,
	})
}

// takeUp finds out how far the folder's run had come.
func (run *shardRun) takeUp(m *manifest) error {
	id, err := hex.DecodeString(m.ID)
	if err != nil || len(id) != len(run.id) {
		return badFile(manifestFile, "it is damaged")
	}
	run.id = runID(id)
	if _, err := os.Stat(filepath.Join(run.Path, resultFile)); err == nil && run.Run == "" {
		return badFile(resultFile, "the folder holds a finished run without a name: remove it first")
	}
	if run.Run != "" {
		if run.spreadOut, err = readSealed(run.Path, rowsFile, &run.rows); err != nil {
			return err
		}
	}
	if run.spreadOut {
		return nil
	}
	return removeFiles(run.Path)
}

// removeFiles removes the files of a run but for its manifest: first what says that others are whole.
func removeFiles(folder string) error {
	entries, err := os.ReadDir(folder)
	if err != nil {
		return errorIn("ShardFolder.Path", err)
	}
	names := []string{resultFile, rowsFile}
	for _, e := range entries {
		if strings.HasPrefix(e.Name(), rowsPrefix) || strings.HasPrefix(e.Name(), foundPrefix) || strings.HasSuffix(e.Name(), unfinished) {
			names = append(names, e.Name())
		}
	}
	for _, name := range names {
		if err := os.Remove(filepath.Join(folder, name)); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return errorIn(name, err)
		}
	}
	return nil
}

// fingerprint tells rules, and their pools, from others. Workers do not count.
func (r Rules) fingerprint() (string, error) {
	s, err := NewSpread(r, 1, 0, false)
	if err != nil {
		return "", err
	}
	fields := ruleFields(s.rules)
	zone := ""
	if fields.Location != nil {
		zone = fields.Location.String()
	}
	fields.Location, fields.Workers = nil, 0
	text, err := json.Marshal(fields)
	if err != nil {
		return "", err
	}
	h := sha256.New()
	h.Write(appendPart(appendPart(nil, zone), string(text)))
	p := s.Packer(0, 0, func(_ Place, block []byte) error {
		h.Write(appendPart(nil, string(block)))
		return nil
	})
	if err := errors.Join(p.Pool(), p.Flush()); err != nil {
		return "", err
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}
