#!/bin/sh
# Draws the pictures of this folder from the sample month of examples/quickstart.
# Needs Go, chromium, LibreOffice, pdftoppm and a Chinese font (Debian: chromium libreoffice-calc poppler-utils fonts-noto-cjk).
set -eu
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$here/../.."
GALLERY="$work" go test -count=1 -run TestGallery ./examples/quickstart
(cd recon/report/xlsx && GALLERY="$work" go test -count=1 -run TestGallery .)

browser() {
	chromium --headless --no-sandbox --disable-gpu --hide-scrollbars --allow-file-access-from-files --user-data-dir="$work/profile" "$@" >"$work/log" 2>&1
}
browser --window-size=1280,860 --screenshot="$here/report.png" "file://$work/report.html"
browser --window-size=1280,860 --screenshot="$here/report.en.png" "file://$work/report.en.html"

# Chromium has no window as narrow as a phone: a frame is.
printf '<!DOCTYPE html><body style="margin:0;background:#888"><iframe src="report.html" style="border:0;width:390px;height:800px"></iframe></body>' >"$work/phone.html"
browser --window-size=500,800 --screenshot="$here/phone.png" "file://$work/phone.html"

browser --no-pdf-header-footer --print-to-pdf="$work/report.pdf" "file://$work/report.html"
pdftoppm -r 60 -png -f 1 -l 1 -singlefile "$work/report.pdf" "$here/a4"
soffice "-env:UserInstallation=file://$work/office" --headless --convert-to pdf:calc_pdf_Export --outdir "$work/xlsx" "$work/report.xlsx" >"$work/log" 2>&1
pdftoppm -r 70 -png -f 3 -l 3 -singlefile "$work/xlsx/report.pdf" "$here/xlsx"
if [ -n "${KEEP:-}" ]; then cp "$work"/report.* "$KEEP"; cp "$work/xlsx/report.pdf" "$KEEP/xlsx.pdf"; fi
for picture in "$here"/*.png; do
	[ "$(wc -c <"$picture")" -le 153600 ] || { echo "$picture is larger than 150 KB" >&2; exit 1; }
done
