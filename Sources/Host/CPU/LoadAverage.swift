/// How many processes ran or wanted to, on average over the last minute, five and fifteen.
package struct LoadAverage: Sendable, Equatable {
    package var one: Double
    package var five: Double
    package var fifteen: Double

    package init(one: Double, five: Double, fifteen: Double) {
        self.one = one
        self.five = five
        self.fifteen = fifteen
    }

    /// Reads `/proc/loadavg`; throws where one of the three is missing or no number.
    package init(procLoadavg bytes: [UInt8]) throws(HostError) {
        let words = KernelText.lines(bytes).first.map(KernelText.words) ?? []
        let figures = words.prefix(3).compactMap(KernelText.decimal)
        guard figures.count == 3 else { throw .malformed("/proc/loadavg", "it does not begin with three numbers") }
        self.init(one: figures[0], five: figures[1], fifteen: figures[2])
    }
}
