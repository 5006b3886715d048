// Package settlement queries settlement items (对账单) of the Dbenefit (百福得) open platform: 4.3 查询对账单,
// /openApi/open/order/settlement/item/list.
//
// One page, every row, or a complete and audited bill:
//
//	c, err := settlement.New(settlement.Config{BaseURL: u, Token: settlement.StaticToken(token), Signer: settlement.SortedSecretParamMD5(secret)})
//	page, err := c.ItemPage(ctx, settlement.ItemQuery{PaymentStart: start, PaymentEnd: end})
//	for item, err := range c.Items(ctx, settlement.ItemQuery{PaymentStart: start, PaymentEnd: end}) { … }
//	items, audit, err := c.CollectItems(ctx, settlement.ItemQuery{PaymentStart: start, PaymentEnd: end})
//
// The provider declares no total: only an empty page after a short one, or two after a full one, is the end. [Client.Items] and
// [Client.CollectItems] end without an error only there, and when nothing on the way contradicted it. A business failure is
// always an error ([Error]); errors.Is tells its kind.
//
// A long range is fetched faster in windows (ItemQuery.Window), Config.Prefetch of them at a time, each read to its own end.
//
// The rule of the signature is not public. A [Signer] makes it; the presets are named after their schemes, and the provider's
// own document must confirm the one that is used.
//
// Times are wall clock times at UTC+8, whatever the zone of the process. Amounts are exact decimals. Points (福豆/次) are not
// money: [Item.Record] speaks of money, [Item.PointsRecord] of points, and both fit recon.Match.
//
// The package settlementtest is a fake gateway for tests.
package settlement
