package main

import (
	"errors"
	"slices"
	"strings"

	"github.com/billrecon/billrecon/eshouhou"
	"github.com/billrecon/billrecon/examples/internal/tap"
)

// nobodys is a work order that no customer has.
const nobodys = "00000000-0000-4000-8000-0000000d0c70"

// eshouhou asks e售后: at most 12 requests, tokens included.
func (v *visit) eshouhou() error {
	v.codes = codes{field: "ResultCode", success: "0"}
	cfg := eshouhou.Config{AppID: v.o.value("ESHOUHOU_APP_ID"), AppSecret: v.o.value("ESHOUHOU_APP_SECRET"), BaseURL: v.o.baseURL, HTTPClient: v.client(), Retry: once}
	client, err := eshouhou.New(cfg)
	hour, wrong := cfg, cfg
	hour.TokenExpireHours, wrong.AppSecret = 1, wrongSecret
	hourly, hourErr := eshouhou.New(hour)
	unsigned, wrongErr := eshouhou.New(wrong)
	if err := errors.Join(err, hourErr, wrongErr); err != nil {
		return err
	}
	statement := func(c *eshouhou.Client, id string) call {
		return func() error { _, err := c.Statement(v.ctx, id); return err }
	}
	withToken := func(token string) call {
		return func() error {
			c, err := eshouhou.New(eshouhou.Config{Token: eshouhou.StaticToken(token), BaseURL: cfg.BaseURL, HTTPClient: cfg.HTTPClient, Retry: once})
			if err == nil {
				_, err = c.Statement(v.ctx, nobodys)
			}
			return err
		}
	}
	r, failure := v.ask(statement(client, nobodys))
	if isToken(r) { // the statement was never asked for
		v.fail("credentials", yesNo(failure == "", "no_json", failure), r) // no_json: a success without a token
		return nil
	}
	v.note("credentials", "accepted", "", 0)
	first := v.life("token_life")
	if value, ok := tap.At(r.JSON, "ResultValue"); failure != "" {
		v.fail("no_statement", failure, r)
	} else {
		v.note("no_statement", yesNo(tap.IsObject(value), "statement", tap.Form(value, ok)), "", 0)
	}
	if v.o.id != "" {
		v.question("statement", v.patient(statement(client, v.o.id)), func(r reply) (string, int) {
			value, _ := tap.At(r.JSON, "ResultValue") // its shape is in the report
			return yesNo(!tap.IsObject(value), "none", yesNo(tap.Text(value, "WorkOrderID") == v.o.id, "asked_for", "other")), 0
		})
	}
	if r, failure = v.ask(statement(hourly, nobodys)); isToken(r) {
		v.fail("expire", failure, r)
	} else {
		v.life("expire")
		v.question("old_token", withToken(first), nil)
	}
	if v.o.wrongSign {
		v.question("wrong_sign", statement(unsigned, nobodys), nil)
		v.question("wrong_token", withToken(wrongSecret), nil)
	}
	return nil
}

func isToken(r reply) bool { return r.Status == 0 || strings.HasSuffix(r.Path, "/api/TokenApi") }

// life notes how long the newest token lives, and returns it.
func (v *visit) life(id string) (token string) {
	for _, x := range slices.Backward(v.tap.Seen()) {
		if strings.HasSuffix(x.Path, "/api/TokenApi") {
			v.note(id, "lasts", "", int64(tap.Whole(x.JSON, "ResultValue", "expires_in")))
			return tap.Text(x.JSON, "ResultValue", "access_token")
		}
	}
	return ""
}
