extension LoadSummary {
    /// A distribution over successful requests, in milliseconds.
    package struct Latency: Sendable, Codable, Equatable {
        package var count: Int
        package var minMs: Double
        package var meanMs: Double
        package var p50Ms: Double
        package var p95Ms: Double
        package var p99Ms: Double
        package var p999Ms: Double
        package var maxMs: Double

        package init(
            count: Int, minMs: Double, meanMs: Double, p50Ms: Double, p95Ms: Double, p99Ms: Double, p999Ms: Double,
            maxMs: Double
        ) {
            self.count = count
            self.minMs = minMs
            self.meanMs = meanMs
            self.p50Ms = p50Ms
            self.p95Ms = p95Ms
            self.p99Ms = p99Ms
            self.p999Ms = p999Ms
            self.maxMs = maxMs
        }
    }

    /// A distribution of which only its middle and its end matter, in milliseconds.
    package struct Spread: Sendable, Codable, Equatable {
        package var count: Int
        package var p50Ms: Double
        package var p99Ms: Double
        package var maxMs: Double

        package init(count: Int, p50Ms: Double, p99Ms: Double, maxMs: Double) {
            self.count = count
            self.p50Ms = p50Ms
            self.p99Ms = p99Ms
            self.maxMs = maxMs
        }
    }

    /// The same where the rate is constant.
    package struct Rate: Sendable, Codable, Equatable {
        package var least: Double
        package var most: Double

        package init(least: Double, most: Double) {
            self.least = least
            self.most = most
        }
    }

    package struct Limits: Sendable, Codable, Equatable {
        package var p95Ms: Double?
        package var errorRatio: Double?

        package init(p95Ms: Double? = nil, errorRatio: Double? = nil) {
            self.p95Ms = p95Ms
            self.errorRatio = errorRatio
        }
    }
}
