// Package words says things in Chinese and in English: texts, counts, lists, row numbers, spans of time, the names of an enum's values.
// It knows nothing of what it is about: neither records, groups nor money.
//
// A language is a number of the caller's own type L: English is English, and every other one is Chinese.
package words

import (
	"fmt"
	"strconv"
	"strings"
)

// The languages, as numbers of L.
const (
	Chinese = iota
	English
)

// Text is one text in both languages, Chinese first. As a format it has the same verbs in both, for the same arguments.
type Text[L ~uint8] [2]string

// In returns the text in a language.
func (t Text[L]) In(lang L) string {
	if lang == English {
		return t[English]
	}
	return t[Chinese]
}

// Fill returns the text in a language with its verbs filled, as fmt.Sprintf does it.
func (t Text[L]) Fill(lang L, args ...any) string { return fmt.Sprintf(t.In(lang), args...) }

// Count returns a number of what the text names in the singular: "账单 2 笔", "2 bill rows".
func (t Text[L]) Count(lang L, n int) string {
	if lang == English {
		return numbered(int64(n), t[English])
	}
	return t[Chinese] + " " + strconv.Itoa(n) + " 笔"
}

// numbered is a number of what an English word names, which takes an s in the plural.
func numbered(n int64, word string) string {
	text := strconv.FormatInt(n, 10) + " " + word
	if n == 1 {
		return text
	}
	return text + "s"
}

// List returns the items one after the other: "成功、失败", "succeeded, failed".
func List[L ~uint8](lang L, items []string) string {
	return strings.Join(items, Text[L]{"、", ", "}.In(lang))
}

// longestList is how many row numbers are shown.
const longestList = 10

// Rows returns indexes, from 0, as numbers of rows, from 1: "第 3、5 行", "rows 3, 5". Of more than ten the first ten are shown.
func Rows[L ~uint8](lang L, indexes []int) string {
	shown := indexes[:min(len(indexes), longestList)]
	numbers := make([]string, len(shown))
	for i, index := range shown {
		numbers[i] = strconv.Itoa(index + 1)
	}
	list := List(lang, numbers)
	if len(indexes) > longestList {
		list += Text[L]{" 等", " …"}.In(lang)
	}
	if len(indexes) == 1 {
		return Text[L]{"第 %s 行", "row %s"}.Fill(lang, list)
	}
	return Text[L]{"第 %s 行", "rows %s"}.Fill(lang, list)
}

// Capital returns an English text with which a sentence begins. Chinese has no capitals and is returned as it is.
func Capital(text string) string {
	if text == "" || text[0] < 'a' || text[0] > 'z' {
		return text
	}
	return strings.ToUpper(text[:1]) + text[1:]
}
