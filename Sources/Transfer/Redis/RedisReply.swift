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

    /// The first word of an error: `NOAUTH`, `WRONGPASS`, `ERR`.
    package var errorCode: String? {
        guard case .error(let text) = self else { return nil }
        return String(text.prefix { $0 != " " }.prefix(40))
    }
}
