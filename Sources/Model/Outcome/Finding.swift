/// A broken rule, as tools want it that track findings from run to run: what an observation says beside its sentence.
package struct Finding: Sendable, Codable, Equatable {
    /// The rule's stable id: `config/must-differ`, `secret/provider-token`.
    package var rule: String
    /// What it is about, by names alone and never by a value or a line: `production DATABASE_URL.password`. Together
    /// with the rule and the file it stays the same when lines move.
    package var subject: String
    /// What would make it right, in one sentence.
    package var fix: String?
    /// The line it is about, every value in it masked.
    package var excerpt: Excerpt?
    /// Other places that belong to it, such as the one that holds the same value.
    package var related: [Related]
    /// Who has accepted the finding, where somebody has; it doesn't count then.
    package var waiver: Waiver?

    package init(
        rule: String, subject: String, fix: String? = nil, excerpt: Excerpt? = nil, related: [Related] = [],
        waiver: Waiver? = nil
    ) {
        self.rule = rule
        self.subject = subject
        self.fix = fix
        self.excerpt = excerpt
        self.related = related
        self.waiver = waiver
    }

    /// A line with its values masked and the place in it that matters.
    package struct Excerpt: Sendable, Codable, Equatable {
        package var text: String
        /// 1-based, in the masked text.
        package var column: Int
        /// What stands there: `password (value withheld)`.
        package var note: String

        package init(text: String, column: Int, note: String) {
            self.text = text
            self.column = column
            self.note = note
        }
    }

    /// Another place and what it has to do with the finding.
    package struct Related: Sendable, Codable, Equatable {
        package var location: SourceLocation
        /// `same value`.
        package var note: String

        package init(location: SourceLocation, note: String) {
            self.location = location
            self.note = note
        }
    }

    /// A finding accepted for a time.
    package struct Waiver: Sendable, Codable, Equatable {
        package var reason: String
        package var owner: String
        /// The last day on which it holds: `2026-12-31`.
        package var expires: String

        package init(reason: String, owner: String, expires: String) {
            self.reason = reason
            self.owner = owner
            self.expires = expires
        }
    }
}
