package xlsx

import (
	"archive/zip"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"
)

// The most that is read of a part that lists sheets or styles, and of the texts that cells share.
const (
	maxPart  = 64 << 20
	maxTexts = 256 << 20
)

// book is the part that lists the sheets.
type book struct {
	Properties struct {
		Date1904 string `xml:"date1904,attr"`
	} `xml:"workbookPr"`
	Sheets []struct {
		Name  string `xml:"name,attr"`
		State string `xml:"state,attr"`
		ID    string `xml:"id,attr"`
	} `xml:"sheets>sheet"`
}

// id is that of the sheet with a name, of the first one that is not hidden when the name is empty.
func (b *book) id(name string) (string, error) {
	for _, sheet := range b.Sheets {
		if sheet.Name == name || name == "" && (sheet.State == "" || sheet.State == "visible") {
			return sheet.ID, nil
		}
	}
	if name == "" {
		return "", errors.New("it has no sheet that is not hidden")
	}
	return "", fmt.Errorf("it has no sheet %q", name)
}

// links are the relationships of the workbook with its parts.
type links struct {
	Links []struct {
		ID     string `xml:"Id,attr"`
		Type   string `xml:"Type,attr"`
		Target string `xml:"Target,attr"`
	} `xml:"Relationship"`
}

// part is the name in the archive of the part with an id, or of the one of a type; "" for none.
func (l links) part(id, of string) string {
	for _, link := range l.Links {
		if link.ID == id && id != "" || of != "" && strings.HasSuffix(link.Type, "/"+of) {
			return inArchive(link.Target)
		}
	}
	return ""
}

// inArchive is a target as the archive names it: those without a leading slash are relative to the workbook.
func inArchive(target string) string {
	if rest, absolute := strings.CutPrefix(target, "/"); absolute {
		return path.Clean(rest)
	}
	return path.Join("xl", target)
}

// part opens a part of a workbook. Some programs write their names in another case, or with backslashes.
func part(archive *zip.Reader, name string) (io.ReadCloser, error) {
	for _, file := range archive.File {
		if strings.EqualFold(strings.ReplaceAll(file.Name, `\`, "/"), name) {
			return file.Open()
		}
	}
	return nil, fmt.Errorf("it has no part %q", name)
}

// decode reads a small part whole.
func decode(archive *zip.Reader, name string, into any) error {
	file, err := part(archive, name)
	if err != nil {
		return err
	}
	defer file.Close()
	return xml.NewDecoder(io.LimitReader(file, maxPart)).Decode(into)
}

// texts are those that cells name by number.
type texts struct {
	all  []byte
	ends []uint32
}

func (t *texts) add(text []byte) {
	t.all = append(t.all, text...)
	t.ends = append(t.ends, uint32(len(t.all)))
}

func (t *texts) at(n int) []byte {
	if n == 0 {
		return t.all[:t.ends[0]]
	}
	return t.all[t.ends[n-1]:t.ends[n]]
}

// sharedTexts reads the texts. A workbook of numbers alone has none; a cell that names one is refused where it is read.
func sharedTexts(archive *zip.Reader, name string) (t texts, err error) {
	file, err := part(archive, name)
	if err != nil {
		return t, nil
	}
	defer file.Close()
	s := newScanner(file)
	var text []byte
	for {
		tag, err := s.next()
		switch {
		case errors.Is(err, io.EOF):
			return t, nil
		case err != nil:
			return t, err
		case string(tag) != "si":
			continue
		}
		text = text[:0]
		if !s.empty {
			if text, err = s.joined(text, "/si"); err != nil {
				return t, err
			}
		}
		if t.add(text); len(t.all) > maxTexts {
			return t, errors.New("the texts that its cells share are more than 256 MiB")
		}
	}
}

// joined appends the texts up to a closing tag. How they are to be pronounced is left out.
func (s *scanner) joined(dst []byte, closing string) ([]byte, error) {
	inText, spoken := false, false
	for {
		tag, err := s.next()
		if errors.Is(err, io.EOF) {
			return dst, io.ErrUnexpectedEOF
		} else if err != nil {
			return dst, err
		}
		if inText && !spoken {
			dst = append(dst, s.text...)
		}
		inText = string(tag) == "t" && !s.empty
		switch string(tag) {
		case "rPh":
			spoken = !s.empty
		case "/rPh":
			spoken = false
		case closing:
			return dst, nil
		}
	}
}

// styles are those of cells, and their formats.
type styles struct {
	Formats []struct {
		ID   int    `xml:"numFmtId,attr"`
		Code string `xml:"formatCode,attr"`
	} `xml:"numFmts>numFmt"`
	Cells []struct {
		Format int `xml:"numFmtId,attr"`
	} `xml:"cellXfs>xf"`
}

// dates says of each style whether it shows a number as a date.
func (s *styles) dates() (dates []bool) {
	own := map[int]bool{}
	for _, format := range s.Formats {
		own[format.ID] = isDateFormat(format.Code)
	}
	for _, cell := range s.Cells {
		n := cell.Format
		date, ok := own[n]
		dates = append(dates, date || !ok && (n >= 14 && n <= 22 || n >= 27 && n <= 36 || n >= 50 && n <= 58))
	}
	return dates
}

// isDateFormat reports whether a format shows years or days: what is quoted, escaped or in brackets does not count.
func isDateFormat(format string) bool {
	quoted := false
	for i := 0; i < len(format); i++ {
		switch c := format[i]; {
		case c == '"':
			quoted = !quoted
		case quoted:
		case c == '\\' || c == '_' || c == '*':
			i++
		case c == '[':
			i += max(strings.IndexByte(format[i:], ']'), 0)
		case c|0x20 == 'y' || c|0x20 == 'd':
			return true
		}
	}
	return false
}
