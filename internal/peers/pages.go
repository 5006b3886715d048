package peers

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"strings"
)

// Page is a page of Fubei's bill as the provider writes it.
func Page(bills []Bill, total int) []byte {
	body := []byte(`{"result_message":"成功","data":{"total":`)
	body = fmt.Appendf(body, `%d,"list":[`, total)
	for i, b := range bills {
		if i > 0 {
			body = append(body, ',')
		}
		status := 0
		if b.Paid {
			status = 1
		}
		body = fmt.Appendf(body, `{"order_sn":"%s","merchant_order_sn":"%s","create_time":"%d","total_fee":"%s","fee":"%s","store_id":"2299","cashier_id":"0",`+
			`"pay_time":"%d","pay_status":"%d","pay_type":"1","income":%s,"device_no":"sn2323277"}`,
			b.SN, b.Merchant, b.Created, Yuan(b.Total), Yuan(b.Fee), b.Created+8, status, Yuan(b.Income))
	}
	return append(body, `]},"result_code":200}`...)
}

// Yuan writes fen with two decimals.
func Yuan(fen int64) string {
	sign := ""
	if fen < 0 {
		sign, fen = "-", -fen
	}
	return fmt.Sprintf("%s%d.%02d", sign, fen/100, fen%100)
}

// Canned is a transport that answers with the pages in turn, and with the last one again after them. It reads no request, and there is no network.
type Canned struct {
	Pages [][]byte
	next  int
}

// RoundTrip answers with the next page.
func (c *Canned) RoundTrip(req *http.Request) (*http.Response, error) {
	body := c.Pages[min(c.next, len(c.Pages)-1)]
	c.next++
	if req.Body != nil {
		_ = req.Body.Close()
	}
	return &http.Response{
		StatusCode: http.StatusOK, Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1, Request: req,
		Header: http.Header{"Content-Type": {"application/json"}}, ContentLength: int64(len(body)),
		Body: io.NopCloser(bytes.NewReader(body)),
	}, nil
}

// Pages are the bills in pages of size, the empty one that proves the end among them where the last page is full.
func Pages(bills []Bill, size int) (pages [][]byte) {
	for from := 0; ; from += size {
		to := min(from+size, len(bills))
		pages = append(pages, Page(bills[min(from, to):to], len(bills)))
		if to-from < size {
			return pages
		}
	}
}

// secret is no one's.
var secret = strings.Repeat("0", 32)
