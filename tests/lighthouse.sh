#!/usr/bin/env bash
# Asks Lighthouse (mobile preset, Chromium) for its marks of the demo's front, a story, a section and the search; each is to be 100.
# (What was searched for is kept from indexes on purpose, so the mark for them is of the form.)
# Needs Node and Chromium. Lighthouse and the program go into TestResults/lighthouse. Not a part of the tests: marks of speed depend on the machine.
#   tests/lighthouse.sh            the demo, published for it
#   tests/lighthouse.sh URL…       pages of a site that runs
# Prints a line a page; ends with 1 where a mark is below 100. The reports stay beside.
set -euo pipefail

top=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$top"
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1
lighthouse_version=13.5.0
out="$top/TestResults/lighthouse"
mkdir -p "$out"
CHROME_PATH=${CHROME_PATH:-$(command -v chromium || command -v chromium-browser || command -v google-chrome)} || { echo "Chromium is missing." >&2; exit 1; }
export CHROME_PATH
[ -x "$out/node_modules/.bin/lighthouse" ] || npm install --prefix "$out" --no-save --no-audit --no-fund --loglevel=error "lighthouse@$lighthouse_version" >&2

pages=("$@")
if [ $# -eq 0 ]; then
  dotnet publish src/FanNews.Web -c Release -p:PublishReadyToRun=false -o "$out/program" -v q >&2
  data=$(mktemp -d)
  port=${LIGHTHOUSE_PORT:-5187}
  FANNEWS__DATA="$data" ASPNETCORE_ENVIRONMENT=Production FANNEWS__SITE__URL="http://127.0.0.1:$port" "$out/program/fannews" serve --demo --urls "http://127.0.0.1:$port" >"$out/program.log" 2>&1 &
  program=$!
  trap 'kill $program; wait $program 2>/dev/null || true; rm -rf "$data"' EXIT
  curl --silent --fail --retry 300 --retry-delay 1 --retry-connrefused --output /dev/null "http://127.0.0.1:$port/"
  front=$(curl --silent --fail "http://127.0.0.1:$port/")
  first() { printf '%s' "$front" | grep -oE "href=\"$1\"" | sed -n 1p | cut -d'"' -f2; }
  pages=("http://127.0.0.1:$port/" "http://127.0.0.1:$port$(first '/20[0-9]{2}/[^"]+/')" "http://127.0.0.1:$port$(first '/section/[^"]+/')" "http://127.0.0.1:$port/search")
fi

missed=0
for number in "${!pages[@]}"; do
  report="$out/report-$number.json"
  # A page is read once before, as the second reader finds it.
  curl --silent --fail --output /dev/null "${pages[$number]}"
  "$out/node_modules/.bin/lighthouse" "${pages[$number]}" --quiet --form-factor=mobile --output=json --output-path="$report" \
    --chrome-flags="--headless=new --no-sandbox --disable-gpu" >/dev/null
  node -e '
    const { categories, audits, finalDisplayedUrl } = JSON.parse(require("fs").readFileSync(process.argv[1]));
    const marks = Object.values(categories).map(c => `${c.title} ${Math.round(c.score * 100)}`);
    console.log(`${finalDisplayedUrl}: ${marks.join(", ")}`);
    for (const c of Object.values(categories)) for (const ref of c.auditRefs) {
      const audit = audits[ref.id];
      if (ref.weight > 0 && audit.score !== null && audit.score < 1) console.log(`  ${audit.id}: ${audit.displayValue ?? audit.title}`);
    }
    process.exit(Object.values(categories).every(c => Math.round(c.score * 100) >= 100) ? 0 : 1);
  ' "$report" || missed=1
done
exit $missed
