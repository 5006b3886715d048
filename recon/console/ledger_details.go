package console

import (
	"slices"
)

// Details are both sides of the order of a code: encoding/json gives the reply of GET /pay/order_details.
//
// Orders are all orders of the order's group, itself first; PlatformCode is the Key of each. ThirdBill is the group's bill
// row: the console shows one, so of several it is the one at the place that the order has among the group's orders, or the
// last. OpenID and NickName are empty: recon does not know them. TransactionID is the bill's AltKeys[0].
//
// A code that the Ledger does not have, and a row that the console cannot show (see [NewLedger]), is [ErrInvalidRequest].
func (l *Ledger) Details(code string) (*OrderDetails, error) {
	i, ok := l.byCode[code]
	if !ok {
		return nil, invalid("Ledger.Details: there is no order of this code")
	}
	g := l.Entries[i].Group
	rows := l.sides.orders.members(g.Orders, g.PoolOrders)
	details := &OrderDetails{Orders: make([]DetailOrder, 0, len(rows))}
	details.Orders = append(details.Orders, l.detailOrder(i))
	for _, other := range rows {
		if other != i {
			details.Orders = append(details.Orders, l.detailOrder(other))
		}
	}
	bills := l.sides.bills.members(g.Bills, g.PoolBills)
	if len(bills) == 0 {
		return details, nil
	}
	at := bills[min(slices.Index(rows, i), len(bills)-1)]
	bill, err := thirdBillOf(l.sides.bills.record(at))
	if err != nil {
		return nil, invalid("Ledger.Details: %s%w", l.sides.bills.place(at), err)
	}
	details.ThirdBill = &bill
	return details, nil
}

// detailOrder is a row of the list as a row of bill_data.
func (l *Ledger) detailOrder(i int) DetailOrder {
	row, record := l.Entries[i].Order, l.sides.orders.record(i)
	return DetailOrder{
		Code:                 row.Code,
		EquipmentNo:          row.EquipmentNo,
		TotalFee:             row.TotalFee,
		ReconciliationStatus: row.ReconciliationStatus,
		PlatformCode:         record.Key,
		PayMethod:            row.PayMethod,
		Status:               orderStatusOf(record.State),
	}
}
