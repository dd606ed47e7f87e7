# What the checks with clients that others wrote share; to be sourced.

# venv_with FOLDER MODULES PACKAGE…: a virtual environment in the folder in which the modules can be imported.
venv_with() {
  local venv=$1 modules=$2
  shift 2
  if ! "$venv/bin/python" -c "import $modules" 2>/dev/null; then
    [ -x "$venv/bin/python" ] || python3 -m venv "$venv"
    "$venv/bin/pip" install --quiet --disable-pip-version-check "$@"
  fi
}

# address_in FILE: the address that a server started in the background says there, once it does.
address_in() {
  for _ in $(seq 100); do
    grep -q http "$1" && break
    sleep 0.1
  done
  grep -o 'http://[^/]*/' "$1" | head -1
}
