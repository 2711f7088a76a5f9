use std::any::Any;

use actix_tls::accept::rustls_0_23::TlsStream;
use actix_web::rt::net::TcpStream;
use fleet_service::CertificateDer;

/// The certificate that the client proved to hold when it connected.
pub fn client_certificate(connection: &dyn Any) -> Option<CertificateDer<'static>> {
    let stream = connection.downcast_ref::<TlsStream<TcpStream>>()?;
    let (_, session) = stream.get_ref();
    Some(session.peer_certificates()?.first()?.clone().into_owned())
}
