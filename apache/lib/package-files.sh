# shellcheck shell=bash
# What both packages have, put into the folder $stage. Sourced by apache/lib/package.sh.

# put MODE FILE PATH: copies the file to this path in the package that is being made in $stage.
put() { install -D -m "$1" "$2" "$stage$3"; }

# put_common PARTS: what both packages have at the same place.
put_common() {
    local file share=/usr/share/offline-circ doc=/usr/share/doc/offline-circ
    put 755 "$1/offline-circ" /usr/bin/offline-circ
    while read -r file; do
        put 644 "$ROOT/apache/htdocs/$file" "$share/htdocs/$file"
    done < <(cd "$ROOT/apache/htdocs" && find . -type f -printf '%P\n')
    for file in "$ROOT"/{config.example.toml,apache/paths.conf,apache/offline-circ.s*,apache/selinux/offline-circ.cil,sql/*.sql}; do
        put 644 "$file" "$share/${file##*/}"
    done
    put 644 "$1/offline-circ.8.gz" /usr/share/man/man8/offline-circ.8.gz
    for file in README.md SECURITY.md apache/{README,PRIVACY,SIZING,SUPPORT}.md sql/README.md; do
        put 644 "$ROOT/$file" "$doc/$file"
    done
    put 644 "$1/sbom.cdx.json" "$doc/sbom.cdx.json"
    ln -s ../../offline-circ/config.example.toml "$stage$doc/config.example.toml"
    drop_dead_links
}

# What leads from a document to a file that the package does not have becomes plain text, and a picture goes.
drop_dead_links() {
    local page target
    while IFS=$'\t' read -r page target; do
        sed -i -E "/^!\[[^]]*\]\(${target//\//\\/}\)$/d; s|\[([^]]*)\]\($target(#[^)]*)?\)|\1|g" "$page"
    done < <(dead_links "$stage/usr/share/doc")
}

# dead_links DIR...: the documents below these folders and, after a tab, each file to which they have a link, but which is
# not there.
dead_links() {
    local page target
    while read -r page; do
        while read -r target; do
            [[ -e ${page%/*}/$target ]] || printf '%s\t%s\n' "$page" "$target"
        done < <(grep -oP '\]\(\K[^)#:]+(?=[)#])' "$page" | sort -u)
    done < <(find "$@" -name '*.md')
}
