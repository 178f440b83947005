/// The programs whose reading of a dotenv file is reproduced; dotenv itself has no standard.
package enum DotenvDialect: String, Sendable, CaseIterable {
    /// Docker Compose, the one dialect with a published grammar.
    case compose
    /// The npm package dotenv.
    case node
    /// python-dotenv.
    case python
    /// The gem dotenv.
    case ruby
    /// `docker run --env-file`.
    case docker
    /// `set -a; . FILE` in bash.
    case shell
}
