//! How calls to the store go out. What the SDK makes of a call is large: behind a type that tells nothing of it, it is
//! compiled here once, and not again in each function that waits for an answer, and makes no caller's future large.

use std::pin::Pin;

use aws_sdk_dynamodb::error::SdkError;
use aws_sdk_dynamodb::operation::{
    batch_get_item, batch_write_item, get_item, query, scan, transact_get_items,
    transact_write_items, update_item,
};

/// An answer on its way.
pub(super) type Calling<T, E> = Pin<Box<dyn Future<Output = Result<T, SdkError<E>>> + Send>>;

/// A request that is whole.
pub(super) trait Call {
    /// What the store answers.
    type Answer;
    /// What it refuses with.
    type Refusal;

    /// Sends it, again where the client's rules say so.
    fn call(self) -> Calling<Self::Answer, Self::Refusal>;
}

macro_rules! calls {
    ($($operation:ident: $request:ident, $answer:ident, $refusal:ident;)*) => {$(
        impl Call for $operation::builders::$request {
            type Answer = $operation::$answer;
            type Refusal = $operation::$refusal;

            fn call(self) -> Calling<Self::Answer, Self::Refusal> {
                Box::pin(self.send())
            }
        }
    )*};
}

calls! {
    batch_get_item: BatchGetItemFluentBuilder, BatchGetItemOutput, BatchGetItemError;
    batch_write_item: BatchWriteItemFluentBuilder, BatchWriteItemOutput, BatchWriteItemError;
    get_item: GetItemFluentBuilder, GetItemOutput, GetItemError;
    query: QueryFluentBuilder, QueryOutput, QueryError;
    scan: ScanFluentBuilder, ScanOutput, ScanError;
    transact_get_items: TransactGetItemsFluentBuilder, TransactGetItemsOutput, TransactGetItemsError;
    transact_write_items: TransactWriteItemsFluentBuilder, TransactWriteItemsOutput, TransactWriteItemsError;
    update_item: UpdateItemFluentBuilder, UpdateItemOutput, UpdateItemError;
}
