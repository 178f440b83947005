/// A place in a file that a person wrote: 1-based line, and 1-based column counted in Unicode scalars.
package struct SourceLocation: Sendable, Hashable, Codable, CustomStringConvertible {
    package var file: String
    package var line: Int
    package var column: Int

    package init(file: String, line: Int, column: Int) {
        self.file = file
        self.line = line
        self.column = column
    }

    /// `file:line:column`, the form that editors and terminals make clickable.
    package var description: String { "\(file):\(line):\(column)" }

    /// The location as `file:line`, for places where a column only distracts.
    package var short: String { "\(file):\(line)" }
}
