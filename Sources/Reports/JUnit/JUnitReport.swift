package import Model

/// A run as JUnit XML that CI servers read.
package enum JUnitReport {
    /// Consumers refuse or choke on larger files.
    package static let defaultLimit = 20_000_000

    /// The document, at most `limit` bytes long: where it would be longer, the least telling parts are left out in turn,
    /// and a suite property says which.
    package static func render(
        _ record: RunRecord, dialect: JUnitDialect = .junit10, limit: Int = defaultLimit
    ) -> [UInt8] {
        let document = JUnitDocument(record)
        for detail in JUnitDetail.allCases {
            let bytes = JUnitWriter(dialect).write(document.reduced(to: detail))
            if bytes.count <= limit { return bytes }
        }
        let problems = document.reduced(to: .problemsOnly)
        var count = max(1, limit / 4_096)
        while true {
            let bytes = JUnitWriter(dialect).write(problems.keeping(first: count))
            if bytes.count <= limit || count == 1 { return bytes }
            count /= 2
        }
    }
}

/// How much of a document is written, from everything to the least.
enum JUnitDetail: CaseIterable {
    case everything, outputOfProblems, noOutput, problemsOnly

    static let property = "gonogo.left_out"

    var leftOut: String? {
        switch self {
        case .everything: nil
        case .outputOfProblems: "the output of passed test cases"
        case .noOutput: "all output, and texts beyond 1 KiB"
        case .problemsOnly: "passed test cases, all output, and texts beyond 1 KiB"
        }
    }
}

extension JUnitDocument {
    func reduced(to detail: JUnitDetail) -> JUnitDocument {
        guard let leftOut = detail.leftOut else { return self }
        var document = self
        document.properties.append((JUnitDetail.property, leftOut))
        document.suites = suites.map { $0.reduced(to: detail) }
        if detail == .problemsOnly { document.suites.removeAll(where: \.cases.isEmpty) }
        return document.suites.isEmpty ? keeping(first: 1) : document
    }

    /// Only the first test cases, with the rest counted.
    func keeping(first limit: Int) -> JUnitDocument {
        var document = self
        var left = limit
        let total = suites.reduce(0) { $0 + $1.cases.count }
        document.properties.removeAll { $0.name == JUnitDetail.property }
        document.properties.append(
            (JUnitDetail.property, "passed test cases, all but \(limit) of \(total) others, all output"))
        document.suites = suites.compactMap { suite in
            guard left > 0 else { return nil }
            var suite = suite
            suite.cases = suite.cases.prefix(left).map { $0.reduced(to: .noOutput) }
            suite.output = ""
            left -= suite.cases.count
            return suite
        }
        return document
    }
}

extension JUnitDocument.Suite {
    fileprivate func reduced(to detail: JUnitDetail) -> JUnitDocument.Suite {
        var suite = self
        suite.cases = cases.filter { detail != .problemsOnly || !$0.isPassed }.map { $0.reduced(to: detail) }
        if detail != .outputOfProblems { suite.output = "" }
        return suite
    }
}

extension JUnitDocument.Case {
    fileprivate func reduced(to detail: JUnitDetail) -> JUnitDocument.Case {
        var reduced = self
        if detail != .outputOfProblems || isPassed { reduced.output = "" }
        guard detail != .outputOfProblems else { return reduced }
        switch result {
        case .failure(let problem): reduced.result = .failure(problem.shortened)
        case .error(let problem): reduced.result = .error(problem.shortened)
        case .passed, .skipped: break
        }
        return reduced
    }
}

extension JUnitDocument.Problem {
    fileprivate var shortened: JUnitDocument.Problem {
        JUnitDocument.Problem(type: type, message: message.clipped(bytes: 512), text: text.clipped(bytes: 1_024))
    }
}
