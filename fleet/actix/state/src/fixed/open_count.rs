use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

/// Counts how many of those that hold one are alive, by its own birth and death.
pub struct OpenCount(&'static AtomicUsize);

impl OpenCount {
    pub fn new(open: &'static AtomicUsize) -> Self {
        open.fetch_add(1, Relaxed);
        Self(open)
    }
}

impl Drop for OpenCount {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Relaxed);
    }
}
