//! How much, how long and how many at once.

use super::answer::Failure;
use hyper::StatusCode;
use std::{
    collections::HashMap,
    net::IpAddr,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

/// Bounds of what is asked.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Bytes of a request, or of one line of many.
    pub bytes: usize,
    /// How long a check may take.
    pub time: Duration,
    /// Checks at a time.
    pub threads: usize,
    /// Requests at a time, those that wait among them; one more is answered with 503.
    pub waiting: usize,
    /// Of those, how many one address may have; one more is answered with 429.
    pub waiting_of_one: usize,
    /// Connections at a time; more wait to be taken.
    pub connections: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { bytes: 4 << 20, time: Duration::from_secs(20), threads: 2, waiting: 64, waiting_of_one: 48, connections: 256 }
    }
}

/// How long a client may take to send a request's head, and between two requests.
pub const HEADERS: Duration = Duration::from_secs(30);
/// How long a client may take between two parts of a request's body.
pub const PAUSE: Duration = Duration::from_secs(30);
/// Bytes of a request's head.
pub const HEADER_BYTES: usize = 64 << 10;
/// How long the rest of a request that was refused may go on coming, and its bytes.
pub const LINGER: Duration = Duration::from_secs(1);
pub const UNREAD: u64 = 16 << 20;
/// How long the server waits after a connection that could not be taken.
pub const BREATH: Duration = Duration::from_millis(50);
/// How long answers that are under way may take once the server is to stop.
pub const GOODBYE: Duration = Duration::from_secs(2);

/// The requests that are in hand.
pub struct Queue {
    all: usize,
    of_one: usize,
    clients: Mutex<HashMap<IpAddr, usize>>,
}

impl Queue {
    /// Room for `all` requests, `of_one` of them from one address.
    pub fn new(all: usize, of_one: usize) -> Self {
        Self { all, of_one, clients: Mutex::default() }
    }

    fn clients(&self) -> MutexGuard<'_, HashMap<IpAddr, usize>> {
        self.clients.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A place, until it is dropped.
    ///
    /// # Errors
    /// 503 where there is no room, 429 where this address has taken its share of it.
    pub fn enter(self: &Arc<Self>, client: IpAddr) -> Result<Admission, Failure> {
        let mut clients = self.clients();
        if clients.values().sum::<usize>() >= self.all {
            return Err(Failure::busy());
        }
        let own = clients.entry(client).or_default();
        if *own >= self.of_one {
            let message = format!("more than {} requests at a time from this address", self.of_one);
            return Err(Failure::new(StatusCode::TOO_MANY_REQUESTS, message).later());
        }
        *own += 1;
        Ok(Admission { queue: Arc::clone(self), client })
    }
}

/// A request in hand.
pub struct Admission {
    queue: Arc<Queue>,
    client: IpAddr,
}

impl Drop for Admission {
    fn drop(&mut self) {
        let mut clients = self.queue.clients();
        if let Some(own) = clients.get_mut(&self.client) {
            *own = own.saturating_sub(1);
            if *own == 0 {
                clients.remove(&self.client);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_address_leaves_room_for_others_and_all_together_have_an_end() {
        let queue = Arc::new(Queue::new(3, 2));
        let (one, other) = (IpAddr::from([10, 0, 0, 1]), IpAddr::from([10, 0, 0, 2]));
        let taken = [queue.enter(one).ok(), queue.enter(one).ok()];
        assert_eq!(queue.enter(one).err().map(|f| f.status), Some(StatusCode::TOO_MANY_REQUESTS));
        let third = queue.enter(other).ok();
        assert!(third.is_some());
        assert_eq!(queue.enter(other).err().map(|f| f.status), Some(StatusCode::SERVICE_UNAVAILABLE));
        drop(taken);
        assert!(queue.enter(one).is_ok());
        drop(third);
        assert!(queue.clients().is_empty(), "who has gone is forgotten");
    }
}
