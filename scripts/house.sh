# Words that the scripts share; sourced, not run.
#
# `say` tells what is about to be done; everything a script prints of its own starts with "==>".

top=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$top"

# Programs that scripts/setup unpacks beside the build instead of installing them as services.
export PATH="$PATH:$top/build/tools/prometheus/usr/bin"
export CMAKE_BUILD_PARALLEL_LEVEL=${CMAKE_BUILD_PARALLEL_LEVEL:-$(nproc)}

# Another checkout, and another kind of build of the same flags, finds the same objects in the cache.
export CCACHE_BASEDIR="$top" CCACHE_NOHASHDIR=1

say() { printf '==> %s\n' "$*"; }

die() {
  printf '==> %s\n' "$*" >&2
  exit 1
}

have() { command -v "$1" >/dev/null 2>&1; }

# Digest of the files named on stdin, one a line; changes when a name or a content does.
digest_of() { sort | xargs -d '\n' sha256sum | sha256sum | cut -d ' ' -f 1; }

# up_to_date STAMP DIGEST: was STAMP written for this DIGEST?
up_to_date() { [ -f "$1" ] && [ "$(cat "$1")" = "$2" ]; }
