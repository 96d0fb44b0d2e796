# Runs what the units run, without network but loopback, as the user who is given: init, run, serve, backup, verify.
# Arguments: the user's id, a folder of that user, the Python of the installation.
set -eu
ip link set lo up

# An installation below a closed folder (as root's own) is shown in an open one, to these processes alone.
base=$("$PYTHON" -c "import sys; print(sys.base_prefix)")
closed=$base
while [ "$closed" != / ] && [ -z "$(find "$closed" -maxdepth 0 ! -perm -001)" ]; do closed=$(dirname "$closed"); done
while [ -n "$(find "$(dirname "$closed")" -maxdepth 0 ! -perm -001)" ]; do closed=$(dirname "$closed"); done
if [ "$closed" != / ]; then
    mkdir "$2/kept"
    mount --bind "$base" "$2/kept"
    mount -t tmpfs -o mode=755 none "$closed"
    mkdir -p "$base"
    mount --move "$2/kept" "$base"
    rmdir "$2/kept"
fi

exec setpriv --reuid="$1" --regid="$1" --clear-groups env HOME="$2" sh -eu -c '
    umask 0077
    fais() { "$PYTHON" -c "from orchestration.cli import main; main()" "$@" --home "$FOLDER/home"; }
    ! "$PYTHON" -c "import socket; socket.create_connection((\"192.0.2.1\", 80), 3)" 2>/dev/null
    fais init
    printf "受付番号,事業コード,受付日時,企業名,相談分類,状態\nC-01,sme_desk,2025/5/7 10:00,例示工務店株式会社,経営,完了\n" \
        > "$FOLDER/home/inbox/consultation/5月.csv"
    fais run
    "$PYTHON" -c "from orchestration.cli import main; main()" serve --home "$FOLDER/home" > "$FOLDER/serve.log" 2>&1 &
    served=$!
    "$PYTHON" - "$FOLDER/serve.log" <<PYTHON_END
import sys, time, urllib.request
from pathlib import Path
end = time.monotonic() + 240
while "healthz" not in Path(sys.argv[1]).read_text():
    assert time.monotonic() < end, Path(sys.argv[1]).read_text()
    time.sleep(0.5)
for address in ("8501/_stcore/health", "3000/server_info", "8502/healthz"):
    print(address, urllib.request.urlopen(f"http://127.0.0.1:{address}", timeout=20).status)
PYTHON_END
    kill -TERM "$served"
    wait "$served"
    fais backup "$FOLDER/backups"
    fais verify
    # Copies of shipped models keep their modes; the closed home is around them.
    find "$FOLDER" ! -type l -perm /077 ! -path "*/warehouse/dbt*" | sed "s/^/open to others: /"
'
