/// Why the bytes of a config file are not there.
package enum ConfigFileFailure: Error, Sendable, Equatable {
    /// There is no such file: the config is incomplete, and that is a failure of what is verified.
    case missing
    /// It is there, but can't be read, for the reason given in a few words: nothing is known about it then.
    case unreadable(String)
}
