//! `copydesk serve`: one process that answers other programs. LanguageTool's protocol under `/v2`, copydesk's own JSON under `/api`, and
//! a page for people at `/`.
//!
//! What a request asks for is worked out by [`Desk`]; here is what stands between it and the network: who may ask (`guard`), how much
//! and how many at once (`limits`), and the forms of question and answer. Nothing of an article is written anywhere.

mod answer;
mod api;
mod body;
mod guard;
mod languagetool;
mod limits;
mod page;

pub use guard::Guard;
pub use limits::Limits;

use crate::{
    desk::{Desk, Refusal},
    session::Cancel,
};
use answer::{Answer, Failure};
use hyper::{Method, Request, StatusCode, body::Incoming, header, server::conn::http1, service::service_fn};
use hyper_util::rt::{TokioIo, TokioTimer};
use limits::Queue;
use std::{convert::Infallible, future::Future, net::IpAddr, sync::Arc};
use tokio::{
    io::{self, AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    sync::Semaphore,
    task, time,
};

/// A server, before it listens.
pub struct Server {
    desk: Arc<Desk>,
    guard: Guard,
    limits: Limits,
    queue: Arc<Queue>,
    cores: Arc<Semaphore>,
}

impl Server {
    /// A server that answers whom `guard` admits.
    pub fn new(desk: Desk, guard: Guard, limits: Limits) -> Self {
        let queue = Arc::new(Queue::new(limits.waiting, limits.waiting_of_one));
        let cores = Arc::new(Semaphore::new(limits.threads.max(1)));
        Self { desk: Arc::new(desk), guard, limits, queue, cores }
    }

    /// Answers until `stop` is done; what is under way then gets a moment to end.
    ///
    /// # Errors
    /// Those of the listener; a single connection's errors are its own.
    pub async fn run(self, listener: TcpListener, stop: impl Future<Output = ()>) -> std::io::Result<()> {
        let server = Arc::new(self);
        let connections = Arc::new(Semaphore::new(server.limits.connections));
        tokio::pin!(stop);
        loop {
            let next = async {
                let permit = Arc::clone(&connections).acquire_owned().await.map_err(std::io::Error::other)?;
                let accepted = listener.accept().await;
                std::io::Result::Ok((permit, accepted))
            };
            let (permit, accepted) = tokio::select! {
                () = &mut stop => break,
                next = next => next?,
            };
            // One that is gone before it was taken, or too many open files: the others go on.
            let Ok((stream, peer)) = accepted else {
                time::sleep(limits::BREATH).await;
                continue;
            };
            let _ = stream.set_nodelay(true);
            let server = Arc::clone(&server);
            task::spawn(async move {
                let service = service_fn(|request| {
                    let server = Arc::clone(&server);
                    async move { Ok::<_, Infallible>(server.answer(peer.ip(), request).await) }
                });
                let mut http = http1::Builder::new();
                http.timer(TokioTimer::new()).header_read_timeout(limits::HEADERS).max_buf_size(limits::HEADER_BYTES).half_close(false);
                // What goes wrong in a connection concerns its client, who sees it.
                if let Ok(done) = http.serve_connection(TokioIo::new(stream), service).without_shutdown().await {
                    linger(done.io.into_inner()).await;
                }
                drop(permit);
            });
        }
        // Answers that are nearly done are still given.
        let all = u32::try_from(server.limits.connections).unwrap_or(u32::MAX);
        let _ = time::timeout(limits::GOODBYE, connections.acquire_many(all)).await;
        Ok(())
    }

    async fn answer(self: Arc<Self>, peer: IpAddr, request: Request<Incoming>) -> Answer {
        let origin = match self.guard.admit(&request) {
            Ok(origin) => origin,
            Err(failure) => return answer::secured(failure.into_answer(), None),
        };
        let given = self.given(peer, request).await.unwrap_or_else(Failure::into_answer);
        answer::secured(given, origin)
    }

    async fn given(self: Arc<Self>, peer: IpAddr, request: Request<Incoming>) -> Result<Answer, Failure> {
        let path = request.uri().path().to_owned();
        if request.method() == Method::OPTIONS {
            return Ok(answer::preflight(&request));
        }
        if let Some(file) = page::file(&path) {
            allow(&request, &[Method::GET])?;
            return Ok(file);
        }
        if let Some(rest) = path.strip_prefix("/v2/") {
            return languagetool::answer(self, peer, rest, request).await;
        }
        if let Some(rest) = path.strip_prefix("/api/") {
            // LanguageTool's clients send their key among the fields; all others as HTTP does.
            self.guard.check_bearer(&request)?;
            return api::answer(self, peer, rest, request).await;
        }
        Err(Failure::missing(&path))
    }

    /// Does something with the desk where there is room and a core for it, and calls it off when it takes too long or nobody waits
    /// for it any more.
    async fn work<T: Send + 'static>(&self, job: impl FnOnce(&Desk, &Cancel) -> Result<T, Refusal> + Send + 'static) -> Result<T, Failure> {
        let permit = Arc::clone(&self.cores).acquire_owned().await.map_err(|_| Failure::busy())?;
        let (desk, cancel) = (Arc::clone(&self.desk), Cancel::default());
        let unwanted = CallOff(cancel.clone());
        let running = task::spawn_blocking(move || {
            let done = job(&desk, &cancel);
            drop(permit);
            done
        });
        let done = time::timeout(self.limits.time, running).await;
        drop(unwanted);
        match done {
            Ok(Ok(done)) => done.map_err(Failure::from),
            Ok(Err(_)) => Err(Failure::new(StatusCode::INTERNAL_SERVER_ERROR, "copydesk failed on this request; please report it")),
            Err(_) => Err(Failure::slow(self.limits.time)),
        }
    }
}

/// Ends a connection so that the last answer arrives: a socket that is closed while something is unread in it, as behind a request that was
/// refused before all of it came, takes back what the client has not read yet (RFC 9112, 9.6).
async fn linger(mut stream: TcpStream) {
    let unread = async {
        stream.shutdown().await?;
        io::copy(&mut stream.take(limits::UNREAD), &mut io::sink()).await
    };
    let _ = time::timeout(limits::LINGER, unread).await;
}

/// Calls a check off when it is dropped: its client has gone, or its time is over.
struct CallOff(Cancel);

impl Drop for CallOff {
    fn drop(&mut self) {
        self.0.cancel();
    }
}

/// Refuses other methods; HEAD is a GET without its body.
fn allow(request: &Request<Incoming>, methods: &[Method]) -> Result<(), Failure> {
    let head = request.method() == Method::HEAD && methods.contains(&Method::GET);
    if head || methods.contains(request.method()) {
        return Ok(());
    }
    let names = methods.iter().map(Method::as_str).collect::<Vec<_>>().join(", ");
    let failure = Failure::new(StatusCode::METHOD_NOT_ALLOWED, format!("{} is not answered here, only {names}", request.method()));
    Err(failure.with(header::ALLOW, names))
}
