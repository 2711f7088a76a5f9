use std::net::SocketAddr;
use std::path::PathBuf;
use std::str::FromStr;
use std::sync::LazyLock;
use std::{env, process};

use crate::report::STARTED;

const USAGE: &str = "usage: --variant leaky|fixed [--port N] [--metrics] \
                     [--ca FILE --certificate FILE --key FILE]";

#[derive(Clone, Copy, Debug)]
pub enum Variant {
    Leaky,
    Fixed,
}

impl FromStr for Variant {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, String> {
        match name {
            "leaky" => Ok(Self::Leaky),
            "fixed" => Ok(Self::Fixed),
            _ => Err(format!("{name}: neither leaky nor fixed")),
        }
    }
}

/// The command line, the same for all services; the three files matter to mutual TLS alone.
#[derive(Debug)]
pub struct Options {
    pub variant: Variant,
    /// 0 lets the system choose.
    pub port: u16,
    pub metrics: bool,
    pub ca: PathBuf,
    pub certificate: PathBuf,
    pub key: PathBuf,
}

impl Options {
    /// Reads the command line, or ends the process with the usage.
    pub fn from_args() -> Self {
        LazyLock::force(&STARTED);
        Self::parse(env::args().skip(1)).unwrap_or_else(|error| {
            eprintln!("{error}\n{USAGE}");
            process::exit(2)
        })
    }

    fn parse(mut args: impl Iterator<Item = String>) -> Result<Self, String> {
        let mut variant = None;
        let mut port = env::var("PORT").unwrap_or_else(|_| "0".to_owned());
        let mut metrics = false;
        let [mut ca, mut certificate, mut key] = [const { PathBuf::new() }; 3];
        while let Some(name) = args.next() {
            if name == "--metrics" {
                metrics = true;
                continue;
            }
            let value = args.next().ok_or_else(|| format!("{name} needs a value"))?;
            match name.as_str() {
                "--variant" => variant = Some(value.parse()?),
                "--port" => port = value,
                "--ca" => ca = value.into(),
                "--certificate" => certificate = value.into(),
                "--key" => key = value.into(),
                _ => return Err(format!("{name}: no such option")),
            }
        }
        Ok(Self {
            variant: variant.ok_or("--variant is missing")?,
            port: port.parse().map_err(|_| format!("{port}: not a port"))?,
            metrics,
            ca,
            certificate,
            key,
        })
    }
}

/// Says where the service listens: the line that whoever started it is waiting for.
pub fn announce(what: &str, scheme: &str, address: SocketAddr) {
    println!("{what} on {scheme}://{address}");
}
