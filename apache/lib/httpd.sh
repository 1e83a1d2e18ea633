# shellcheck shell=bash
# The Apache of a folder, and what stands for systemd there. Sourced by stack.sh.

# write_httpd_conf DIR PORT [fcgid|proxy|cgi]
write_httpd_conf() {
    local dir=$1 port=$2 transport=${3:-fcgid} user='' modules module needed way conf=$1/offline-circ.conf
    [[ -e $conf ]] || conf=$ROOT/apache/offline-circ.conf
    prepare "$dir"
    case $transport in
        fcgid)
            needed=(fcgid)
            way=("FcgidIPCDir run" "FcgidProcessTableFile run/fcgid_shm")
            ;;
        proxy)
            needed=(proxy proxy_fcgi)
            way=("Define OFFLINE_CIRC_PROXY" "Define OFFLINE_CIRC_SOCKET \"$dir/run/program.sock\"")
            ;;
        cgi)
            needed=(cgid)
            way=("Define OFFLINE_CIRC_CGI" "ScriptSock cgid.sock")
            ;;
        *) die "$transport is none of fcgid, proxy and cgi." ;;
    esac
    modules=$(modules_dir) || die "Apache's modules were not found."
    if ((EUID == 0)); then
        user=$(server_user)
        chown "$user" "$dir/output"
    fi
    {
        cat <<CONF
ServerRoot "$dir"
ServerName 127.0.0.1
Listen 127.0.0.1:$port
PidFile run/httpd.pid
StartServers 1
DefaultRuntimeDir run
ErrorLog log/error.log
CustomLog log/access.log "%h %u \"%r\" %>s %b \"%{Referer}i\" \"%{User-Agent}i\""
CONF
        for module in mpm_event unixd authn_core authz_core authz_host alias dir env log_config mime headers deflate "${needed[@]}"; do
            [[ -e $modules/mod_$module.so ]] || continue
            printf '%s\n' "<IfModule !${module}_module>" "    LoadModule ${module}_module \"$modules/mod_$module.so\"" "</IfModule>"
        done
        [[ -z $user ]] || printf '%s\n' "User $user" "Group $(id -gn "$user")"
        printf '%s\n' "${way[@]}"
        cat <<CONF
TypesConfig /dev/null
AddType text/html .html
AddType text/css .css
AddType text/javascript .js
AddType image/svg+xml .svg
AddType image/png .png
<Directory />
    AllowOverride None
    Require all denied
</Directory>
DocumentRoot "$dir/htdocs"
IncludeOptional "$dir/before.conf"
Define OFFLINE_CIRC_PROGRAM "$dir/bin/offline-circ"
Define OFFLINE_CIRC_CONFIG "$dir/config.toml"
Define OFFLINE_CIRC_HTDOCS "$dir/htdocs/offline-circ"
Define OFFLINE_CIRC_OUTPUT "$dir/output"
Define OFFLINE_CIRC_APACHE "$dir/httpd.conf"
Include "$conf"
IncludeOptional "$dir/after.conf"
CONF
    } >"$dir/httpd.conf"
}

# The files of an Apache that was killed are in the way of the next one.
exec_httpd() {
    stop_session "$1/run/httpd.session"
    rm -f "$1"/run/httpd.pid "$1"/run/fcgid_shm "$1"/run/[0-9]*.[0-9]*
    lead "$1/run/httpd.session" "$(first_of apache2 httpd)" -f "$1/httpd.conf" -DFOREGROUND
}

# shared_memory NAME: where the memory of that name is that Apache's processes share, as APR has it (shmem/unix/shm.c). An
# Apache that is killed leaves it there.
shared_memory() {
    local LC_ALL=C name=$1 byte i first=0 second=0 factor=63689
    for ((i = 0; i < ${#name}; i++)); do
        printf -v byte %d "'${name:i:1}"
        first=$(((first * 33 + byte) & 0xffffffff))
        second=$(((second * factor + byte) & 0xffffffff))
        factor=$(((factor * 378551) & 0xffffffff))
    done
    printf '/dev/shm/ShM.%xH%x\n' "$first" "$second"
}

# What systemd does for the socket and the service: it keeps the socket, which only the servers' user may reach, and
# starts the program, as that user, when somebody connects and it does not run. It loads Python's own modules only (-IS).
exec_unit() {
    local dir=$1 as=(setpriv --pdeathsig TERM)
    prepare "$dir"
    stop_session "$dir/run/unit.session"
    ((EUID != 0)) || as+=(--reuid "$(server_user)" --regid "$(id -g "$(server_user)")" --init-groups)
    rm -f "$dir/run/program.sock"
    OFFLINE_CIRC_CONFIG=$dir/config.toml MALLOC_ARENA_MAX=2 lead "$dir/run/unit.session" python3 -IS -c '
import os, select, socket, subprocess, sys
unit = socket.socket(socket.AF_UNIX)
os.umask(0o117)
unit.bind(sys.argv[1])
unit.listen(4096)
os.chown(sys.argv[1], -1, os.stat(os.path.dirname(sys.argv[1])).st_gid)
while True:
    select.select([unit], [], [])
    subprocess.run(sys.argv[2:], stdin=unit, umask=0o22)
' "$dir/run/program.sock" "${as[@]}" "$dir/bin/offline-circ"
}
