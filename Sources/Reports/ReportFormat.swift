package import Model

/// A form in which a run is written down: a pure function from the finished record to bytes.
package struct ReportFormat: Sendable {
    /// The name in `reports.formats` and `--format`.
    package let name: String
    /// The file's name in the folder of the run.
    package let fileName: String
    /// The report's bytes; it reads no clock and touches no disk.
    package let render: @Sendable (RunRecord) throws(ReportError) -> [UInt8]

    package init(
        name: String, fileName: String, render: @escaping @Sendable (RunRecord) throws(ReportError) -> [UInt8]
    ) {
        self.name = name
        self.fileName = fileName
        self.render = render
    }
}
