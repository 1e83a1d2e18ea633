//! nginx in Apache's place: a FastCGI client that the program was not made for. The socket
//! is the service's, the parameters are those that nginx's documentation gives.

use std::process::{Child, Command};

use crate::harness::site::{FORM, JSON, encode};
use crate::harness::transport::{Unit, start};
use crate::harness::{Client, Port, Site, run, signal, stack, stack_says, wait};

struct Nginx {
    server: Child,
    client: Client,
    _port: Port,
    _unit: Unit,
}

impl Nginx {
    fn start(site: &Site) -> Self {
        // Makes the folders, for Apache's user.
        run(stack("httpd-conf", site.folder.path()).arg("1"));
        let unit = Unit::start(&site.folder);
        let port = Port::reserve();
        let dir = site.folder.path().display();
        let user = stack_says("server_user");
        let temp = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
            .map(|name| format!("{name}_temp_path {dir}/run/{name};"));
        let conf = format!(
            "pid {dir}/run/nginx.pid; daemon off; error_log {dir}/log/error.log; user {user};
             events {{}}
             http {{ access_log off; {temp}
               client_max_body_size 8m;
               server {{ listen 127.0.0.1:{port};
                 location /offline-circ/ {{
                   fastcgi_pass unix:{dir}/run/program.sock;
                   fastcgi_param SCRIPT_NAME $fastcgi_script_name;
                   fastcgi_param QUERY_STRING $query_string;
                   fastcgi_param REQUEST_METHOD $request_method;
                   fastcgi_param CONTENT_TYPE $content_type;
                   fastcgi_param CONTENT_LENGTH $content_length;
                   fastcgi_param REMOTE_ADDR $remote_addr;
                   fastcgi_param SERVER_NAME $host;
                 }}
               }}
             }}",
            temp = temp.concat()
        );
        site.write("nginx.conf", conf);
        let mut nginx = Command::new("nginx");
        nginx.arg("-c").arg(site.path("nginx.conf"));
        let server = start(&nginx, &site.path("log/httpd.out"));
        let client = Client::new(port.number);
        wait("nginx", || client.send("GET", "index.php", &[], b"").ok());
        Self {
            server,
            client,
            _port: port,
            _unit: unit,
        }
    }
}

impl Drop for Nginx {
    fn drop(&mut self) {
        // Killed, it would leave its own processes behind.
        signal(self.server.id().try_into().expect("a process id"), "TERM");
        let _ = self.server.wait();
    }
}

#[test]
fn behind_nginx_the_program_answers_the_same() {
    let site = Site::prepare();
    let nginx = Nginx::start(&site);
    let send = |method, page, headers: &[(&str, &str)], body: &[u8]| {
        let answer = nginx.client.send(method, page, headers, body);
        answer.unwrap_or_else(|e| panic!("{page}: {e}\n{}", site.log()))
    };
    for page in [
        "",
        "index.php",
        "clearold.php",
        "listfiles.php",
        "status.php",
    ] {
        let cgi = site.cgi(
            &[],
            "GET",
            if page.is_empty() { "index.php" } else { page },
            "",
        );
        let answer = send("GET", page, &[], b"").expect(200);
        if page != "status.php" {
            let cgi = cgi.answer.expect("an answer");
            assert_eq!(
                answer.header("Content-Security-Policy"),
                cgi.header("Content-Security-Policy")
            );
        }
    }
    assert_eq!(send("HEAD", "index.php", &[], b"").expect(200).text(), "");
    send("GET", "nothing.php", &[], b"").expect(404);
    send("PUT", "append.php", &[FORM], b"x").expect(405);
    let lines: Vec<String> = (0..2000)
        .map(|i| format!("MILLAR,20150827100001,R,{i}"))
        .collect();
    let body = encode(&[("textarea", &lines.join("\n"))]);
    let recorded = send("POST", "append.php", &[FORM, JSON], body.as_bytes()).expect(200);
    assert_eq!(recorded.json()["recorded"], 2000);
    let again = send("POST", "append.php", &[FORM, JSON], body.as_bytes()).expect(200);
    assert_eq!(again.json()["already_recorded"], 2000);
    send("POST", "extract.php", &[FORM], b"library=---").expect(200);
    assert_eq!(site.items_in(&site.dats()).len(), 2000);
    // Where nobody vouches for SERVER_NAME, it is the setting that names the host.
    let file = format!("output/{}", site.dats()[0]);
    for (host, status) in [("circ.test", 200), ("evil.example", 421)] {
        let host = [("Host", host)];
        assert_eq!(send("GET", "listrecords.php", &host, b"").status, status);
        assert_eq!(send("GET", &file, &host, b"").status, status);
    }
    assert!(
        site.log().contains("offline-circ: exported file="),
        "{}",
        site.log()
    );
}
