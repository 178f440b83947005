/// The programs whose reading of a dotenv file is reproduced; dotenv itself has no standard.
package enum DotenvDialect: String, Sendable, CaseIterable {
    /// Docker Compose, the one dialect with a published grammar.
    case compose
}
