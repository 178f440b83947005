/// How long each part of an exchange took.
///
///     |-- redirects --|-- dns --|-- connect --|-- tls --|-- wait --|-- receive --|
///     |------------------------- ttfb --------------------------->|
///     |---------------------------------- total -------------------------------->|
///
/// The parts belong to the last hop; earlier hops are `redirects`. A part that never began is zero, so is each of
/// `dns`, `connect` and `tls` on a connection that was already open.
package struct TransferTimings: Sendable, Equatable {
    package var redirects: Duration = .zero
    package var dns: Duration = .zero
    package var connect: Duration = .zero
    package var tls: Duration = .zero
    /// From the moment the connection stood, through sending the request, to the answer's first byte.
    package var wait: Duration = .zero
    package var receive: Duration = .zero
    /// From the very start; nil when no byte of the last hop's answer came.
    package var ttfb: Duration?
    package var total: Duration = .zero

    package init() {}
}
