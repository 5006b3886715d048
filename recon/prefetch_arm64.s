//go:build !purego

#include "go_asm.h"
#include "textflag.h"

// func prefetchRows(slots *slot, n int)
TEXT ·prefetchRows(SB), NOSPLIT, $0-16
	MOVD slots+0(FP), R0
	MOVD n+8(FP), R1
	B    check

row:
	MOVD slot_key(R0), R2
	MOVD (slot_key+8)(R0), R3
	MOVD slot_amount(R0), R4
	ADD  R2, R3, R3
	SUB  $1, R3, R3
	PRFM (R2), PLDL1KEEP
	PRFM (R3), PLDL1KEEP
	PRFM (R4), PLDL1KEEP
	PRFM 32(R4), PLDL1KEEP
	ADD  $slot__size, R0, R0
	SUB  $1, R1, R1

check:
	CMP $0, R1
	BGT row
	RET
