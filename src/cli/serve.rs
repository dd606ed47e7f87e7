//! `copydesk serve`.

use super::{BROKEN, CLEAN, input, terminal::Colour};
use crate::serve::{Guard, Limits, Server};
use clap::{Args, ValueHint};
use std::{
    env, fs,
    io::{self, Write as _},
    net::{IpAddr, Ipv4Addr, SocketAddr},
    path::PathBuf,
    time::Duration,
};
use tokio::{net::TcpListener, runtime, signal};

/// The variable of the environment that holds the token.
const TOKEN: &str = "COPYDESK_TOKEN";
/// Characters that a token has at least.
const MIN_TOKEN: usize = 16;

/// Serve a page for people, and other programs: LanguageTool's protocol at /v2, copydesk's own JSON at /api
///
/// Only this machine is served, and only pages that come from here. With --address another network is, for who knows the token. Articles
/// are read in memory, and nothing of them is written anywhere. Settings are those of the nearest copydesk.toml.
#[derive(Args)]
pub struct Serve {
    /// The port; 0 takes a free one. LanguageTool's own server has 8081
    #[arg(long, value_name = "N", default_value_t = 8081)]
    port: u16,
    /// The address to listen at; one that other machines reach needs a token
    #[arg(long, value_name = "IP", default_value_t = IpAddr::V4(Ipv4Addr::LOCALHOST))]
    address: IpAddr,
    /// The file with the token that clients must send, as `Authorization: Bearer …` or as LanguageTool's `apiKey`; the environment's
    /// COPYDESK_TOKEN does as well
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    token_file: Option<PathBuf>,
    /// A further host name under which the server may be asked for, as behind a proxy
    #[arg(long, value_name = "NAME")]
    allow_host: Vec<String>,
    /// An origin whose pages may ask, such as https://cms.example
    #[arg(long, value_name = "ORIGIN", value_parser = origin)]
    allow_origin: Vec<String>,
    /// Refuse requests of more bytes
    #[arg(long, value_name = "BYTES", default_value_t = 4 << 20, value_parser = bytes)]
    max_request: usize,
    /// Give up a check after so many seconds
    #[arg(long, value_name = "SECONDS", default_value_t = 20, value_parser = clap::value_parser!(u64).range(1..=3600))]
    timeout: u64,
    /// How many articles are checked at a time; as many as there are cores by default
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    threads: Option<u16>,
    #[command(flatten)]
    configured: input::Configured,
}

fn origin(text: &str) -> Result<String, String> {
    let host = text.split_once("://").map(|(_, host)| host);
    match host {
        Some(host) if !host.is_empty() && !host.contains(['/', '*']) => Ok(text.to_owned()),
        _ => Err("not an origin: a scheme and a host, such as https://cms.example, without a path".to_owned()),
    }
}

fn bytes(text: &str) -> Result<usize, String> {
    let known = text.parse().ok().filter(|n| (1024..=512 << 20).contains(n));
    known.ok_or_else(|| format!("not a number of bytes from 1024 to {}", 512 << 20))
}

impl Serve {
    /// Runs the command and gives its exit status.
    pub fn run(&self, colour: Colour) -> u8 {
        match self.serve(colour) {
            Ok(()) => CLEAN,
            Err(message) => {
                colour.error(message);
                BROKEN
            }
        }
    }

    fn serve(&self, colour: Colour) -> Result<(), String> {
        let guard = self.guard()?;
        let desk = input::desk(&self.configured, colour)?;
        let limits = Limits {
            bytes: self.max_request,
            time: Duration::from_secs(self.timeout),
            threads: input::threads(self.threads),
            ..Limits::default()
        };
        let server = Server::new(desk, guard, limits);
        let runtime = runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().map_err(|e| e.to_string())?;
        let address = SocketAddr::new(self.address, self.port);
        let done = runtime.block_on(async {
            let listener = TcpListener::bind(address).await.map_err(|e| format!("can't listen at {address}: {}", input::reason(&e)))?;
            let at = listener.local_addr().map_err(|e| e.to_string())?;
            let said = writeln!(io::stdout(), "copydesk serves http://{at}/, LanguageTool's protocol at http://{at}/v2")
                .and_then(|()| io::stdout().flush());
            said.map_err(|e| input::reason(&e))?;
            server.run(listener, stopped()).await.map_err(|e| input::reason(&e))
        });
        // A check that nobody waits for any more is not waited for here.
        runtime.shutdown_background();
        done
    }

    fn guard(&self) -> Result<Guard, String> {
        let guard = Guard::new(&self.allow_host, &self.allow_origin);
        let token = match &self.token_file {
            Some(file) => Some(fs::read_to_string(file).map_err(|e| format!("{}: {}", input::shown(file), input::reason(&e)))?),
            None => env::var(TOKEN).ok(),
        };
        match token.as_deref().map(str::trim) {
            Some(token) if token.chars().count() < MIN_TOKEN => Err(format!("the token has less than {MIN_TOKEN} characters")),
            Some(token) if self.address.is_loopback() => Ok(guard.with_token(token)),
            Some(token) => Ok(guard.with_token(token).any_host()),
            None if self.address.is_loopback() => Ok(guard),
            None => Err(format!("{} can be reached from other machines: give a token, with --token-file or as {TOKEN}", self.address)),
        }
    }
}

/// When the user or the system has had enough.
async fn stopped() {
    #[cfg(unix)]
    {
        let terminated = async {
            match signal::unix::signal(signal::unix::SignalKind::terminate()) {
                Ok(mut signal) => _ = signal.recv().await,
                Err(_) => std::future::pending().await,
            }
        };
        tokio::select! {
            _ = signal::ctrl_c() => {}
            () = terminated => {}
        }
    }
    #[cfg(not(unix))]
    let _ = signal::ctrl_c().await;
}
