/// What this machine says of itself: processors, memory, processes, file systems and files.
///
/// The readings that differ from system to system are in `Host+Linux.swift` and `Host+Darwin.swift`, which is the one
/// place where a system is chosen. All of them may block: no caller is on the cooperative pool.
package enum Host {}
