package recon

// Language selects the language of an explanation.
type Language uint8

// The languages.
const (
	Chinese Language = iota // 简体中文
	English
)
