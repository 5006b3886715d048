package main

import (
	"strconv"
	"strings"
)

// text is a sentence in two languages. {n} is the number of an answer, {code} its code.
type text struct{ en, zh string }

// verdict is what an answer says, and the line of Config that follows from it, if one does.
type verdict struct {
	text
	config string
}

// question is what is asked, and the verdicts that it can have beside the failures.
type question struct {
	asked    text
	verdicts map[string]verdict
}

func says(en, zh string) verdict         { return verdict{text: text{en, zh}} }
func sets(config, en, zh string) verdict { return verdict{text{en, zh}, config} }

// failures are the verdicts of any question that has no answer.
var failures = map[string]verdict{
	"not_sent":    says("nothing was sent: the client refused the call, or the budget is used up", "未发送：客户端拒绝了调用，或请求数已用完"),
	"no_name":     says("the host name does not resolve", "域名无法解析"),
	"certificate": says("the certificate is not to be trusted; nothing secret was sent", "证书不可信；未发送任何机密"),
	"late":        says("no answer in time", "超时无应答"),
	"cut_off":     says("no connection, or one that broke", "无法连接或连接中断"),
	"status":      says("HTTP {n}", "HTTP {n}"),
	"no_json":     says("a body that is no JSON object", "返回内容不是 JSON 对象"),
	"code":        says("refused with code {code}", "被拒绝，返回码 {code}"),
}

var (
	accepted = says("accepted: these credentials are good", "已接受：凭证有效")
	notTaken = says("accepted: THE PROVIDER DOES NOT CHECK IT; tell the provider", "竟被接受：服务方并未校验，请告知服务方")
	forms    = map[string]verdict{
		"array": says("an array", "数组"), "object": says("an object", "对象"), "text": says("a string that holds JSON", "内含 JSON 的字符串"),
		"empty_text": says("an empty string", "空字符串"), "null": says("null", "null"), "absent": says("the member is left out", "字段缺失"), "other": says("another type", "其他类型"),
	}
)

var questions = map[string]question{
	"dns": {text{"does the host name resolve", "域名能否解析"}, map[string]verdict{
		"resolves": says("it does", "可以"), "address": says("the host is an address", "主机是 IP 地址"), "unknown": says("it does not: check BaseURL", "不能：请检查 BaseURL"),
	}},
	"tls": {text{"which TLS", "TLS 版本"}, map[string]verdict{
		"tls13": says("TLS 1.3", "TLS 1.3"), "tls12": says("TLS 1.2", "TLS 1.2"), "none": says("none: loopback alone may do so", "无：仅限本机回环地址"),
	}},
	"clock": {text{"this clock against the header Date", "本机时钟与 Date 头相比"}, map[string]verdict{
		"close": says("off by {n} s: fine", "相差 {n} 秒：正常"), "off": says("off by {n} s: set this clock before you blame a sign", "相差 {n} 秒：请先校准本机时钟，再怀疑签名"),
		"absent": says("no Date: unknown", "没有 Date 头：未知"),
	}},
	"credentials": {text{"an empty day or id, with your credentials", "以您的凭证查询空账单日或空单号"}, map[string]verdict{"accepted": accepted}},
	"passing_code": {text{"a refused question once more", "被拒绝的请求再问一次"}, map[string]verdict{
		"passes": sets("RetryCodes: []string{\"{code}\"},", "code {code} passes: worth a retry", "返回码 {code} 是暂时的：值得重试"),
	}},
	"signer": {text{"which preset of the sign is taken, each asked once", "接受哪种签名预设（各问一次）"}, map[string]verdict{
		"none": says("none (10016): the secret, the clock, or a rule of their own", "均被拒绝 (10016)：密钥、时钟有误，或规则另有不同"),
	}},
	"data":       {text{"how an empty day's data is written", "空账单日 data 的形式"}, forms},
	"empty_list": {text{"how an empty day's list is written", "空账单日 list 的形式"}, forms},
	"empty_total": {text{"is there a total on an empty day", "空账单日有没有总数"}, map[string]verdict{
		"there": says("it is: an empty day is proven", "有：空账单日可以证实"), "absent": sets("", "it is not: an empty day is not proven", "没有：空账单日无法证实"),
		"not_empty": says("unknown: the day is not empty, choose another -empty-day", "未知：该日并非空账单日，请换 -empty-day"),
	}},
	"day": {text{"a day with rows", "有账单的一天"}, map[string]verdict{
		"rows": says("there are rows", "有数据"), "no_rows": says("no rows: choose a busy -day, or paging stays unknown", "没有数据：请选择有交易的 -day，否则分页情况未知"),
	}},
	"past_end": {text{"a page past the end", "超出末页的页码"}, map[string]verdict{
		"empty": says("an empty page: a run ends on it", "空页：可据此结束"), "first_again": says("the first page again: page is ignored, or clamped; runs end in ErrPageLoop", "又是首页：页码被忽略或截断；读取将以 ErrPageLoop 结束"),
		"rows": says("rows: the page is clamped; a full last page ends in ErrPageLoop", "仍有数据：页码被截断；末页恰满时将以 ErrPageLoop 结束"),
	}},
	"limit_above": {text{"a limit above the documented maximum", "超过文档上限的每页条数"}, map[string]verdict{
		"taken": says("taken: more rows came than the documented maximum", "被接受：返回条数超过文档上限"), "capped": says("capped without a word at {n} rows", "被悄悄截为 {n} 条"),
		"undecided": says("unknown: the day has too few rows", "未知：该日数据太少"),
	}},
	"page_cap": {text{"the documented maximum of rows in a page", "文档规定的每页最大条数"}, map[string]verdict{
		"honoured": says("honoured", "如文档所述"), "capped": sets("// query: Limit: {n}, the cap seen", "capped at {n} rows", "被截为 {n} 条"),
		"undecided": says("unknown: the day has too few rows", "未知：该日数据太少"), "unpaged": says("more rows than asked for: limit is ignored", "多于所要：每页条数被忽略"),
	}},
	"short_page": {text{"does a short page end a bill", "不满的一页是否就是末页"}, map[string]verdict{
		"ends":      sets("TrustShortPage: true, // seen on one day alone", "it did on this day, and limits are honoured", "该日如此，且每页条数有效"),
		"lies":      sets("TrustShortPage: false, // a short page was followed by rows", "no: rows follow", "否：后面还有数据"),
		"undecided": says("unknown: too few rows, or too many", "未知：数据太少或太多"),
	}},
	"type_1": {text{"type=1 (all transaction data)", "type=1（返回全部交易数据）"}, map[string]verdict{
		"more": says("more rows than without, in pages", "比不传时多，仍分页"), "same": says("no more rows on this day", "该日没有更多数据"),
		"unpaged": says("all rows at once: it switches paging off", "一次返回全部：分页被关闭"),
	}},
	"token_life": {text{"how long a token lives", "令牌有效期"}, map[string]verdict{"lasts": says("{n} s by its own word", "自称 {n} 秒")}},
	"expire":     {text{"expire=1 (hour)", "expire=1（小时）"}, map[string]verdict{"lasts": says("{n} s: 3600 means it is honoured", "{n} 秒：3600 表示有效")}},
	"old_token": {text{"a token after a newer one was issued", "签发新令牌之后的旧令牌"}, map[string]verdict{
		"accepted": says("still good: processes need not share one", "仍然有效：多个进程不必共用"),
	}},
	"no_statement": {text{"a work order that nobody has", "不存在的工单"}, withStatement(forms)},
	"statement": {text{"the statement of -id", "-id 的结算单"}, map[string]verdict{
		"asked_for": says("it is of that work order", "就是该工单的"), "other": says("of ANOTHER work order", "是另一工单的"), "none": says("there is none", "没有"),
	}},
	"list": {text{"does the list have all rows that it counts", "列表行数与其总数"}, map[string]verdict{
		"whole": says("it does", "一致"), "cut": says("fewer rows than counted: there is paging", "行数少于总数：存在分页"),
	}},
	"statistics": {text{"what the statistics count", "统计的范围"}, map[string]verdict{
		"of_all": says("all orders, whatever the filter", "全部订单，与筛选无关"), "of_filter": says("what the filter lets through", "筛选后的订单"),
	}},
	"page_size": {text{"page_size=1", "page_size=1"}, map[string]verdict{
		"honoured": says("one row: pass page and page_size in OrderQuery.Extra", "一行：可用 OrderQuery.Extra 传 page 与 page_size"), "ignored": says("ignored", "被忽略"),
		"undecided": says("unknown: fewer than two rows", "未知：不足两行"),
	}},
	"details": {text{"third_bill of an order, asked with pay_way 1", "以 pay_way 1 查询订单的 third_bill"}, forms},
	"post": {text{"a write of what is there already (-write)", "写入现值 (-write)"}, map[string]verdict{
		"JSON": sets("AutoBody: console.JSONBody,", "taken as JSON", "接受 JSON"), "form": sets("AutoBody: console.FormBody,", "refused as JSON, taken as a form", "拒绝 JSON，接受表单"),
		"refused": says("refused both as JSON and as a form: {code}", "JSON 与表单均被拒绝：{code}"), "not_listed": says("not sent: the list has no such order with an auto", "未发送：列表中没有该订单或其 auto"),
	}},
	"wrong_sign": {text{"a wrong sign or none (-wrong-sign)", "错误的或缺失的签名 (-wrong-sign)"}, map[string]verdict{
		"accepted": notTaken, "code": says("refused with {code}: never list it in RetryCodes", "被拒绝，返回码 {code}：切勿列入 RetryCodes"),
	}},
	"wrong_token": {text{"a wrong token (-wrong-sign)", "错误的令牌 (-wrong-sign)"}, map[string]verdict{
		"accepted": notTaken, "code": sets("TokenExpiredCodes: []string{\"{code}\"}, // of a wrong token; an expired one may differ",
			"refused with {code}: an expired token may get it too", "被拒绝，返回码 {code}：过期的令牌可能相同"),
	}},
}

func withStatement(more map[string]verdict) map[string]verdict {
	all := map[string]verdict{"statement": says("a statement, of whomever", "竟有结算单")}
	for name, v := range more {
		all[name] = v
	}
	return all
}

// saying is the verdict of an answer, ok false for one that nobody knows.
func (a answer) saying(provider string) (v verdict, ok bool) {
	if v, ok = questions[a.ID].verdicts[a.Verdict]; !ok {
		v, ok = failures[a.Verdict]
	}
	if _, known := questions[a.ID]; !known {
		return v, false
	}
	switch signer := preset(a.Verdict); {
	case a.ID == "signer" && signer != "":
		v, ok = sets("Signer: settlement."+signer+"(secret),", signer+" is taken", "接受 "+signer), true
	case a.ID == "empty_total" && a.Verdict == "absent" && provider == "fubei":
		v.config = "EmptyWithoutTotal: true, // takes such a reply for a day without bills: nothing proves it"
	case a.ID == "empty_total" && a.Verdict == "absent" && provider == "settlement":
		v.config = "ReadTwice: true, // the only proof without a total"
	case a.Verdict == "code" && a.Code == hidden:
		v.config = ""
	}
	fill := strings.NewReplacer("{n}", strconv.FormatInt(a.Number, 10), "{code}", a.Code).Replace
	return verdict{text{fill(v.en), fill(v.zh)}, fill(v.config)}, ok
}
