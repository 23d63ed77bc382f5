#!/usr/bin/env bash
# Runs every test: on a fresh machine with only the .NET 10 SDK it first gets what it needs and may.
# What it cannot get is named, and its tests are skipped; with CI=true they fail instead (shared data alone is always optional).
# Ends with one line: N passed, N failed, N skipped.
set -uo pipefail

top=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd) || exit 1
cd "$top" || exit 1
exec </dev/null
results="$top/TestResults"
export HOME="${HOME:-/tmp}" DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_CLI_UI_LANGUAGE=en MSBUILDDISABLENODEREUSE=1
# The environment of a running newsroom must not leak into tests.
unset FANNEWS__DATA FANNEWS__DATABASE FANNEWS__SITE__URL FANNEWS__SMTP__HOST FANNEWS__SMTP__PORT FANNEWS__SMTP__SECURITY FANNEWS__SMTP__USER FANNEWS__SMTP__PASSWORD FANNEWS__SMTP__FROM ASPNETCORE_ENVIRONMENT DOTNET_ENVIRONMENT ASPNETCORE_URLS
started=$SECONDS

say() { printf '%s (%d s)\n' "$*" $((SECONDS - started)); }

# Ends the run before a test could: nothing passed, one thing failed.
give_up() {
  printf '%s\n' "$*"
  printf '0 passed, 1 failed, 0 skipped\n'
  exit 1
}

# Runs apt-get as root, waiting for others who hold its locks (ten minutes at most); one more try helps over a bad network.
apt() {
  local try as=()
  [ "$(id -u)" -eq 0 ] || as=(sudo -n)
  for try in 1 2 3; do
    "${as[@]}" env DEBIAN_FRONTEND=noninteractive timeout --kill-after=10 600 \
      apt-get -qq -o DPkg::Lock::Timeout=300 -o Acquire::Retries=3 -o Dpkg::Use-Pty=0 "$@" >/dev/null && return 0
    sleep $((try * 5))
  done
  return 1
}

get_what_is_missing() {
  local missing=()
  [ -n "${FANNEWS_TEST_BROWSER:-}" ] || command -v chromium-headless-shell chromium chromium-browser google-chrome google-chrome-stable >/dev/null || missing+=(chromium fonts-liberation fonts-noto-core)
  [ -n "${FANNEWS_TEST_POSTGRES:-}" ] || ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || missing+=(postgresql)
  { command -v python3 >/dev/null && python3 -c 'import aiosmtpd.smtp'; } 2>/dev/null || { [ -x /usr/bin/python3 ] && /usr/bin/python3 -c 'import aiosmtpd.smtp'; } 2>/dev/null || missing+=(python3-aiosmtpd)
  command -v npm >/dev/null || missing+=(nodejs npm)
  [ ${#missing[@]} -gt 0 ] || return 0
  if ! command -v apt-get >/dev/null || { [ "$(id -u)" -ne 0 ] && ! sudo -n true 2>/dev/null; }; then
    say "Missing and not to be had without apt-get and root: ${missing[*]}"
    return 0
  fi
  say "Installing ${missing[*]}"
  apt update || say "The package lists could not be refreshed."
  local package
  apt install -y --no-install-recommends "${missing[@]}" || for package in "${missing[@]}"; do
    apt install -y --no-install-recommends "$package" || say "Could not install $package."
  done
}

# Chromium without its windows does the same in two thirds of the time. Any other Chromium will do, so one try must be enough.
get_lighter_browser() {
  [ -z "${FANNEWS_TEST_BROWSER:-}" ] && ! command -v chromium-headless-shell >/dev/null && command -v apt-get >/dev/null || return 0
  local as=()
  [ "$(id -u)" -eq 0 ] || as=(sudo -n)
  "${as[@]}" env DEBIAN_FRONTEND=noninteractive timeout --kill-after=10 120 \
    apt-get -qq -o DPkg::Lock::Timeout=60 -o Dpkg::Use-Pty=0 install -y --no-install-recommends chromium-headless-shell >/dev/null 2>&1 || say "The browser is the one with windows."
}

# Gets html-validate, which reads pages for the tests. The lock file says exactly which, and no address: the machine's own registry has it.
get_html_validate() {
  local try
  command -v npm >/dev/null || return 0
  for try in 1 2; do
    (cd "$top/tests/html" && timeout --kill-after=10 90 npm ci --no-audit --no-fund --no-progress --loglevel=error >/dev/null) && return 0
    sleep $((try * 5))
  done
  say "Could not install html-validate."
}

# Runs one group of tests; its results go to a file of its own.
run_group() {
  local name=$1 filter=$2
  say "Running the $name tests"
  timeout --kill-after=30 1500 dotnet test FanNews.sln -c Release --no-build --filter "$filter" \
    --logger "trx;LogFileName=$name.trx" --results-directory "$results" \
    --blame-hang --blame-hang-timeout 5m --blame-hang-dump-type none || broken=$((broken + 1))
}

# Prints the results of the groups, a line each.
outcomes() { grep -ho '<UnitTestResult [^>]*' "$results"/fast.trx "$results"/slow.trx 2>/dev/null; }

# Counts results with an outcome in all groups.
count() { outcomes | grep -c " outcome=\"$1\""; }

command -v dotnet >/dev/null || give_up "The .NET 10 SDK is not on the PATH (https://dot.net)."
mkdir -p "$results" && rm -f "$results"/*.trx || give_up "$results cannot be written."
get_what_is_missing
get_lighter_browser
get_html_validate

say "Building"
restored=0
for _ in 1 2 3; do timeout --kill-after=10 600 dotnet restore FanNews.sln && restored=1 && break; sleep 5; done
[ $restored -eq 1 ] || give_up "The packages could not be restored."
timeout --kill-after=10 900 dotnet build FanNews.sln -c Release --no-restore || give_up "The build failed."

say "Publishing"
export FANNEWS_TEST_PUBLISHED="$results/published/fannews"
rm -rf "$results/published"
timeout --kill-after=10 600 dotnet publish src/FanNews.Web -c Release -o "$FANNEWS_TEST_PUBLISHED" --nologo -nodeReuse:false || give_up "The program could not be published."

broken=0
# Tests that share the browser wait for one another: beside each group of them run others that keep the second core at work.
long=(FanNews.Tests.Browser. FanNews.Tests.Published. FanNews.Tests.Search. FanNews.Tests.Onward. FanNews.Tests.Invention. PurePageTests PictureBrowserTests RightToLeftBrowserTests)
run_group fast "$(printf '&FullyQualifiedName!~%s' "${long[@]}" | cut -c2-)"
run_group slow "$(printf '|FullyQualifiedName~%s' "${long[@]}" | cut -c2-)"

passed=$(count Passed)
skipped=$(count NotExecuted)
all=$(count '[A-Za-z]*')
failed=$((all - passed - skipped))
say "Done"
[ "$skipped" -eq 0 ] || awk '
  /<UnitTestResult / { name = ""; if (/ outcome="NotExecuted"/ && match($0, / testName="[^"]*"/)) name = substr($0, RSTART + 11, RLENGTH - 12) }
  name != "" && match($0, /<Message>[^<]*/) { print "Skipped: " name ": " substr($0, RSTART + 9, RLENGTH - 9); name = "" }
' "$results"/fast.trx "$results"/slow.trx
if [ $broken -gt 0 ] && [ $failed -eq 0 ]; then
  echo "A group of tests ended before its time; that counts as a failure."
  failed=1
fi
[ "$all" -gt 0 ] || echo "No test ran."
printf '%d passed, %d failed, %d skipped\n' "$passed" "$failed" "$skipped"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
