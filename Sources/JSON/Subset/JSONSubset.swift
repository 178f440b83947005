/// An expectation of what a JSON value holds at least.
///
/// Members of objects that are not expected don't matter; arrays are compared element by element and must be of one
/// length, unless `"<<...>>"` is their last expected element. A string such as `"<<uuid>>"` expects a kind of value
/// rather than that text; `"<<absent>>"` expects that there is no such member.
package struct JSONSubset: Sendable {
    package let expected: JSONValue

    /// How many differences are told one by one.
    package static let reportedDifferences = 100

    /// Checks the markers of the expectation, all of them at once.
    package init(_ expected: JSONValue) throws(JSONSubsetError) {
        var faults: [JSONSubsetError.Fault] = []
        SubsetMarkers.collectFaults(in: expected, at: .root, as: .root, into: &faults)
        guard faults.isEmpty else { throw JSONSubsetError(faults: faults) }
        self.expected = expected
    }

    /// Every difference of the value from the expectation, in the order of the expectation; none if it is met.
    package func differences(from actual: JSONValue) -> JSONDifferences {
        var comparison = SubsetComparison()
        comparison.compare(expected, actual, at: .root)
        return comparison.differences
    }
}

/// What a value lacks to meet an expectation.
package struct JSONDifferences: Sendable, Equatable {
    /// The first 100 differences.
    package internal(set) var reported: [JSONDifference] = []
    /// How many there are altogether.
    package internal(set) var count = 0

    package var isEmpty: Bool { count == 0 }

    /// One sentence for each difference, and a last one for those beyond the first 100.
    package var sentences: [String] {
        let more = count - reported.count
        return reported.map(\.description) + (more > 0 ? ["and \(more) more"] : [])
    }
}

/// One place where a value is not as expected.
package struct JSONDifference: Sendable, Equatable, CustomStringConvertible {
    /// The normalized path of the place, as in `$['items'][0]`.
    package let path: String
    /// What was expected there, in words or as JSON, cut where it is long.
    package let expected: String
    /// What was there, in words or as JSON, cut where it is long.
    package let actual: String

    package var description: String { "\(path): expected \(expected), found \(actual)" }
}

/// Markers of an expectation that mean nothing, or nothing where they stand.
package struct JSONSubsetError: Error, Sendable, Equatable, CustomStringConvertible {
    /// One such marker.
    package struct Fault: Sendable, Equatable {
        /// The normalized path of the marker.
        package let path: String
        /// What is wrong with it, with the nearest marker that there is.
        package let sentence: String
    }

    package let faults: [Fault]

    package var description: String { faults.map { "\($0.path): \($0.sentence)" }.joined(separator: "; ") }
}
