/// What a Redis server answers.
package indirect enum RedisReply: Sendable, Equatable {
    /// A word of the server, such as `PONG` and `OK`.
    case status(String)
    /// Bytes that are not UTF-8 become U+FFFD.
    case text(String)
    case integer(Int)
    case null
    case list([RedisReply])
    /// `NOAUTH Authentication required.`
    case error(String)

    /// The error that the reply is, or the first one anywhere in it: a script and a transaction answer with lists, and go
    /// on behind an error.
    package var firstError: String? {
        switch self {
        case .error(let text): text
        case .list(let replies): replies.lazy.compactMap(\.firstError).first
        case .status, .text, .integer, .null: nil
        }
    }

    /// The first word of an error: `NOAUTH`, `WRONGPASS`, `ERR`.
    package var errorCode: String? {
        guard case .error(let text) = self else { return nil }
        return String(text.prefix { $0 != " " }.prefix(40))
    }
}
