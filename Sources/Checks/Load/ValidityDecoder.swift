internal import Load
internal import Model

/// Reads `validity`: what the measurement itself must keep to be believed.
enum ValidityDecoder {
    static let shape = MappingShape(
        "validity",
        [
            Field(
                "max_lateness", .duration, default: "1ms, or 5% of the median service time if that is more",
                "p99 of how late the generator began requests"),
            Field("max_stall", .duration, default: "50ms", "the longest that a generator thread stood still"),
            Field("max_generator_cpu", share, default: "80%", "how busy the busiest generator thread was"),
            Field("min_started", share, default: "99%", "iterations begun, of those that were due"),
            Field(
                "max_shift", share, default: "2%", "how far the generator's lateness moves a percentile that decides"),
            Field(
                "steady", .boolean, default: "true, unless the plan's rate changes while it is measured",
                "whether response times must not drift while load is measured"),
        ],
        atLeastOne: ["max_lateness", "max_stall", "max_generator_cpu", "min_started", "max_shift", "steady"])

    private static let share: Shape = .checked("a share such as 80%") { text in
        ratio(text) == nil ? "a number from 0 to 100 with %" : nil
    }

    private static func ratio(_ text: String) -> Double? {
        guard text.hasSuffix("%"), let percent = Quantity.decimal(text.dropLast()), percent <= 100 else { return nil }
        return percent / 100
    }

    static func limits(_ reader: Reader?, _ profile: Profile?) -> ValidityLimits {
        var limits = ValidityLimits()
        limits.steady = !(profile?.changesItsRate ?? false)
        guard let reader else { return limits }
        func ratio(_ key: String) -> Double? { reader.word(key).flatMap(Self.ratio) }
        limits.maxLateness = reader.duration("max_lateness") ?? limits.maxLateness
        limits.maxStall = reader.duration("max_stall") ?? limits.maxStall
        limits.maxGeneratorCPU = ratio("max_generator_cpu") ?? limits.maxGeneratorCPU
        limits.minStarted = ratio("min_started") ?? limits.minStarted
        limits.maxShift = ratio("max_shift") ?? limits.maxShift
        limits.steady = reader.bool("steady") ?? limits.steady
        return limits
    }
}

extension Profile {
    /// Whether an open model's rate is not the same all through the measurement.
    fileprivate var changesItsRate: Bool {
        guard case .open(let open) = model else { return false }
        var end = Duration.zero
        var rates: Set<Double> = []
        for stage in open.stages {
            end += stage.duration
            if end > warmup { rates.formUnion([stage.from, stage.to]) }
        }
        return rates.count > 1
    }
}
