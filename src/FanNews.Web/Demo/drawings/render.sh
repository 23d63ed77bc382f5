#!/usr/bin/env bash
# Makes ../pictures/*.jpg of the drawings: scenes 1,600 pixels wide, portraits 640. Needs librsvg2-bin and imagemagick.
# The program keeps the JPEG files too, because it never opens an SVG: the decoder stays blocked for uploads.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
for drawing in *.svg; do
  name=${drawing%.svg}
  width=1600
  if [[ $name == p[0-9] ]]; then width=640; fi
  rsvg-convert -w "$width" "$drawing" | convert png:- -strip -background white -flatten -sampling-factor 4:2:0 -quality 70 "../pictures/$name.jpg"
done
