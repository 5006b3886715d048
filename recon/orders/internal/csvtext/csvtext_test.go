package csvtext

import (
	"bytes"
	"context"
	"encoding/csv"
	"errors"
	"io"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"
	"pgregory.net/rapid"
)

func found(t require.TestingT, text string) File {
	f, err := Detect(Section(strings.NewReader(text)), Auto)
	require.NoError(t, err)
	f.Delimiter = ','
	return f
}

// read gives the cells of all lines, joined, and their places.
func read(t require.TestingT, f File) (lines [][]string, numbers []int, damages int) {
	for line, err := range f.Lines(context.Background(), 1, f.Start, nil) {
		if damage := new(Damage); errors.As(err, &damage) {
			damages++
			continue
		}
		require.NoError(t, err)
		var cells []string
		for _, cell := range line.Cells {
			cells = append(cells, string(cell))
		}
		lines, numbers = append(lines, cells), append(numbers, line.Number)
	}
	return lines, numbers, damages
}

func TestDetect(t *testing.T) {
	gb, err := simplifiedchinese.GB18030.NewEncoder().String("订单")
	require.NoError(t, err)
	wideLE, err := unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM).NewEncoder().String("a,b")
	require.NoError(t, err)
	wideBE, err := unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM).NewEncoder().String("a,b")
	require.NoError(t, err)
	ascii := strings.Repeat("0123456789\n", 20_000)
	for name, c := range map[string]struct {
		text  string
		want  Encoding
		start int64
	}{
		"nothing": {"", UTF8, 0}, "ASCII": {"a,b\n", UTF8, 0}, "UTF-8": {"订单", UTF8, 0}, "a mark": {"\ufeffa", UTF8, 3},
		"GB18030": {gb, GB18030, 0}, "GB18030 after much ASCII": {ascii + gb, GB18030, 0}, "UTF-8 after much ASCII": {ascii + "订单", UTF8, 0},
		"UTF-8 cut by the block": {strings.Repeat("订", window), UTF8, 0}, "much ASCII": {ascii, UTF8, 0},
		"UTF-16LE": {"\xff\xfe" + wideLE, UTF16LE, 2}, "UTF-16LE without a mark": {wideLE, UTF16LE, 0},
		"UTF-16BE": {"\xfe\xff" + wideBE, UTF16BE, 2}, "UTF-16BE without a mark": {wideBE, UTF16BE, 0},
	} {
		f := found(t, c.text)
		assert.Equal(t, c.want, f.Encoding, name)
		assert.Equal(t, c.start, f.Start, name)
	}
	f, err := Detect(Section(strings.NewReader("\ufeff订")), GB18030)
	require.NoError(t, err)
	assert.Equal(t, File{Encoding: GB18030}, File{Encoding: f.Encoding, Start: f.Start}, "what is asked for is taken")
}

type broken struct{ after string }

func (b broken) ReadAt(p []byte, off int64) (int, error) {
	if off >= int64(len(b.after)) {
		return 0, io.ErrUnexpectedEOF
	}
	return copy(p, b.after[off:]), nil
}

func TestFailures(t *testing.T) {
	for _, after := range []string{"", "abcdefg"} {
		_, err := Detect(Section(broken{after}), Auto)
		require.ErrorIs(t, err, io.ErrUnexpectedEOF)
	}
	no := errors.New("no")
	_, err := Detect(func() (io.ReadSeekCloser, error) { return nil, no }, Auto)
	require.ErrorIs(t, err, no)
	for _, f := range []File{{Open: func() (io.ReadSeekCloser, error) { return nil, no }}, {Open: Section(broken{"a,b\n"}), Delimiter: ','}} {
		var last error
		for _, last = range f.Lines(context.Background(), 1, 0, nil) {
		}
		require.Error(t, last)
	}
	for _, err := range found(t, "a").Lines(context.Background(), 1, -1, nil) {
		require.Error(t, err, "no such place")
	}
}

func TestLongLines(t *testing.T) {
	long := strings.Repeat("x", 200_000)
	lines, _, _ := read(t, found(t, "a,"+long+"\nb,c"))
	assert.Equal(t, [][]string{{"a", long}, {"b", "c"}}, lines)
	_, _, damages := read(t, found(t, strings.Repeat("x", maxLine+1)+"\nb,c\n"))
	assert.Equal(t, 1, damages, "nothing is read after a line that is too long")
	_, _, damages = read(t, found(t, "\"a\n"+strings.Repeat("b,c\n", maxLine/4)+"d\n"))
	assert.Positive(t, damages, "a quote that is not closed")
	lines, numbers, damages := read(t, found(t, "\"a\"b\nc\n"))
	assert.Equal(t, [][]string{{"c"}}, lines, "the lines after a damaged one are read")
	assert.Equal(t, []int{2}, numbers)
	assert.Equal(t, 1, damages)
}

// TestUnquoted: a line without quotes is split at every delimiter, whatever bytes stand beside it.
func TestUnquoted(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		delimiter := rapid.SampledFrom([]byte(",\t;\x01\x7f")).Draw(t, "delimiter")
		bytesBeside := []byte{delimiter, delimiter ^ 1, delimiter + 1, delimiter | 0x80, 0, 1, 0x7f, 0x80, 0xff, 'a'}
		text := rapid.SliceOfN(rapid.SampledFrom(bytesBeside), 0, 40).Draw(t, "text")
		assert.Equal(t, bytes.Split(text, []byte{delimiter}), unquoted(nil, text, delimiter))
	})
}

// TestAsEncodingCSV: what encoding/csv writes is read as it reads it, in every encoding.
func TestAsEncodingCSV(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		want := rapid.SliceOfN(rapid.SliceOfN(rapid.StringOf(rapid.SampledFrom([]rune("ab订𠀀,\";\t\n "))), 2, 5), 1, 8).Draw(t, "lines")
		var text strings.Builder
		w := csv.NewWriter(&text)
		w.UseCRLF = rapid.Bool().Draw(t, "CRLF")
		require.NoError(t, w.WriteAll(want))
		file, err := text.String(), error(nil)
		switch rapid.IntRange(0, 2).Draw(t, "encoding") {
		case 1:
			file, err = unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().String(file)
		case 2:
			file = "\ufeff" + file
		}
		require.NoError(t, err)
		f := found(t, file)
		got, _, damages := read(t, f)
		assert.Equal(t, want, got)
		assert.Zero(t, damages)
		for line, err := range f.Lines(context.Background(), 1, f.Start, nil) {
			require.NoError(t, err)
			for again, err := range f.Lines(context.Background(), line.Number, line.Offset, nil) {
				require.NoError(t, err)
				assert.Equal(t, line, again, "a line is found where it is")
				break
			}
		}
	})
}
