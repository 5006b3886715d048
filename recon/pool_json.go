package recon

import (
	"bufio"
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/billrecon/billrecon/recon/internal/packed"
)

// Save writes the pool as JSON, one row a line. The pool may be empty. What LoadPool would refuse is refused here.
func (p Pool) Save(w io.Writer) error {
	if p.Version == 0 {
		p.Version = PoolVersion
	}
	if err := p.check(0); err != nil {
		return err
	}
	buf := bufio.NewWriter(w)
	if err := p.write(buf); err != nil {
		return err
	}
	return buf.Flush()
}

// write writes the members in a fixed order. Errors of buf itself come back from Flush.
func (p Pool) write(buf *bufio.Writer) error {
	fmt.Fprintf(buf, `{"version":%d`, p.Version)
	if p.BillDate != 0 {
		day, err := p.BillDate.MarshalText()
		if err != nil {
			return badRules("Pool.BillDate", "its year must be 1 to 9999")
		}
		fmt.Fprintf(buf, `,"bill_date":"%s"`, day)
	}
	if err := writeRows(buf, "bills", "Pool.Bills", p.Bills); err != nil {
		return err
	}
	if err := writeRows(buf, "orders", "Pool.Orders", p.Orders); err != nil {
		return err
	}
	_, err := fmt.Fprintf(buf, `,"sum":"%s"}`+"\n", p.checksum())
	return err
}

// checksum is of what matching sees of the pool, not of how it is written. It shows what was changed by hand or by mistake, not who forges
// a pool.
func (p *Pool) checksum() string {
	sum := binary.AppendVarint(nil, int64(p.BillDate))
	for _, rows := range [...][]PoolRow{p.Bills, p.Orders} {
		sum = binary.AppendUvarint(sum, uint64(len(rows)))
		for _, row := range rows {
			sum = binary.AppendVarint(packed.AppendText(sum, row.ID), int64(row.Since))
			sum = append(sum, boolByte(row.Twin), boolByte(row.Moved))
			sum = appendContent(sum, row.Record)
		}
	}
	digest := sha256.Sum256(sum)
	return hex.EncodeToString(digest[:16])
}

func boolByte(is bool) byte {
	if is {
		return 1
	}
	return 0
}

func writeRows(buf *bufio.Writer, name, field string, rows []PoolRow) error {
	fmt.Fprintf(buf, `,"%s":[`, name)
	for i, row := range rows {
		if i > 0 {
			buf.WriteByte(',')
		}
		line, err := json.Marshal(row)
		if err != nil {
			return inRow(field, i, err)
		}
		buf.WriteByte('\n')
		buf.Write(line)
	}
	return buf.WriteByte(']')
}

// MarshalJSON is what Save writes.
func (p Pool) MarshalJSON() ([]byte, error) {
	var buf bytes.Buffer
	err := p.Save(&buf)
	return buf.Bytes(), err
}

// LoadPool reads what Save wrote, and what version 1 of it wrote. Unknown members are ignored. Refused are another version, broken JSON,
// anything after it, rows that were changed since (the checksum shows it), a row without an amount and a repeated ID, with an *Error that
// names the place and matches ErrInvalidRules.
func LoadPool(r io.Reader) (Pool, error) {
	data, err := io.ReadAll(r)
	if err != nil {
		return Pool{}, fmt.Errorf("recon: LoadPool: %w", err)
	}
	var p Pool
	if err := json.Unmarshal(data, &p); err != nil {
		return Pool{}, poolError(err)
	}
	return p, nil
}

// poolError keeps errors of this package, and says of others only that it is no JSON: their texts can repeat values.
func poolError(err error) error {
	if own, ok := errors.AsType[*Error](err); ok {
		return own
	}
	if syntax, ok := errors.AsType[*json.SyntaxError](err); ok {
		return badRules("Pool", "it is not JSON, at byte "+strconv.FormatInt(syntax.Offset, 10))
	}
	return badRules("Pool", "it is not the JSON of a pool")
}

// poolJSON leaves the rows for later, so that an error can say which one.
type poolJSON struct {
	Version  int               `json:"-"`
	Sum      string            `json:"sum"`
	BillDate Day               `json:"bill_date"`
	Bills    []json.RawMessage `json:"bills"`
	Orders   []json.RawMessage `json:"orders"`
}

// UnmarshalJSON reads a pool as LoadPool does. The version is read before anything else: another version can have other types.
func (p *Pool) UnmarshalJSON(data []byte) error {
	var version struct {
		Version int `json:"version"`
	}
	if err := json.Unmarshal(data, &version); err != nil {
		return badRules("Pool.Version", "it must be 1 or "+strconv.Itoa(PoolVersion))
	}
	if version.Version < 1 || version.Version > PoolVersion {
		return badRules("Pool.Version", "it is "+strconv.Itoa(version.Version)+": it must be 1 or "+strconv.Itoa(PoolVersion))
	}
	j := poolJSON{Version: version.Version}
	if err := json.Unmarshal(data, &j); err != nil {
		return badRules("Pool", "bill_date must be a date, bills and orders must be lists")
	}
	read, err := j.pool()
	if err != nil {
		return err
	}
	*p = read
	return nil
}

// pool reads the rows and checks the whole.
func (j poolJSON) pool() (Pool, error) {
	bills, inBills := readRows("Pool.Bills", j.Bills)
	orders, inOrders := readRows("Pool.Orders", j.Orders)
	p := Pool{Version: PoolVersion, BillDate: j.BillDate, Bills: bills, Orders: orders}
	if err := cmp.Or(inBills, inOrders, p.check(0)); err != nil {
		return Pool{}, err
	}
	switch {
	case j.Version == 1:
		forgetSince(p.Bills)
		forgetSince(p.Orders)
	case j.Sum != p.checksum():
		return Pool{}, badRules("Pool", "its checksum does not hold: it was changed after it was saved")
	}
	return p, nil
}

// forgetSince drops the days on which version 1 held rows first, where a row counts from the day of its own Time.
func forgetSince(rows []PoolRow) {
	for i := range rows {
		if r := &rows[i]; !r.Record.Time.IsZero() && (Rules{}).DayOf(r.Record.Time)-r.Since <= farDays {
			r.Since = 0
		}
	}
}

func readRows(field string, raws []json.RawMessage) ([]PoolRow, error) {
	if len(raws) == 0 {
		return nil, nil
	}
	rows := make([]PoolRow, len(raws))
	for i, raw := range raws {
		if err := readRow(raw, &rows[i]); err != nil {
			return nil, inRow(field, i, err)
		}
	}
	return rows, nil
}

// readRow reads one row; a row without a record is no row of amount zero.
func readRow(raw json.RawMessage, row *PoolRow) error {
	j := struct {
		*PoolRow
		Record json.RawMessage `json:"record"`
	}{PoolRow: row}
	if err := json.Unmarshal(raw, &j); err != nil {
		return badRecord("", "it must have the text members id and since, the flags twin and moved, and record")
	}
	if len(j.Record) == 0 {
		return badRecord("Record", "it must be given")
	}
	return row.Record.UnmarshalJSON(j.Record)
}

// inRow puts the place of a pool row before the field of err.
func inRow(field string, i int, err error) error {
	at := rowAt(field, i)
	own, ok := errors.AsType[*Error](err)
	if !ok {
		return badRules(at, "it cannot be written or read as JSON")
	}
	return badRules(at+rowField(own.Field), own.Rule)
}

// rowField turns the field that an error of a part names into one of the row.
func rowField(name string) string {
	switch {
	case name == "":
		return ""
	case name == "Day":
		return ".Since"
	case strings.HasPrefix(name, "Record"):
		return "." + name
	}
	return ".Record." + name
}
