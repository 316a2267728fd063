# shellcheck shell=bash
# What the scripts share: what the system must have, and the virtual environment in .venv.
# To be sourced by bash under "set -euo pipefail".

project=$(CDPATH='' cd -- "$(dirname -- "$(readlink -f -- "${BASH_SOURCE[0]}")")/../.." && pwd -P)
work="$project/.build"
environment="$project/.venv"
python="$environment/bin/python"

# Each lock holds everything the one before it holds, in the same versions.
locks=(build serve test bench)

# Material announces its successor at every build; the notice is known and would bury the build's own lines.
export NO_MKDOCS_2_WARNING="${NO_MKDOCS_2_WARNING:-1}"
export PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_INPUT=1 PIP_USER=0
unset PYTHONHOME
# Compiled files stay: each of hundreds of processes would compile the project anew.
unset PYTHONDONTWRITEBYTECODE

say() { printf '%s\n' "$*" >&2; }

fail() {
  say "$(basename -- "$0"): $*"
  exit 1
}

# Sets system_python and python_version to the first interpreter that is new enough.
# Fails, with what was found instead in python_found, when there is none.
find_python() {
  local candidate
  python_found=""
  for candidate in "${PYTHON:-}" python3 python3.14 python3.13 python3.12 python3.11; do
    [ -n "$candidate" ] && command -v "$candidate" >/dev/null || continue
    if python_version=$("$candidate" -c '
import sys
print("%d.%d.%d" % sys.version_info[:3])
sys.exit(sys.version_info < (3, 11))' 2>/dev/null); then
      system_python=$(command -v "$candidate")
      return 0
    fi
    [ -z "$python_version" ] || python_found="$python_found ($candidate is $python_version)"
  done
  return 1
}

# Stops with one list of everything the system lacks. Arguments: further commands that are needed,
# each named as the Debian package that holds it.
require_system() {
  local needed lacking=()
  if ! find_python; then
    lacking+=("Python 3.11 or newer${python_found}: apt install python3 python3-venv")
  elif ! "$system_python" -c 'import ensurepip, venv' 2>/dev/null; then
    lacking+=("the venv module of $system_python: apt install python3-venv")
  fi
  for needed in "$@"; do
    command -v "$needed" >/dev/null || lacking+=("$needed: apt install $needed")
  done
  [ ${#lacking[@]} -gt 0 ] || return 0
  say "$(basename -- "$0") cannot start, because this system lacks:"
  printf '  - %s\n' "${lacking[@]}" >&2
  exit 1
}

# Who committed a revision, and when, is additional information: a build without git goes on, and says so.
mention_missing_git() {
  command -v git >/dev/null && return 0
  say "git is not installed: the site will not say who committed each revision, and when (apt install git)."
}

# Prints what .venv is made from when it holds the lock $1. Another folder counts as another environment,
# because the installed project points at the folder it was installed from.
environment_stamp() {
  printf '%s\n' "$project" "$python_version" "$1"
  sha256sum <"$project/requirements/$1.txt"
}

project_stamp() { sha256sum <"$project/pyproject.toml"; }

# Succeeds when .venv was made from the lock $1 as it is now.
environment_holds() {
  [ -x "$python" ] && [ "$(cat "$environment/lock.stamp" 2>/dev/null)" = "$(environment_stamp "$1")" ]
}

run_pip() {
  "$python" -m pip install --quiet --quiet "$@" \
    || fail "the packages could not be installed; the lines above say why. Run the same command again afterwards."
}

# Installs a lock's file $1. The lock is complete, so that no package needs another one to be there: two halves are
# installed at the same time. Python compiles what is imported, which is a small part of it.
install_halves() {
  local halves="$work/halves" half=0 line is_whole=yes first second
  rm -rf "$halves"
  mkdir "$halves"
  while IFS= read -r line; do
    [[ $line != [a-z0-9]* ]] || half=$((1 - half))
    printf '%s\n' "$line" >&$((half + 3))
  done <"$1" 3>"$halves/${1##*/}" 4>"$halves/second-${1##*/}"
  run_pip --require-hashes --no-deps --no-compile --requirement "$halves/${1##*/}" &
  first=$!
  run_pip --require-hashes --no-deps --no-compile --requirement "$halves/second-${1##*/}" &
  second=$!
  wait "$first" || is_whole=""
  wait "$second" || is_whole=""
  [ -n "$is_whole" ] || exit 1
}

# Installs the lock $1. The stamp is taken away first and written last, so that an interrupted
# installation is never taken for a finished one. An environment that holds a smaller lock is added to.
install_lock() {
  local lock=$1 smaller add_to=""
  for smaller in "${locks[@]}"; do
    [ "$smaller" != "$lock" ] || break
    ! environment_holds "$smaller" || add_to=yes
  done
  rm -f "$environment/lock.stamp"
  if [ -z "$add_to" ]; then
    rm -rf "$environment"
    "$system_python" -m venv "$environment" || fail "the virtual environment .venv could not be made."
  fi
  say "Installing the packages of requirements/$lock.txt into .venv (only when they changed) ..."
  install_halves "$project/requirements/$lock.txt"
  environment_stamp "$lock" >"$environment/lock.stamp"
}

install_project() {
  rm -f "$environment/project.stamp"
  run_pip --no-deps --no-build-isolation --editable "$project"
  project_stamp >"$environment/project.stamp"
}

# Makes .venv hold at least the lock $1 (build, serve, test or bench) and the project itself.
# Needs require_system to have run. Two scripts started together wait for each other here.
prepare_environment() {
  mkdir -p "$work"
  (
    ! command -v flock >/dev/null || flock 9
    wanted="" held=""
    for lock in "${locks[@]}"; do
      [ "$lock" != "$1" ] || wanted=yes
      [ -z "$wanted" ] || ! environment_holds "$lock" || held=yes
    done
    [ -n "$held" ] || install_lock "$1"
    [ "$(cat "$environment/project.stamp" 2>/dev/null)" = "$(project_stamp)" ] || install_project
  ) 9>"$work/environment.lock"
}

# Puts the packages of the npm lock in folder $1 into folder $2, whenever the lock has changed; both are relative to
# the project. Fails when they cannot be installed.
install_node_packages() {
  local lock="$project/$1" target="$project/$2" wanted
  wanted=$(sha256sum <"$lock/package-lock.json")
  [ "$(cat "$target/lock.stamp" 2>/dev/null)" != "$wanted" ] || return 0
  say "Installing the packages of $1 into $2 (only when they changed) ..."
  rm -rf -- "$target"
  mkdir -p "$target"
  cp -- "$lock/package.json" "$lock/package-lock.json" "$target"
  # Without their scripts: one of them would fetch a browser.
  npm ci --prefix "$target" --ignore-scripts --no-audit --no-fund --loglevel=error >&2 || return 1
  printf '%s\n' "$wanted" >"$target/lock.stamp"
}

# Installs packages of Debian where this user may; fails where not.
install_packages() {
  local as_root=()
  command -v apt-get >/dev/null || return 1
  if [ "$(id -u)" -ne 0 ]; then
    as_root=(sudo -n)
    sudo -n true 2>/dev/null || return 1
  fi
  as_root+=(env DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=400)
  "${as_root[@]}" update >&2 || true
  "${as_root[@]}" install --yes --no-install-recommends "$@" >&2
}
