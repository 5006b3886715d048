package eshouhoutest

import (
	"net/http"
	"time"

	"github.com/billrecon/billrecon/billtest"
)

// reply is the correct reply to a request, with the data-level fault of h.
func (g *Gateway) reply(r *billtest.Request, h billtest.Hints) billtest.Reply {
	switch {
	case r.Method != http.MethodGet || len(r.Body) > 0 && !g.lenient:
		return billtest.Text(http.StatusMethodNotAllowed, "only GET without a body is served\n")
	case isTokenRequest(r.Path):
		return g.tokenReply(r, h)
	case isStatementRequest(r.Path):
		return g.statementReply(r, h)
	}
	return billtest.Text(http.StatusNotFound, "no such call\n")
}

func (g *Gateway) tokenReply(r *billtest.Request, h billtest.Hints) billtest.Reply {
	if problem := g.verifyToken(r.Query); problem != "" {
		return g.refuse(http.StatusOK, problem)
	}
	if code, _, message, ok := h.Business(); ok {
		return g.failure(http.StatusOK, code, message)
	}
	life := g.tokenLife
	if hours, _ := expireHours(r.Query); hours > 0 {
		life = time.Duration(hours) * time.Hour
	}
	return g.success(map[string]any{"access_token": g.issue(life).Value, "expires_in": int64(life.Seconds())}, h)
}

func (g *Gateway) statementReply(r *billtest.Request, h billtest.Hints) billtest.Reply {
	token := r.Query.Get("access_token")
	if h.Named(expireToken) {
		g.tokens.Expire(token)
	}
	if problem := g.tokens.Problem(token); problem != "" {
		return g.refuseToken(problem)
	}
	// The page calls workOrderId optional and does not say what comes without it.
	if problem := g.names(r.Query, []string{"access_token", "workOrderId"}, nil); problem != "" {
		return g.refuse(http.StatusOK, problem)
	}
	if code, _, message, ok := h.Business(); ok {
		return g.failure(http.StatusOK, code, message)
	}
	return g.success(g.find(r.Query.Get("workOrderId"), h), h)
}

// find is the ResultValue for a work order, nil when it has no statement.
func (g *Gateway) find(id string, h billtest.Hints) any {
	i, ok := g.byID[id]
	if !ok || h.Named(noStatement) {
		return nil
	}
	if len(g.statements) > 1 && h.OtherRows() {
		i = (i + 1) % len(g.statements)
	}
	return encode(g.statements[i])
}

// refuse replies to a request that the provider would not take; the text names what differed.
func (g *Gateway) refuse(status int, problem string) billtest.Reply {
	return g.failure(status, g.errorCode, "eshouhoutest: "+problem)
}

func (g *Gateway) refuseToken(problem string) billtest.Reply {
	if g.expiredCode == "" {
		return g.refuse(http.StatusUnauthorized, problem)
	}
	return g.failure(http.StatusOK, g.expiredCode, "eshouhoutest: "+problem)
}

func (g *Gateway) failure(status int, code, message string) billtest.Reply {
	return billtest.JSON(status, map[string]any{"ResultCode": g.code(code), "ErrorMsg": message, "ResultValue": nil})
}

// success wraps a value as the provider does: the code is a number there, and a string in its table.
func (g *Gateway) success(value any, h billtest.Hints) billtest.Reply {
	reply := billtest.JSON(http.StatusOK, map[string]any{"ResultCode": g.code("0"), "ErrorMsg": "", "ResultValue": value})
	reply.Body = h.Spoil(reply.Body, "TotalAmount")
	return reply
}

// code is a number where it is one.
func (g *Gateway) code(code string) any {
	if g.codeAsString {
		return code
	}
	return billtest.Number(code)
}
