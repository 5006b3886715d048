//go:build cgo

package main

import (
	"database/sql"
	"fmt"
	"strings"

	_ "github.com/duckdb/duckdb-go/v2"

	"github.com/billrecon/billrecon/internal/peers"
)

// query is the same join as plain's.
const query = `
CREATE TEMP VIEW bill AS SELECT merchant_order_sn AS k, count(*) AS n, count(*) FILTER (paid) AS paid, coalesce(sum(total_fee) FILTER (paid), 0) AS net,
  coalesce(sum(fee) FILTER (paid), 0) AS fees, coalesce(bool_or(paid AND income <> total_fee - fee), false) AS wrong
  FROM read_csv('{bills}', header = true, columns = {'order_sn': 'VARCHAR', 'merchant_order_sn': 'VARCHAR', 'create_time': 'TIMESTAMP',
    'total_fee': 'DECIMAL(18,2)', 'fee': 'DECIMAL(18,2)', 'income': 'DECIMAL(18,2)', 'paid': 'BOOLEAN'}) GROUP BY k;
CREATE TEMP VIEW shop AS SELECT order_no AS k, count(*) AS n, count(*) FILTER (status = 'paid') AS paid, coalesce(sum(amount) FILTER (status = 'paid'), 0) AS net,
  coalesce(sum(round(amount * {ppm} / 1000000, 2)) FILTER (status = 'paid'), 0) AS fees
  FROM read_csv('{orders}', header = true, columns = {'order_no': 'VARCHAR', 'placed': 'TIMESTAMP', 'amount': 'DECIMAL(18,2)', 'status': 'VARCHAR'}) GROUP BY k;
CREATE TEMP TABLE classes AS SELECT coalesce(bill.k, shop.k) AS k, bill.net AS billed, shop.net AS ordered, CASE
  WHEN coalesce(bill.paid, 0) = 0 AND coalesce(shop.paid, 0) = 0 THEN 'not due'
  WHEN bill.n IS NULL THEN 'order only' WHEN shop.n IS NULL THEN 'bill only' WHEN bill.paid <> shop.paid THEN 'other count'
  WHEN bill.net <> shop.net THEN 'other amount' WHEN bill.paid > 1 AND bill.net = 0 THEN 'reversed'
  WHEN abs(bill.fees - shop.fees) > 0.01 THEN 'other fee' WHEN bill.wrong THEN 'other income' ELSE '' END AS class
  FROM bill FULL JOIN shop USING (k);
COPY (SELECT k, class, billed, ordered FROM classes WHERE class <> '') TO '{differences}' (HEADER false);`

func duck(dir string, mib int) (matched, other int64, err error) {
	db, err := sql.Open("duckdb", "")
	if err != nil {
		return 0, 0, err
	}
	defer db.Close()
	db.SetMaxOpenConns(1)
	settings := "SET threads = 1; SET temp_directory = '" + dir + "/duckdb.tmp'; SET preserve_insertion_order = false;"
	if mib > 0 {
		settings += fmt.Sprintf("SET memory_limit = '%dMiB';", mib)
	}
	text := strings.NewReplacer("{bills}", bills(dir), "{orders}", orderFile(dir), "{differences}", differences(dir), "{ppm}", fmt.Sprint(peers.RatePPM)).Replace(query)
	if _, err := db.Exec(settings + text); err != nil {
		return 0, 0, err
	}
	err = db.QueryRow("SELECT count(*) FILTER (class = ''), count(*) FILTER (class <> '') FROM classes").Scan(&matched, &other)
	return matched, other, err
}
