#!/usr/bin/env bash
# Builds the images that the container tests need where no image registry can be reached: a Java runtime, Kafka and a
# schema registry, out of this machine's JDK, busybox and C library, and of jars from Maven Central.
#
#   ops/containers/build-images.sh             after "mvn package", which puts Kafka's jars into ops/target/lib
#
#   AVIT_IMAGES   prefix of the images made (default avit-local)
#   JAVA_HOME     the JDK to take the runtime from; otherwise that of the javac on PATH
#
# They stand in for eclipse-temurin:17-jre, apache/kafka and apicurio/apicurio-registry-mem in tests and are for nothing else.
# Prints what to give to "mvn verify -Pcontainers" as its last line.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../.." && pwd)
prefix=${AVIT_IMAGES:-avit-local}
work=$root/target/containers
lib=$root/ops/target/lib
export DOCKER_BUILDKIT=0 # these images need nothing newer, and Debian's engine has nothing newer

die() { echo "build-images.sh: $*" >&2; exit 1; }

docker version >/dev/null 2>&1 || die "no Docker engine answers; start one (dockerd &)"
jdk=${JAVA_HOME:-$(dirname "$(dirname "$(readlink -f "$(command -v javac)")")")}
[[ -d $jdk/jmods ]] || die "$jdk has no jmods to make a runtime of; install openjdk-17-jdk-headless and set JAVA_HOME"
if ! busybox=$(command -v busybox) || ldd "$busybox" >/dev/null 2>&1; then
    die "a static busybox is needed (Debian: busybox-static)"
fi
compgen -G "$lib/kafka_2.13-*.jar" >/dev/null || die "no Kafka in $lib; run mvn -Dquick -DskipTests package first"
kafka_version=$(basename "$lib"/kafka_2.13-*.jar .jar)
kafka_version=${kafka_version#kafka_2.13-}
registry_version=$(sed -n 's|.*<apicurio.version>\(.*\)</apicurio.version>.*|\1|p' "$root/pom.xml")

# What the loader would open for the given programs and libraries, links resolved, under the names they are asked for by.
libraries_of() {
    ldd "$@" 2>/dev/null | sed -n -e 's|.*=> \(/[^ ]*\) (.*|\1|p' -e 's|^[[:space:]]*\(/lib[^ ]*\) (.*|\1|p' | sort -u
}

image() { # NAME:TAG FOLDER [BUILD ARGUMENTS…]
    local began=$SECONDS
    docker build -q -t "$prefix/$1" "${@:3}" "$2" >"$work/${1%%:*}.log" 2>&1 || { cat "$work/${1%%:*}.log" >&2; exit 1; }
    echo "$prefix/$1 built in $((SECONDS - began)) s"
}

jre() {
    local context=$work/jre files=$work/jre/files
    if [[ ! -x $files/opt/java/bin/java ]]; then
        rm -rf "$context"
        mkdir -p "$files/opt"
        "$jdk/bin/jlink" --module-path "$jdk/jmods" --output "$files/opt/java" --compress 0 --no-header-files --no-man-pages \
            --strip-java-debug-attributes \
            --add-modules java.se,jdk.unsupported,jdk.management,jdk.httpserver,jdk.net,jdk.zipfs,jdk.crypto.ec,jdk.naming.dns,jdk.jfr,jdk.jcmd
    fi
    mkdir -p "$files"/{bin,etc,lib64,lib/x86_64-linux-gnu}
    install -m 755 "$busybox" "$files/bin/busybox"
    install -m 755 "$(command -v bash)" "$files/bin/bash"
    local libraries
    mapfile -t libraries < <(
        libraries_of "$files/bin/bash" "$files"/opt/java/bin/java "$files"/opt/java/lib/*.so "$files"/opt/java/lib/server/*.so |
            grep -v "^$files"
        # Asked for by natives inside jars, which nobody can list before they are unpacked.
        for name in libstdc++.so.6 libgcc_s.so.1 libm.so.6 libdl.so.2 libpthread.so.0 librt.so.1 libresolv.so.2 libnss_dns.so.2 libnss_files.so.2; do
            ldconfig -p | sed -n "s|.*$name (libc6,x86-64.*=> ||p" | head -n 1
        done
    )
    local library
    for library in "${libraries[@]}"; do
        case $library in
            */ld-linux*) install -m 755 "$library" "$files/lib64/" ;;
            *) install -m 755 "$library" "$files/lib/x86_64-linux-gnu/" ;;
        esac
    done
    cp "$here/jre/passwd" "$here/jre/group" "$here/jre/nsswitch.conf" "$files/etc/"
    cp "$here/jre/Dockerfile" "$context/"
    image jre:17 "$context"
}

kafka() {
    local context=$work/kafka
    rm -rf "$context"
    mkdir -p "$context/libs"
    # Everything on the class path but natives of ours and our own jars.
    local jar
    for jar in "$lib"/*.jar; do
        case ${jar##*/} in
            avit-* | *-linux-x86_64*.jar | rocksdbjni-* | opencv-* | pytorch-* | openblas-* | dnnl-* | opencl-* | ffmpeg-*) ;;
            *) ln "$jar" "$context/libs/" 2>/dev/null || cp "$jar" "$context/libs/" ;;
        esac
    done
    cp "$here"/kafka/* "$context/"
    image "kafka:$kafka_version" "$context" --build-arg "BASE=$prefix/jre:17"
}

registry() {
    local context=$work/registry archive
    archive=${MAVEN_REPOSITORY:-$HOME/.m2/repository}/io/apicurio/apicurio-registry-app/$registry_version/apicurio-registry-app-$registry_version-all.tar.gz
    [[ -f $archive ]] || (cd "$root" && mvn -B -q dependency:get -Dtransitive=false \
        -Dartifact="io.apicurio:apicurio-registry-app:$registry_version:tar.gz:all")
    if [[ ! -d $context/app ]]; then
        mkdir -p "$context/app"
        tar -xzf "$archive" -C "$context/app"
    fi
    cp "$here"/registry/* "$context/"
    image "registry:$registry_version" "$context" --build-arg "BASE=$prefix/jre:17"
}

jre
kafka
registry
echo "-Dtest.image.kafka=$prefix/kafka:$kafka_version -Dtest.image.registry=$prefix/registry:$registry_version -Dimage.base=docker://$prefix/jre:17"
