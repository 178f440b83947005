internal import Model

/// Writes a document in one of the dialects.
struct JUnitWriter {
    private let dialect: JUnitDialect

    init(_ dialect: JUnitDialect) { self.dialect = dialect }

    func write(_ document: JUnitDocument) -> [UInt8] {
        var xml = XMLWriter()
        xml.element("testsuites", attributes(document)) { xml in
            for (index, suite) in document.suites.enumerated() {
                write(suite, index, (index == 0 ? document.properties : []) + suite.properties, &xml)
            }
        }
        return xml.bytes
    }

    private func attributes(_ document: JUnitDocument) -> XMLWriter.Attributes {
        let cases = document.suites.flatMap(\.cases)
        let common = [("name", document.name)] + cases.counts + [("time", Self.time(document.seconds))]
        return switch dialect {
        case .junit10: common
        case .strict: []
        case .extended: common + [("skipped", cases.skipped)]
        }
    }

    private func write(
        _ suite: JUnitDocument.Suite, _ index: Int, _ properties: XMLWriter.Attributes, _ xml: inout XMLWriter
    ) {
        var attributes: XMLWriter.Attributes = [("name", suite.name)]
        if dialect == .strict {
            attributes += [("package", "gonogo.\(suite.kind)"), ("id", String(index)), ("hostname", "localhost")]
        }
        attributes += suite.cases.counts + [("skipped", suite.cases.skipped), ("time", Self.time(suite.seconds))]
        attributes.append(("timestamp", suite.startedAt.withoutZone))
        if dialect != .strict, let file = suite.file { attributes.append(("file", file)) }
        xml.element("testsuite", attributes) { xml in
            write(properties, &xml)
            for result in suite.cases { write(result, suite.name, &xml) }
            if dialect == .strict {
                xml.element("system-out", text: Self.joinedOutput(suite))
                xml.element("system-err", text: "")
            } else if !suite.output.isEmpty {
                xml.element("system-out", text: suite.output)
            }
        }
    }

    private func write(_ properties: XMLWriter.Attributes, _ xml: inout XMLWriter) {
        guard !properties.isEmpty || dialect == .strict else { return }
        xml.element("properties") { xml in
            for property in properties {
                xml.element("property", [("name", property.name), ("value", property.value)])
            }
        }
    }

    private func write(_ result: JUnitDocument.Case, _ className: String, _ xml: inout XMLWriter) {
        var attributes: XMLWriter.Attributes = [
            ("name", result.name), ("classname", className), ("time", Self.time(result.seconds)),
        ]
        if dialect == .extended, let location = result.location {
            attributes += [("file", location.file), ("line", String(location.line))]
        }
        xml.element("testcase", attributes) { xml in
            if dialect == .extended { write(result.properties, &xml) }
            switch result.result {
            case .passed: break
            case .failure(let problem): write("failure", problem, &xml)
            case .error(let problem): write("error", problem, &xml)
            case .skipped(let message): xml.element("skipped", [("message", message)])
            }
            if dialect != .strict, !result.output.isEmpty { xml.element("system-out", text: result.output) }
        }
    }

    private func write(_ name: String, _ problem: JUnitDocument.Problem, _ xml: inout XMLWriter) {
        xml.element(name, [("type", problem.type), ("message", problem.message)], text: problem.text)
    }

    /// The strict schema has a place for output in suites only: that of all cases, within the bound of one.
    private static func joinedOutput(_ suite: JUnitDocument.Suite) -> String {
        var text = suite.output
        for result in suite.cases where !result.output.isEmpty {
            guard text.utf8.count < 64 << 10 else { break }
            text += "\(result.name):\n\(result.output)"
        }
        return text.clipped(bytes: (64 << 10) - 64)
    }

    /// Seconds with at most three decimals, never an exponent; 0 where they are not known.
    private static func time(_ seconds: Double) -> String {
        guard seconds.isFinite, seconds >= 0, seconds < 1e12 else { return "0" }
        return DurationText.fixed(seconds, places: 3)
    }
}
