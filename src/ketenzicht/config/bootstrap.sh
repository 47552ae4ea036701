# Read by ./run, ./test and ./ketenzicht, with $root set: finds a Python and makes the environment in .venv.
# What is installed comes from the lock named in $lock; nothing is done when it is installed already.

find_python() {
    for candidate in "${PYTHON:-python3}" python3.13 python3.12 python3.11 python3.14; do
        if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            echo "$candidate"
            return
        fi
    done
    found=$("${PYTHON:-python3}" -c 'import sys; print(sys.version.split()[0])' 2>/dev/null || echo none)
    echo "Ketenzicht needs Python 3.11 or later; found: $found." >&2
    echo "Debian, Ubuntu: apt-get install python3 python3-venv. Or name yours: PYTHON=/path/to/python3 $0" >&2
    return 1
}

# Without it, Python would compile everything anew at each start.
unset PYTHONDONTWRITEBYTECODE

if [ -x "$root/.venv/bin/python" ]; then
    python="$root/.venv/bin/python"
else
    python=$(find_python)
fi
"$python" -I "$root/src/ketenzicht/config/bootstrap.py" "$lock"
