//! The edge that every caller meets first: paths, methods, types, sizes, bodies, headers and problems.

mod bodies;
mod cors;
mod hanging;
mod headers;
mod order;
mod pages;
mod routes;
