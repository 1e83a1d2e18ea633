//! Ports of the loopback interface that stay a test's own, also before and between the
//! servers that listen on them.

use std::fmt;
use std::net::SocketAddrV4;
use std::os::fd::OwnedFd;

use rustix::net::sockopt::set_socket_reuseaddr;
use rustix::net::{AddressFamily, SocketFlags, SocketType, bind, getsockname, socket_with};

/// Nobody is given a port to which a socket is bound; a server that asks for just this one
/// gets it all the same, since this socket allows it and does not listen.
pub struct Port {
    pub number: u16,
    _bound: OwnedFd,
}

impl Port {
    pub fn reserve() -> Self {
        let socket = socket_with(
            AddressFamily::INET,
            SocketType::STREAM,
            SocketFlags::CLOEXEC,
            None,
        );
        let bound = socket.expect("a socket can be made");
        set_socket_reuseaddr(&bound, true).expect("a socket's address can be shared");
        let any = SocketAddrV4::new([127, 0, 0, 1].into(), 0);
        bind(&bound, &any).expect("a port is free");
        let address = getsockname(&bound).expect("a bound socket has an address");
        let address = SocketAddrV4::try_from(address).expect("an IPv4 address");
        Self {
            number: address.port(),
            _bound: bound,
        }
    }
}

impl fmt::Display for Port {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.number.fmt(f)
    }
}
