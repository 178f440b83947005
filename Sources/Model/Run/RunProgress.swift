/// How far something that takes long has come; for people who wait, never part of a result.
package struct RunProgress: Sendable, Equatable, ExpressibleByStringInterpolation, CustomStringConvertible {
    /// One short line: the load's rate, a retry's state.
    package var text: String
    /// 0 to 1, where it is known.
    package var done: Double?
    /// About how long it still takes, where it is known.
    package var left: Duration?

    package init(_ text: String, done: Double? = nil, left: Duration? = nil) {
        self.text = text
        self.done = done
        self.left = left
    }

    package init(stringLiteral text: String) { self.init(text) }

    package var description: String { text }
}
