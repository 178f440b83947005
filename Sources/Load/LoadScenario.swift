/// Requests that one user sends one after another; a failed step ends the iteration.
package struct LoadScenario: Sendable {
    package var name: String
    /// How often it is drawn, relative to the others.
    package var weight: Int
    package var steps: [LoadStep]

    package init(name: String, weight: Int = 1, steps: [LoadStep]) {
        self.name = name
        self.weight = weight
        self.steps = steps
    }
}

/// One request and what its response must be.
package struct LoadStep: Sendable {
    /// Judges a response whose status was expected: nil when it holds, else what did not, in words without secrets.
    ///
    /// It reads the user's variables and may set those that later steps use. It runs on the generator's thread and must
    /// be quick.
    package typealias Check = @Sendable (LoadResponse, inout LoadVariables) -> String?

    package var name: String
    package var origin: Origin
    package var request: RequestTemplate
    /// Statuses that count as success.
    package var expected: ExpectedStatus
    /// From the first byte sent to the last byte received.
    package var timeout: Duration
    /// For opening a connection, all addresses of the origin and TLS together.
    package var connectTimeout: Duration
    /// A longer body is a failure of class `too_large`.
    package var maxBody: Int
    /// Only with a check are head and body kept.
    package var check: Check?

    package init(
        name: String, origin: Origin, request: RequestTemplate, expected: ExpectedStatus = .successful,
        timeout: Duration = .seconds(10), connectTimeout: Duration = .seconds(5), maxBody: Int = 16 << 20,
        check: Check? = nil
    ) {
        self.name = name
        self.origin = origin
        self.request = request
        self.expected = expected
        self.timeout = timeout
        self.connectTimeout = connectTimeout
        self.maxBody = maxBody
        self.check = check
    }
}

/// The statuses that count as success.
package enum ExpectedStatus: Sendable, Equatable {
    /// 200 to 399.
    case successful
    case oneOf(Set<Int>)

    package func contains(_ status: Int) -> Bool {
        switch self {
        case .successful: (200..<400).contains(status)
        case .oneOf(let statuses): statuses.contains(status)
        }
    }
}

/// A complete response as a check sees it. The bytes are valid only during the call.
package struct LoadResponse {
    package let status: Int
    /// Status line and headers as in HTTP/1.1, the empty line included; HTTP/2 heads are written in that form.
    package let head: UnsafeRawBufferPointer
    /// Without chunk framing; not decompressed.
    package let body: UnsafeRawBufferPointer
}
