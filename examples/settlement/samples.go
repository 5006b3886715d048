package main

import (
	"time"

	"github.com/billrecon/billrecon/settlement"
	"github.com/billrecon/billrecon/settlement/settlementtest"
)

// samples are 1 200 made-up items, two hours apart from September 2022 on, each tenth a refund.
func samples() []settlement.Item {
	china := time.FixedZone("UTC+8", 8*60*60)
	return settlementtest.Items(1200, time.Date(2022, 9, 1, 8, 0, 0, 0, china), 2*time.Hour)
}
