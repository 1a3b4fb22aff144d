#!/usr/bin/env bash
# Builds target/release: avit-streams-VERSION.tar.gz, its bill of materials (CycloneDX) and SHA256SUMS.
#
#   ops/release.sh            builds it; run "mvn -B verify" before
#   ops/release.sh --twice    builds it twice from nothing and fails unless both are the same to the bit
#
#   MAVEN_ARGS   further arguments for Maven, for example "-Pgpu"; not "-o", with which no bill of materials is made
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
out=target/release

build() {
    rm -rf "$out" ops/target/bom.*
    # shellcheck disable=SC2086 # several arguments
    env -u MAVEN_ARGS mvn -B -q ${MAVEN_ARGS:-} -Prelease -DskipTests -Dmaven.test.skip=true "$@" package
    [[ -f ops/target/bom.json ]] || { echo "release.sh: no bill of materials was made; Maven must be online" >&2; exit 1; }
    local archive
    archive=$(basename "$out"/avit-streams-*.tar.gz .tar.gz)
    cp ops/target/bom.json "$out/$archive.cdx.json"
    cp ops/target/bom.xml "$out/$archive.cdx.xml"
    (cd "$out" && sha256sum "$archive"* >SHA256SUMS)
}

case ${1:-} in
    '') build ;;
    --twice)
        build clean
        first=$(cat "$out/SHA256SUMS")
        build clean
        if [[ $first != "$(cat "$out/SHA256SUMS")" ]]; then
            diff <(echo "$first") "$out/SHA256SUMS" || true
            echo "release.sh: two builds of the same sources differ" >&2
            exit 1
        fi
        echo "release.sh: both builds are the same to the bit"
        ;;
    *)
        sed -n '2,7s/^# \{0,1\}//p' "$0"
        exit 2
        ;;
esac
cat "$out/SHA256SUMS"
