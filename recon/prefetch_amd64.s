//go:build !purego

#include "go_asm.h"
#include "textflag.h"

// func prefetchRows(slots *slot, n int)
TEXT ·prefetchRows(SB), NOSPLIT, $0-16
	MOVQ slots+0(FP), AX
	MOVQ n+8(FP), CX
	JMP  check

row:
	MOVQ        slot_key(AX), BX
	MOVQ        (slot_key+8)(AX), DX
	MOVQ        slot_amount(AX), SI
	PREFETCHT0  (BX)
	PREFETCHT0  -1(BX)(DX*1)
	PREFETCHT0  (SI)
	PREFETCHT0  32(SI)
	ADDQ        $slot__size, AX
	DECQ        CX

check:
	TESTQ CX, CX
	JGT   row
	RET
