//! The spans that are open: what stands around the events of one request, or of one work.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use tracing::Metadata;
use tracing::span::{Attributes, Id, Record};
use tracing_core::span::Current;

use super::Fields;

thread_local! {
    static ENTERED: RefCell<Vec<Id>> = const { RefCell::new(Vec::new()) };
}

/// Does something with the spans that this thread is in, the innermost last; a thread that ends is in none.
fn entered<T>(work: impl FnOnce(&mut Vec<Id>) -> T) -> Option<T> {
    let worked = ENTERED.try_with(|entered| work(&mut entered.borrow_mut()));
    worked.ok()
}

pub(super) fn enter(span: &Id) {
    entered(|entered| entered.push(span.clone()));
}

pub(super) fn exit(span: &Id) {
    entered(|entered| {
        // Not always the last: spans may be left in another order than they were entered in.
        if let Some(at) = entered.iter().rposition(|entered| entered == span) {
            entered.remove(at);
        }
    });
}

/// The parent of something new: the span that it happens in or, where it names another, that.
pub(super) fn parent(is_contextual: bool, named: Option<&Id>) -> Option<Id> {
    if is_contextual {
        innermost()
    } else {
        named.cloned()
    }
}

fn innermost() -> Option<Id> {
    entered(|entered| entered.last().cloned()).flatten()
}

#[derive(Default)]
pub(super) struct Spans(Mutex<Open>);

#[derive(Default)]
struct Open {
    last: u64,
    spans: BTreeMap<u64, Span>,
}

struct Span {
    metadata: &'static Metadata<'static>,
    fields: Fields,
    parent: Option<Id>,
    /// Handles, and spans within.
    references: usize,
}

impl Spans {
    pub(super) fn open(&self, span: &Attributes<'_>) -> Id {
        let mut fields = Fields::default();
        span.record(&mut fields);
        let parent = parent(span.is_contextual(), span.parent());
        let mut all = self.all();
        if let Some(parent) = &parent {
            all.refer_to(parent);
        }
        all.last += 1;
        let id = all.last;
        let span = Span {
            metadata: span.metadata(),
            fields,
            parent,
            references: 1,
        };
        all.spans.insert(id, span);
        Id::from_u64(id)
    }

    pub(super) fn record(&self, span: &Id, values: &Record<'_>) {
        // Before anybody is kept waiting: a value may write to the log itself while it is written, or panic.
        let mut fields = Fields::default();
        values.record(&mut fields);
        if let Some(span) = self.all().get(span) {
            span.fields.replace(fields);
        }
    }

    /// Adds the fields of that span and of all around it, the nearest first.
    pub(super) fn add_fields(&self, mut span: Option<Id>, fields: &mut Fields) {
        let mut all = self.all();
        while let Some(known) = span.take().and_then(|id| all.get(&id)) {
            fields.add(&known.fields);
            span.clone_from(&known.parent);
        }
    }

    pub(super) fn refer_to(&self, span: &Id) -> Id {
        self.all().refer_to(span);
        span.clone()
    }

    /// Takes one reference back; whether it was the last.
    pub(super) fn close(&self, span: &Id) -> bool {
        self.all().close(span)
    }

    pub(super) fn current(&self) -> Current {
        let current = innermost().and_then(|id| {
            let metadata = self.all().get(&id)?.metadata;
            Some(Current::new(id, metadata))
        });
        current.unwrap_or_else(Current::none)
    }

    fn all(&self) -> MutexGuard<'_, Open> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Open {
    fn get(&mut self, span: &Id) -> Option<&mut Span> {
        self.spans.get_mut(&span.into_u64())
    }

    fn refer_to(&mut self, span: &Id) {
        if let Some(span) = self.get(span) {
            span.references += 1;
        }
    }

    fn close(&mut self, id: &Id) -> bool {
        let Some(span) = self.get(id) else {
            return false;
        };
        span.references -= 1;
        if span.references > 0 {
            return false;
        }
        let closed = self.spans.remove(&id.into_u64());
        if let Some(parent) = closed.and_then(|closed| closed.parent) {
            self.close(&parent);
        }
        true
    }
}

#[cfg(test)]
impl Spans {
    /// How many are open.
    pub(super) fn count(&self) -> usize {
        self.all().spans.len()
    }
}
