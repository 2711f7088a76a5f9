use std::{env, process};

const USAGE: &str = "usage: services NAME [--port N] [--metrics]";

/// The command line, the same for all services.
pub struct Options {
    pub service: String,
    /// 0 lets the system choose.
    pub port: u16,
    pub metrics: bool,
}

impl Options {
    /// Reads the command line, or ends the process with the usage.
    pub fn from_args() -> Self {
        Self::parse(env::args().skip(1)).unwrap_or_else(|| {
            eprintln!("{USAGE}");
            process::exit(2)
        })
    }

    fn parse(mut args: impl Iterator<Item = String>) -> Option<Self> {
        let mut options = Self {
            service: args.next()?,
            port: 0,
            metrics: false,
        };
        while let Some(name) = args.next() {
            match name.as_str() {
                "--metrics" => options.metrics = true,
                "--port" => options.port = args.next()?.parse().ok()?,
                _ => return None,
            }
        }
        Some(options)
    }
}
