/// A finding about a suite, a project file or an argument, made before anything was sent.
package struct Diagnostic: Sendable, Hashable {
    package enum Level: String, Sendable { case error, warning, note }

    package var level: Level
    package var location: SourceLocation?
    /// What was found, in one sentence without a full stop.
    package var message: String
    /// What would have been right.
    package var fix: String?

    package init(_ level: Level = .error, at location: SourceLocation?, _ message: String, fix: String? = nil) {
        self.level = level
        self.location = location
        self.message = message
        self.fix = fix
    }
}

/// Collects every diagnostic of a load, so that all errors of a file are shown at once.
package final class Diagnostics {
    /// What is shown: each once, the first `limit` of each level.
    package private(set) var all: [Diagnostic] = []
    /// All errors that were ever reported, those beyond the limit too.
    package private(set) var errorCount = 0

    private var seen: Set<Diagnostic> = []
    private var shown: [Diagnostic.Level: Int] = [:]

    /// More than this says nothing new and hides the first ones.
    private let limit = 200

    package init() {}

    package var hasErrors: Bool { errorCount > 0 }

    package func error(at location: SourceLocation?, _ message: String, fix: String? = nil) {
        add(Diagnostic(.error, at: location, message, fix: fix))
    }

    package func warning(at location: SourceLocation?, _ message: String, fix: String? = nil) {
        add(Diagnostic(.warning, at: location, message, fix: fix))
    }

    package func add(_ diagnostic: Diagnostic) {
        if diagnostic.level == .error { errorCount += 1 }
        guard shown[diagnostic.level, default: 0] < limit, seen.insert(diagnostic).inserted else { return }
        shown[diagnostic.level, default: 0] += 1
        all.append(diagnostic)
    }

    /// All diagnostics in the order of their places, files in the order in which they were first named.
    package var sorted: [Diagnostic] {
        var order: [String: Int] = [:]
        for diagnostic in all {
            if let file = diagnostic.location?.file, order[file] == nil { order[file] = order.count }
        }
        func rank(_ diagnostic: Diagnostic, _ index: Int) -> (Int, Int, Int, Int) {
            guard let place = diagnostic.location else { return (-1, 0, 0, index) }
            return (order[place.file] ?? 0, place.line, place.column, index)
        }
        return all.enumerated().sorted { rank($0.element, $0.offset) < rank($1.element, $1.offset) }.map(\.element)
    }
}
