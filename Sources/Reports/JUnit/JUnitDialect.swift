/// The forms of JUnit XML that consumers ask for; the test cases and their outcomes are the same in all.
package enum JUnitDialect: String, Sendable, CaseIterable {
    /// Valid against the schema that Jenkins' xunit plugin calls junit-10; read by every consumer that was tried.
    case junit10 = "junit-10"
    /// Valid against the Apache Ant schema as windyroad publishes it: every attribute, output per suite only.
    case strict
    /// With file, line and properties on each test case, for consumers that show them.
    case extended
}
