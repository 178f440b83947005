/// The kinds of suite that a project can declare.
package enum SuiteKindName: String, Sendable, Codable, CaseIterable {
    case smoke, integration, performance, config, preflight

    /// `Smoke`, as headings and the summary write it.
    package var title: String { rawValue.prefix(1).uppercased() + rawValue.dropFirst() }
}
