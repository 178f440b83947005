/// A part of the engine that reads what others have written, with who makes its inputs and who checks it.
///
/// An input is self-contained: its first bytes choose the options, and how it is cut follows from its bytes.
package enum FuzzTarget: String, CaseIterable, Sendable {
    /// The HTTP/1 parser.
    case response
    /// The cookie jar, behind the parser and alone.
    case cookies
    /// HTTP/2 frames.
    case frames
    /// Captured values on their way into a request.
    case request
    /// Distributions as they are packed.
    case distribution

    /// How many of a hundred inputs are its share.
    package var share: UInt64 {
        switch self {
        case .response: 60
        case .cookies: 15
        case .frames: 10
        case .request: 8
        case .distribution: 7
        }
    }

    var order: Int { Self.allCases.firstIndex(of: self) ?? 0 }

    /// The input of this number.
    package func input(seed: UInt64, number: UInt64) -> [UInt8] {
        var dice = Dice(seed: seed, target: self, number: number)
        switch self {
        case .response: return ResponseGrammar.input(&dice)
        case .cookies: return CookieGrammar.input(&dice)
        case .frames: return FrameGrammar.input(&dice)
        case .request, .distribution: return (0..<dice.below(200)).map { _ in dice.byte() }
        }
    }

    /// Throws when a property does not hold; else how the input was taken, for counting.
    package func check(_ input: [UInt8]) throws(Finding) -> String {
        switch self {
        case .response: try ResponseCheck.check(input)
        case .cookies: try CookieCheck.check(input)
        case .frames: try FrameCheck.check(input)
        case .request: try RequestCheck.check(input)
        case .distribution: try DistributionCheck.check(input)
        }
    }
}

/// A property that does not hold.
package struct Finding: Error, CustomStringConvertible {
    package let description: String

    package init(_ description: String) { self.description = description }

    static func require(_ holds: Bool, _ property: @autoclosure () -> String) throws(Finding) {
        if !holds { throw Finding(property()) }
    }
}
