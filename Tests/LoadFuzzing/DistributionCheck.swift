import Load

/// What is packed comes out as it went in, and packed distributions merge as those that they hold.
enum DistributionCheck {
    static func check(_ input: [UInt8]) throws(Finding) -> String {
        // Eight bits of a length, and as many of the input's as that.
        var values: [Duration] = []
        var index = 0
        while index + 3 < input.count, values.count < 100 {
            let shift = Int(input[index] % 48)
            let bits = UInt64(input[index + 1]) << 8 | UInt64(input[index + 2])
            values.append(.nanoseconds(Int64(bits << UInt64(shift) & UInt64(Int64.max))))
            index += 3
        }
        let middle = values.count / 2
        let one = Distribution(values[..<middle])
        let two = Distribution(values[middle...])
        var both = one
        both.merge(two)
        let all = Distribution(values)
        try Finding.require(both == all, "merging is not recording everything")
        try Finding.require(PackedDistribution(all).distribution == all, "unpacked, it is another")
        var packed = PackedDistribution(one)
        packed.merge(PackedDistribution(two))
        try Finding.require(packed == PackedDistribution(all), "packed, they merge to something else")
        guard let least = all.min, let greatest = all.max else { return "empty" }
        var last = least
        for percentile in stride(from: 0.0, through: 100, by: 12.5) {
            guard let value = all.percentile(percentile) else { throw Finding("no percentile \(percentile)") }
            try Finding.require(value >= last && value <= greatest, "percentile \(percentile) out of order: \(value)")
            last = value
        }
        try Finding.require(last == greatest, "the last percentile is not the greatest")
        return "packed"
    }
}
