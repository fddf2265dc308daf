//! `template.yaml` and the code say the same: functions, routes, settings, tables; and the template keeps what was promised
//! of it.

mod functions;
mod promises;
mod routes;
mod settings;
mod tables;
