/// What kind of thing went wrong with a request; the names are those of every report.
package enum FailureClass: UInt8, Sendable, CaseIterable, Comparable, CustomStringConvertible {
    case dns, connect, tls, timeout, reset, `protocol`, tooLarge, decode, status, check

    package var description: String {
        switch self {
        case .dns: "dns"
        case .connect: "connect"
        case .tls: "tls"
        case .timeout: "timeout"
        case .reset: "reset"
        case .protocol: "protocol"
        case .tooLarge: "too_large"
        case .decode: "decode"
        case .status: "status"
        case .check: "check"
        }
    }

    package static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }
}

/// How far a request had come when it failed.
package enum FailurePhase: UInt8, Sendable, CaseIterable, CustomStringConvertible {
    case resolve, connect, handshake, send, firstByte, head, body, judgement

    package var description: String {
        switch self {
        case .resolve: "resolve"
        case .connect: "connect"
        case .handshake: "handshake"
        case .send: "send"
        case .firstByte: "first byte"
        case .head: "head"
        case .body: "body"
        case .judgement: "judgement"
        }
    }
}

/// Whose fault a failure is: a generator's failure says nothing about the target.
package enum Blame: UInt8, Sendable, CaseIterable {
    case target, generator
}

/// How often one kind of failure happened, with one example.
package struct FailureCount: Sendable, Equatable {
    package var failureClass: FailureClass
    package var phase: FailurePhase
    package var blame: Blame
    package var count: UInt64
    /// The first one in words: request, what came, what was wanted. Never a header value or a body.
    package var sample: String

    package init(
        failureClass: FailureClass, phase: FailurePhase, blame: Blame = .target, count: UInt64, sample: String = ""
    ) {
        self.failureClass = failureClass
        self.phase = phase
        self.blame = blame
        self.count = count
        self.sample = sample
    }
}

/// Counts of every kind of failure of one step: a small dense table, so that counting is one addition.
struct FailureTable: ~Copyable {
    private static let size = FailureClass.allCases.count * FailurePhase.allCases.count * Blame.allCases.count
    private let counts: UnsafeMutablePointer<UInt64>
    /// Touched only at the first failure of a kind.
    private var samples: [Int: String] = [:]

    init() {
        counts = .allocate(capacity: Self.size)
        counts.initialize(repeating: 0, count: Self.size)
    }

    deinit { counts.deallocate() }

    /// Counts a failure; true when it is the first of its kind and wants a sample.
    mutating func count(_ failure: Failure) -> Bool {
        let index = Self.index(failure.failureClass, failure.phase, failure.blame)
        counts[index] += 1
        return counts[index] == 1
    }

    mutating func setSample(_ sample: String, for failure: Failure) {
        samples[Self.index(failure.failureClass, failure.phase, failure.blame)] = sample
    }

    /// Adds the counts to a table by class.
    func add(to classes: UnsafeMutablePointer<UInt64>) {
        let each = FailurePhase.allCases.count * Blame.allCases.count
        for index in 0..<Self.size { classes[index / each] += counts[index] }
    }

    /// All failures that happened, by class and phase.
    var failures: [FailureCount] {
        var all: [FailureCount] = []
        for failureClass in FailureClass.allCases {
            for phase in FailurePhase.allCases {
                for blame in Blame.allCases {
                    let index = Self.index(failureClass, phase, blame)
                    guard counts[index] > 0 else { continue }
                    all.append(
                        FailureCount(
                            failureClass: failureClass, phase: phase, blame: blame, count: counts[index],
                            sample: samples[index] ?? ""))
                }
            }
        }
        return all
    }

    private static func index(_ failureClass: FailureClass, _ phase: FailurePhase, _ blame: Blame) -> Int {
        (Int(failureClass.rawValue) * FailurePhase.allCases.count + Int(phase.rawValue)) * Blame.allCases.count
            + Int(blame.rawValue)
    }
}

/// A failure as it happens, before it is counted.
struct Failure {
    var failureClass: FailureClass
    var phase: FailurePhase
    var blame = Blame.target
    var cause = Cause.none

    /// What a sample says beyond class and phase.
    enum Cause {
        case none
        case system(Int32)
        case fault(ResponseFault)
        case status(UInt16)
        case check(String)
        case distrust(String)
        /// The code with which an HTTP/2 stream was reset.
        case stream(UInt32)
        case writing(RequestWriter.Fault)
        case closed
    }
}
