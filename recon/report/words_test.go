package report

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/billrecon/billrecon/recon"
)

func TestNames(t *testing.T) {
	require.Equal(t, "异常", nameOf(recon.Chinese, recon.StatusException))
	require.Equal(t, "Exception", nameOf(recon.English, recon.StatusException))
	require.Equal(t, "99", nameOf(recon.English, recon.Outcome(99)), "an outcome of a later version")
	require.Equal(t, "Key", passName(recon.English, recon.PassKey))
	require.Equal(t, "备用单号 3", passName(recon.Chinese, recon.PassAltKey+2))
	require.Equal(t, "Amount and time", passName(recon.English, recon.PassAmountTime))
	set := recon.StateSet(1<<recon.Succeeded | 1<<recon.Refunded)
	require.Equal(t, "成功、已退款", stateNames(recon.Chinese, set))
	require.Equal(t, "succeeded, refunded", stateNames(recon.English, set))
	require.Equal(t, "", stateNames(recon.English, 0))
}

func TestVisible(t *testing.T) {
	require.Equal(t, "账单 A1\u3000é", visible("账单 A1\u3000é"))
	require.Equal(t, "a␊b\uFFFDc\uFFFD\uFFFD␀␛␡", Visible("a\nb\u202ec\xff\u2028\x00\x1b\x7f"))
}
