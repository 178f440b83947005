/// The table of report formats. A new one is a folder beside this file and one line here.
package enum ReportFormats {
    package static func all(junit dialect: JUnitDialect = .junit10) -> [ReportFormat] {
        [
            // First, since every other report can be rendered from it again.
            ReportFormat(name: "json", fileName: "run.json", render: RunJSON.encode),
            ReportFormat(name: "junit", fileName: "junit.xml") { JUnitReport.render($0, dialect: dialect) },
            ReportFormat(name: "summary", fileName: "summary.txt") { Array(QCSummary($0).text.utf8) },
            ReportFormat(name: "sarif", fileName: "findings.sarif", render: SARIFReport.render),
        ]
    }

    package static let names = all().map(\.name)

    /// The formats of these names, in the order of the table; unknown names are left out: check them against `names`.
    package static func named(_ names: some Sequence<String>, junit dialect: JUnitDialect = .junit10) -> [ReportFormat]
    {
        let wanted = Set(names)
        return all(junit: dialect).filter { wanted.contains($0.name) }
    }
}
