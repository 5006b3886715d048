package main

// words are the texts of the page in one language.
type words struct {
	Lang, Title, Subtitle, Skip, OtherLang, OtherLangName string

	Figures, Orders, Reconciled, Failed, Sum, None, ByStatus, Status, Count, Share string

	Explained, Codes, Outcome, OrderRows, BillRows, NoOrders, NoBills, Number, ProviderNumber, Amount, Fee, Time, State string
	Suggestions, APIReply, Close, Difference                                                                            string

	Filter, Code, AtLeast, AtMost, Any, Method, Merchant, Apply, Reset, Yuan, BadFilter string

	List, Device, Created, Auto, On, Off, SwitchOn, SwitchOff, Details, Matching, Nothing, Incomplete string

	BillOnly, BillOnlyNote string

	Money, Open, OpenCount, Days string

	Proof, ProofNote string
}

var chinese = words{
	Lang: "zh-CN", Title: "对账控制台", Subtitle: "2025 年 11 月 · 付呗账单与自有订单", Skip: "跳到订单列表", OtherLang: "en", OtherLangName: "English",
	Figures: "统计", Orders: "订单", Reconciled: "对账成功", Failed: "对账失败", Sum: "金额", None: "无", ByStatus: "按对账状态", Status: "对账状态",
	Count: "笔数", Share: "占比",
	Explained: "差异说明", Codes: "代码", Outcome: "结果", OrderRows: "订单（自有）", BillRows: "账单（服务商）", NoOrders: "没有订单。", NoBills: "没有账单。",
	Number: "单号", ProviderNumber: "服务商单号", Amount: "金额（元）", Fee: "手续费（元）", Time: "时间", State: "状态",
	Suggestions: "可能相关", APIReply: "接口返回 GET /pay/order_details", Close: "关闭说明", Difference: "差额",
	Filter: "筛选", Code: "流水号", AtLeast: "金额不低于", AtMost: "金额不高于", Any: "全部", Method: "支付方式", Merchant: "商户名称", Apply: "筛选",
	Reset: "清除筛选", Yuan: "元", BadFilter: "筛选条件有误，请检查：",
	List: "订单列表", Device: "设备", Created: "创建时间", Auto: "自动对账", On: "开", Off: "关", SwitchOn: "打开自动对账，流水号", SwitchOff: "关闭自动对账，流水号",
	Details: "查看说明，流水号", Matching: "符合条件的订单数：", Nothing: "没有符合条件的订单。", Incomplete: "列表不完整：接口声明的订单数多于返回的行数。",
	BillOnly: "账单有、订单无", BillOnlyNote: "控制台只列订单；这些账单没有对应的订单，不在列表里。",
	Money: "资金与手续费", Open: "未结差错", OpenCount: "异常 %d 项，存疑 %d 项", Days: "%d 天",
	Proof: "校验", ProofNote: "每一笔账单和订单都恰好归入一组，差额合计相符。结果指纹：",
}

var english = words{
	Lang: "en", Title: "Reconciliation console", Subtitle: "November 2025 · Fubei bill against the shop's own orders", Skip: "Skip to the orders", OtherLang: "zh", OtherLangName: "中文",
	Figures: "Figures", Orders: "Orders", Reconciled: "Reconciled", Failed: "Failed", Sum: "Sum", None: "none", ByStatus: "By status", Status: "Status",
	Count: "Orders", Share: "Share",
	Explained: "Explanation", Codes: "Codes", Outcome: "Outcome", OrderRows: "Orders (own books)", BillRows: "Bill rows (provider)", NoOrders: "No order.", NoBills: "No bill row.",
	Number: "Number", ProviderNumber: "Provider's number", Amount: "Amount (CNY)", Fee: "Fee (CNY)", Time: "Time", State: "State",
	Suggestions: "Worth a look", APIReply: "API reply of GET /pay/order_details", Close: "Close", Difference: "Difference",
	Filter: "Filter", Code: "Serial number", AtLeast: "Amount from", AtMost: "Amount to", Any: "any", Method: "Pay method", Merchant: "Merchant", Apply: "Filter",
	Reset: "Clear", Yuan: "yuan", BadFilter: "This filter cannot be read: ",
	List: "Orders", Device: "Device", Created: "Created", Auto: "Automatic", On: "on", Off: "off", SwitchOn: "Switch automatic reconciliation on for", SwitchOff: "Switch automatic reconciliation off for",
	Details: "Explain", Matching: "Orders that match: ", Nothing: "No order matches.", Incomplete: "The list is incomplete: the API declares more orders than it sent.",
	BillOnly: "On the bill, not in the books", BillOnlyNote: "The console lists orders; these bill rows have none, so the list does not show them.",
	Money: "Money and fees", Open: "Open differences", OpenCount: "exceptions: %d, in doubt: %d", Days: "%d days",
	Proof: "Proof", ProofNote: "Every bill row and every order is in exactly one group, and the differences add up. Digest: ",
}

// wordsOf are the texts of a language, "en" or "zh".
func wordsOf(lang string) words {
	if lang == "en" {
		return english
	}
	return chinese
}

// twoTongued is an enum of this library.
type twoTongued interface {
	String() string
	Chinese() string
}

// say is the word of an enum in the page's language.
func (w words) say(v twoTongued) string {
	if w.Lang == "en" {
		return v.String()
	}
	return v.Chinese()
}

// label is the text beside the field of a filter.
func (w words) label(field string) string {
	switch field {
	case "min":
		return w.AtLeast
	case "max":
		return w.AtMost
	case "status":
		return w.Status
	case "method":
		return w.Method
	case "code":
		return w.Code
	}
	return w.Merchant
}
