internal import Model

/// A run as JUnit knows it: suites of test cases, never nested.
struct JUnitDocument {
    var name: String
    var seconds: Double
    /// What holds for the whole run; written with the first suite, since JUnit has no other place for it.
    var properties: [(name: String, value: String)]
    var suites: [Suite]

    struct Suite {
        /// Unique in the document, also the class name of its cases: `gonogo.smoke.kis-core`.
        var name: String
        var kind: String
        var file: String?
        var startedAt: Timestamp
        var seconds: Double
        /// Names that no other suite has: one consumer takes all properties of a document for those of one suite.
        var properties: [(name: String, value: String)] = []
        var cases: [Case]
        var output = ""
    }

    struct Case {
        /// Unique in its suite and the same in every run: no measured value is in it.
        var name: String
        var seconds: Double
        var result: Result
        var output = ""
        var location: SourceLocation?
        var properties: [(name: String, value: String)] = []
    }

    enum Result {
        case passed
        case failure(Problem)
        case error(Problem)
        case skipped(message: String)
    }

    struct Problem {
        /// With a dot in it: a bare word such as `integer` makes one consumer convert the message.
        var type: String
        var message: String
        var text: String
    }
}

extension JUnitDocument.Case {
    var isFailure: Bool { if case .failure = result { true } else { false } }
    var isError: Bool { if case .error = result { true } else { false } }
    var isSkipped: Bool { if case .skipped = result { true } else { false } }
    var isPassed: Bool { if case .passed = result { true } else { false } }
}

extension [JUnitDocument.Case] {
    /// The counts that consumers compare with what they find.
    var counts: [(name: String, value: String)] {
        [
            ("tests", String(count)), ("failures", String(count(where: \.isFailure))),
            ("errors", String(count(where: \.isError))),
        ]
    }

    var skipped: String { String(count(where: \.isSkipped)) }
}
