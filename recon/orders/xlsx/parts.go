package xlsx

import (
	"archive/zip"
	"encoding/xml"
	"errors"
	"io"
	"path"
	"strings"

	"github.com/xuri/excelize/v2"
)

// links are the relationships of the workbook with its parts.
type links struct {
	Links []struct {
		ID     string `xml:"Id,attr"`
		Type   string `xml:"Type,attr"`
		Target string `xml:"Target,attr"`
	} `xml:"Relationship"`
}

func linksOf(archive *zip.Reader) (l links, err error) {
	file, err := archive.Open("xl/_rels/workbook.xml.rels")
	if err != nil {
		return l, err
	}
	defer file.Close()
	return l, xml.NewDecoder(file).Decode(&l)
}

// part is the name in the archive of the part with an id, "" for none.
func (l links) part(id string) string {
	for _, link := range l.Links {
		if link.ID == id {
			return inArchive(link.Target)
		}
	}
	return ""
}

func (l links) sharedStrings() string {
	for _, link := range l.Links {
		if strings.HasSuffix(link.Type, "/sharedStrings") {
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

// sharedTexts are the texts that cells name by number. How they are to be pronounced is left out.
func sharedTexts(archive *zip.Reader, part string) (texts []string, err error) {
	file, err := archive.Open(part)
	if part == "" || err != nil {
		return nil, nil // a workbook of numbers alone has none; a cell that names one is refused where it is read
	}
	defer file.Close()
	d := xml.NewDecoder(file)
	for {
		token, err := d.RawToken()
		if errors.Is(err, io.EOF) {
			return texts, nil
		} else if err != nil {
			return nil, err
		}
		if start, ok := token.(xml.StartElement); ok && start.Name.Local == "si" {
			text, err := textOf(d, "si")
			if err != nil {
				return nil, err
			}
			texts = append(texts, text)
		}
	}
}

// textOf joins the texts up to the end of an element.
func textOf(d *xml.Decoder, element string) (string, error) {
	var text strings.Builder
	inText, spoken := false, 0
	for {
		token, err := d.RawToken()
		if err != nil {
			return "", err
		}
		switch t := token.(type) {
		case xml.StartElement:
			inText = t.Name.Local == "t"
			if t.Name.Local == "rPh" {
				spoken++
			}
		case xml.EndElement:
			inText = false
			if t.Name.Local == "rPh" {
				spoken--
			}
			if t.Name.Local == element {
				return text.String(), nil
			}
		case xml.CharData:
			if inText && spoken == 0 {
				text.Write(t)
			}
		}
	}
}

// dateStyles says of each style of cells whether it shows a number as a date.
func dateStyles(book *excelize.File) (dates []bool) {
	for id := 0; ; id++ {
		style, err := book.GetStyle(id)
		if err != nil {
			return dates
		}
		n := style.NumFmt
		date := n >= 14 && n <= 22 || n >= 27 && n <= 36 || n >= 50 && n <= 58
		if style.CustomNumFmt != nil {
			date = isDateFormat(*style.CustomNumFmt)
		}
		dates = append(dates, date)
	}
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
