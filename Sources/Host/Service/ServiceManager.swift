/// The service manager that runs on this machine, by the program that asks it.
package enum ServiceManager: Sendable, Equatable {
    /// `systemctl`.
    case systemd(String)
    /// `launchctl`.
    case launchd(String)
}
