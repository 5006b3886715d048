package main

import (
	"reflect"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/billrecon/billrecon/recon/console"
)

func TestEveryTextIsInBothLanguages(t *testing.T) {
	zh, en := reflect.ValueOf(wordsOf("zh")), reflect.ValueOf(wordsOf("en"))
	for i := range zh.NumField() {
		name := zh.Type().Field(i).Name
		assert.NotEmpty(t, zh.Field(i).String(), name)
		assert.NotEmpty(t, en.Field(i).String(), name)
		assert.NotEqual(t, zh.Field(i).String(), en.Field(i).String(), name)
	}
}

func TestWords(t *testing.T) {
	assert.Equal(t, "异常", wordsOf("zh").say(console.StatusException))
	assert.Equal(t, "exception", wordsOf("en").say(console.StatusException))
	assert.Equal(t, chinese, wordsOf("anything else"))
	for _, field := range filterFields[1:] {
		assert.NotEmpty(t, english.label(field))
	}
	assert.Equal(t, "Merchant", english.label("merchant"))
}
