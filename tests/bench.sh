#!/usr/bin/env bash
# Measures FanNews and prints one table; every ratio in it comes from one run. Ends with 1 where a bar is missed.
#   tests/bench.sh                                         small newsrooms, SQLite, some minutes
#   tests/bench.sh --sizes 10000,100000,1000000            what issue-sized claims are made of; invented newsrooms stay in TestResults/bench
#   tests/bench.sh --only kept --rounds 8                  one part (kept, first, grow, queue, desk, publish, screening, posting, flood, changes, pictures, decoding, start)
#   tests/bench.sh --only pictures --pictures DIR          photographs of a folder beside our own; compares with ImageMagick where it is
#   tests/bench.sh --load 60 --postgres "Host=…;Username=…;Database=postgres" also on a PostgreSQL server that may make databases
set -euo pipefail

top=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$top"
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1
unset FANNEWS__DATA FANNEWS__DATABASE FANNEWS__SITE__URL ASPNETCORE_ENVIRONMENT DOTNET_ENVIRONMENT ASPNETCORE_URLS

if ! command -v wrk >/dev/null; then
  as=(); [ "$(id -u)" -eq 0 ] || as=(sudo -n)
  "${as[@]}" apt-get -qq update && "${as[@]}" apt-get -qq install -y --no-install-recommends wrk >/dev/null || { echo "wrk is missing (apt: wrk)." >&2; exit 1; }
fi

program="$top/TestResults/bench/program"
dotnet build tests/FanNews.Bench -c Release -v q >&2
dotnet publish src/FanNews.Web -c Release -r "$(dotnet --info | awk '/RID:/ { print $2; exit }')" --no-self-contained -o "$program" -v q >&2
exec dotnet tests/FanNews.Bench/bin/Release/net10.0/FanNews.Bench.dll --program "$program/fannews" "$@"
