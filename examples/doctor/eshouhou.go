package main

import (
	"strings"

	"github.com/billrecon/billrecon/eshouhou"
)

// nobodys is a work order that no customer has.
const nobodys = "00000000-0000-4000-8000-0000000d0c70"

// eshouhou asks e售后: at most 12 requests, tokens included.
func (v *visit) eshouhou() error {
	v.codes = codes{field: "ResultCode", success: "0"}
	cfg := eshouhou.Config{AppID: v.o.value("ESHOUHOU_APP_ID"), AppSecret: v.o.value("ESHOUHOU_APP_SECRET"), BaseURL: v.o.baseURL, HTTPClient: v.client(), Retry: once}
	client, err := eshouhou.New(cfg)
	if err != nil {
		return err
	}
	ask := func(c *eshouhou.Client, id string) func() error {
		return func() error { _, err := c.Statement(v.ctx, id); return err }
	}
	r, failure := v.ask(ask(client, nobodys))
	v.first()
	if isToken(r) { // the statement was never asked for
		if failure == "" {
			failure = "no_json" // a success without a token
		}
		v.fail("credentials", failure, r)
		return nil
	}
	v.note("credentials", "accepted", "", 0)
	first := v.life("token_life", "lasts")
	v.noStatement(r, failure)
	if v.o.id != "" {
		v.statement(ask(client, v.o.id))
	}
	hour := cfg
	hour.TokenExpireHours = 1
	if client, err = eshouhou.New(hour); err != nil {
		return err
	}
	if r, failure = v.ask(ask(client, nobodys)); isToken(r) {
		v.fail("expire", failure, r)
	} else {
		v.life("expire", "lasts")
		v.oldToken(cfg, first, ask)
	}
	if !v.o.wrongSign {
		return nil
	}
	wrong := cfg
	wrong.AppSecret = wrongSecret
	if client, err = eshouhou.New(wrong); err != nil {
		return err
	}
	v.refusal("wrong_sign", ask(client, nobodys))
	cfg.AppID, cfg.AppSecret, cfg.Token = "", "", eshouhou.StaticToken(wrongSecret)
	if client, err = eshouhou.New(cfg); err != nil {
		return err
	}
	v.refusal("wrong_token", ask(client, nobodys))
	return nil
}

func isToken(r reply) bool { return r.status == 0 || strings.HasSuffix(r.path, "/api/TokenApi") }

// life notes how long the newest token lives, and returns it.
func (v *visit) life(id, verdict string) (token string) {
	v.wire.mu.Lock()
	defer v.wire.mu.Unlock()
	for i := len(v.wire.seen) - 1; i >= 0; i-- {
		if x := v.wire.seen[i]; strings.HasSuffix(x.path, "/api/TokenApi") {
			body := parse(x.body)
			seconds, _ := at(body, "ResultValue", "expires_in")
			value, _ := at(body, "ResultValue", "access_token")
			v.note(id, verdict, "", int64(whole(seconds)))
			return scalar(value)
		}
	}
	return ""
}

// noStatement notes what a work order without a statement brings.
func (v *visit) noStatement(r reply, failure string) {
	value, ok := at(r.json, "ResultValue")
	switch {
	case failure != "":
		v.fail("no_statement", failure, r)
	case isObject(value):
		v.note("no_statement", "statement", "", 0)
	default:
		v.note("no_statement", form(value, ok), "", 0)
	}
}

// statement notes whether a statement is of the work order asked for. Its shape is in the report.
func (v *visit) statement(call func() error) {
	r, ok := v.question("statement", call)
	if !ok {
		return
	}
	id, _ := at(r.json, "ResultValue", "WorkOrderID")
	switch value, _ := at(r.json, "ResultValue"); {
	case !isObject(value):
		v.note("statement", "none", "", 0)
	case scalar(id) == v.o.id:
		v.note("statement", "asked_for", "", 0)
	default:
		v.note("statement", "other", "", 0)
	}
}

// oldToken notes whether a token is good after a newer one was issued.
func (v *visit) oldToken(cfg eshouhou.Config, first string, ask func(*eshouhou.Client, string) func() error) {
	cfg.AppID, cfg.AppSecret, cfg.Token = "", "", eshouhou.StaticToken(first)
	client, err := eshouhou.New(cfg)
	if err != nil {
		return
	}
	if r, failure := v.ask(ask(client, nobodys)); failure != "" {
		v.fail("old_token", failure, r)
		return
	}
	v.note("old_token", "accepted", "", 0)
}
