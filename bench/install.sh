#!/usr/bin/env bash
# Installs the tools that the benchmark sets beside this one, into bench/.tools, from the package registries, at the versions below.
# What a machine cannot install is told, and the benchmark names it as skipped. Takes about a quarter of an hour on two cores.
#   bash bench/install.sh              all of them
#   bash bench/install.sh opa checkov  some of them
set -uo pipefail
cd "$(dirname "$0")"

declare -A version=(
  [opa]=1.22.3
  [conftest]=0.71.1
  [cfn-guard]=3.2.1
  [checkov]=3.3.30
  [terraform-compliance]=1.16.0
  [spectral]=6.16.3
  [jaq]=3.1.2
  [node-22]=22.23.3
  [node-24]=24.21.0
)

tools="$PWD/.tools"
mkdir -p "$tools/bin" "$tools/reasons" "$tools/versions"

go_tool() { GOBIN="$tools/bin" GOFLAGS="-p=1 ${GOFLAGS:-}" go install -trimpath -ldflags='-s -w' "$2@v${version[$1]}"; }

rust_tool() { cargo install --quiet --locked -j1 --root "$tools" --version "${version[$1]}" "$1"; }

# Each in an environment of its own: their requirements contradict each other.
python_tool() {
  python3 -m venv "$tools/$1" && "$tools/$1/bin/pip" install --quiet --disable-pip-version-check "$1==${version[$1]}"
}

install_opa() { go_tool opa github.com/open-policy-agent/opa; }
install_conftest() { go_tool conftest github.com/open-policy-agent/conftest; }
install_cfn-guard() { rust_tool cfn-guard; }
install_jaq() { rust_tool jaq; }
install_checkov() { python_tool checkov; }
install_terraform-compliance() { python_tool terraform-compliance; }
install_spectral() {
  npm install --silent --no-audit --no-fund --no-save --prefix "$tools/spectral" "@stoplight/spectral-cli@${version[spectral]}"
}
# Newer ones than the one that measures, for what they keep compiled.
node_version() { npm install --silent --no-audit --no-fund --no-save --ignore-scripts=false --prefix "$tools/$1" "node@${version[$1]}"; }
install_node-22() { node_version node-22; }
install_node-24() { node_version node-24; }
# The one that the machine's own distribution has, as most people run it.
install_jq() { command -v jq || { apt-get install --yes --quiet jq && command -v jq; }; }

names=("$@")
[ $# -gt 0 ] || names=(jq node-22 node-24 spectral terraform-compliance checkov jaq cfn-guard opa conftest)
for name in "${names[@]}"; do
  echo "== $name"
  # The reason stays for the page: the last line of what the installation said.
  if "install_$name" >"$tools/reasons/$name.log" 2>&1; then
    rm "$tools/reasons/$name.log"
    [ -z "${version[$name]:-}" ] || echo "${version[$name]}" >"$tools/versions/$name"
  else
    tail -n 1 "$tools/reasons/$name.log"
  fi
done
