/// The rules of the project that hold for the run as a whole.
package struct Policy: Sendable, Codable, Equatable {
    /// Fewer executed checks than this are no basis for a GO.
    package var minChecks: Int
    package var maxDurationSeconds: Double
    /// How many cases may pass only on a retry.
    package var maxFlaky: Int
    /// How many cases run at once.
    package var concurrency: Int

    package init(minChecks: Int = 1, maxDurationSeconds: Double = 600, maxFlaky: Int = 0, concurrency: Int = 8) {
        self.minChecks = minChecks
        self.maxDurationSeconds = maxDurationSeconds
        self.maxFlaky = maxFlaky
        self.concurrency = concurrency
    }
}
