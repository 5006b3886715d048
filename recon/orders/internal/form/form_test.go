package form

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"pgregory.net/rapid"
)

// TestParts: what package orders' cases do not show, because a file would be refused for another reason.
func TestParts(t *testing.T) {
	for cell, want := range map[string]bool{"": true, "-": true, "——": false, "/": true, "无": true, "—": true, "0": false, "a": false} {
		assert.Equal(t, want, IsAbsent([]byte(cell)), cell)
	}
	for name, want := range map[string]string{"Order No.": "orderno.", "实付金额（元）": "实付金额", "金额(分)": "金额(分)", "ＯＲＤＥＲ－ＮＯ": "orderno", "a_b-c\td": "abcd"} {
		assert.Equal(t, want, PlainName([]byte(name)))
	}
	assert.Equal(t, `; it is "一二三四五六七八九十一二三四五六七八九十…"`, Quote([]byte(strings.Repeat("一二三四五六七八九十", 3))))
	var texts Texts
	assert.Empty(t, texts.Of(nil))
	assert.Equal(t, "a\ufffd", texts.Of([]byte("a\xff")))
	for i := range 2 * MaxTexts {
		texts.Of([]byte{byte(i), byte(i >> 8), 'x'})
	}
	assert.Len(t, texts.known, MaxTexts)
}

func TestCheckCode(t *testing.T) {
	for text, want := range map[string]bool{"2.01611E+19": true, "2E+19": true, "2.5e-7": true, "1.0": true, "1.00": true,
		"1.5": false, "2E19": false, "E5": false,
		"1.2e": false, "1.": true, "A1": false, "12e+": false} {
		_, rounded := CheckCode([]byte(text))
		assert.Equal(t, want, rounded, text)
	}
	rule, _ := CheckCode([]byte(strings.Repeat("1", 201)))
	assert.Equal(t, "it is longer than 200 bytes", rule)
	rule, _ = CheckCode([]byte("a\ufffd"))
	assert.Contains(t, rule, "encoding")
	rule, _ = CheckCode([]byte("a b"))
	assert.Empty(t, rule)
}

func TestParseMoney(t *testing.T) {
	for text, want := range map[string]string{"1,234.50": "1234.5", "(¥3.00)": "-3", "¥ -3元": "-3", "RMB 5": "5", "0.000": "0", "007": "7",
		"１，２３４": "1234", "999999999999999.994": "999999999999999.994", "-0.10000000000000001": "-0.1", "99999999999.1249999": "99999999999.1249999"} {
		m, ok := ParseMoney([]byte(text))
		assert.True(t, ok, text)
		assert.Equal(t, want, m.Decimal().String(), text)
	}
	for _, text := range []string{"", "()", "¥", "元", "-", "+-1", "1,2,3", "1234,567", "1 2"} {
		_, ok := ParseMoney([]byte(text))
		assert.False(t, ok, text)
	}
}

// TestMoments: every second of two centuries is read as time.Parse reads it.
func TestMoments(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		want := time.Unix(rapid.Int64Range(year2000, year2200-1).Draw(t, "second"), 0).In(utc8)
		got, ok := ParseMoment([]byte(want.Format("2006-01-02 15:04:05")))
		assert.True(t, ok)
		assert.Equal(t, want.Unix(), got.Unix())
	})
	for _, text := range []string{"2026-02-30 00:00:00", "2100-02-29 00:00:00", "2026-00-10 00:00:00", "2026-01-00 00:00:00", "2026-1a-01 00:00:00", "20260230",
		"46348.x", "1795309500.x", "1795309500123.5", "2026-11-22 09:05:00 +99:00", strings.Repeat("1", 65)} {
		_, ok := ParseMoment([]byte(text))
		assert.False(t, ok, text)
	}
	for text, want := range map[string]string{"2026/11/22 9:05": "2026-11-22 09:05:00", "2026.1.2": "2026-01-02 00:00:00",
		"2026-11-22T01:05:00Z": "2026-11-22 09:05:00",
		"46348.378472":         "2026-11-22 09:05:00", "1795309500": "2026-11-22 09:05:00", "1795309500123": "2026-11-22 09:05:00",
		"20261122090500": "2026-11-22 09:05:00",
		"20261122":       "2026-11-22 00:00:00", "2026年11月22日 9时5分": "2026-11-22 09:05:00", "2026-11-22 00:05:00 -0100": "2026-11-22 09:05:00"} {
		got, ok := ParseMoment([]byte(text))
		assert.True(t, ok, text)
		assert.Equal(t, want, got.Format("2006-01-02 15:04:05"), text)
	}
	for _, text := range []string{"", "0000-00-00", "0000-00-00 00:00:00", "1999-12-31 23:59:59", "00000000"} {
		got, ok := ParseMoment([]byte(text))
		assert.True(t, ok, text)
		assert.True(t, got.IsZero(), text)
	}
}

// FuzzForms: no cell breaks a form; what is cleaned is clean.
func FuzzForms(f *testing.F) {
	for _, seed := range []string{"`1", "=\"2\"", "1,234.50", "2026/11/22 9:05", "46348.5", "2.01611E+19", "（3.00）", "2026年11月22日", "\ufeff"} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, cell []byte) {
		text := Clean(cell)
		assert.Equal(t, text, Clean(text))
		m, ok := ParseMoney(text)
		if ok {
			again, same := ParseMoney([]byte(m.Decimal().String()))
			assert.True(t, same)
			assert.True(t, m.Decimal().Equal(again.Decimal()))
		}
		if at, ok := ParseMoment(text); ok && !at.IsZero() {
			assert.False(t, at.Unix() < year2000 || at.Unix() >= year2200)
		}
		CheckCode(text)
		PlainName(text)
	})
}
