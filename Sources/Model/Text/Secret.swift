/// A value that no description, mirror, dump or encoder shows.
package struct Secret: Sendable, Hashable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    private let value: String

    package init(_ value: String) { self.value = value }

    /// Hands the value to the one place that has to use it.
    package func reveal() -> String { value }

    package var description: String { "********" }
    package var debugDescription: String { "********" }
    package var customMirror: Mirror { Mirror(self, children: [:]) }
}
