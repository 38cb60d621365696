#!/usr/bin/env bash
# Chromium and a Chinese font for the browser tests, from Debian, unless they are there.
set -euo pipefail
missing=()
command -v chromium >/dev/null || missing+=(chromium)
# fc-list need not be there; where it is, any other package of the font will do.
dpkg-query -W -f '${Status}' fonts-noto-cjk 2>/dev/null | grep -q "ok installed" \
  || fc-list 2>/dev/null | grep -qi "noto.*cjk" || missing+=(fonts-noto-cjk)
[ ${#missing[@]} -eq 0 ] && exit 0
if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
  echo "浏览器测试需要 ${missing[*]}，请先运行：sudo apt-get install ${missing[*]}" >&2
  exit 1
fi
echo "安装 ${missing[*]} …"
apt-get update -qq
DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
