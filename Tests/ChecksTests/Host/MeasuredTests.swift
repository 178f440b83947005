import JSON
import Model
import Testing

@testable import Checks

@Suite("Figures with a unit")
struct MeasuredTests {
    private func holds(_ order: Predicate.Order, _ limit: String, _ value: Double, _ unit: Measured.Unit) -> Bool? {
        let predicate = Predicate.order(order, JSONTemplate(constant: .string(limit)))
        let refusal = predicate.refusal(of: .fact(.measured(value, unit)), Scope())
        return refusal.map { $0.isUndecidable ? nil : false } ?? true
    }

    @Test(
        "a limit is read in the fact's own unit",
        arguments: [
            (79.9, Measured.Unit.percent, "80%", true), (80, .percent, "80%", false), (0.5, .percent, "1%", true),
            (5_000_000_000, .size, "5GiB", true), (5_368_709_120, .size, "5GiB", false), (1, .size, "2B", true),
            (86_399, .age, "24h", true), (86_400, .age, "1d", false), (-5, .age, "1s", true),
        ])
    func units(value: Double, unit: Measured.Unit, limit: String, isLess: Bool) {
        #expect(holds(.less, limit, value, unit) == isLess)
        #expect(holds(.greaterOrEqual, limit, value, unit) == !isLess)
    }

    @Test(
        "a limit without its unit, or of another one, decides nothing",
        arguments: [
            (Measured.Unit.percent, "80"), (.percent, "0.8"), (.percent, "80s"), (.percent, "101%"), (.percent, "-1%"),
            (.size, "5"), (.size, "5%"), (.age, "24"), (.age, "24MiB"), (.lifetime(total: 1), "30"),
            (.lifetime(total: 1), "30d or"), (.lifetime(total: 1), "30d or 30% or 1d"), (.percent, ""),
        ])
    func noUnit(unit: Measured.Unit, limit: String) { #expect(holds(.less, limit, 1, unit) == .some(nil)) }

    @Test("what is no number is neither less nor more, nor not less", arguments: [Double.nan, .infinity, -.infinity])
    func notANumber(value: Double) {
        let less = Predicate.order(.less, JSONTemplate(constant: .string("80%")))
        let more = Predicate.order(.greaterOrEqual, JSONTemplate(constant: .string("80%")))
        for predicate in [less, more, .not([less]), .not([more]), .exists(true), .exists(false)] {
            #expect(predicate.refusal(of: .fact(.measured(value, .percent)), Scope())?.isUndecidable == true)
        }
    }

    private static let day = 86_400.0

    @Test(
        "of a time and a share the lesser is asked for, so that one rule fits certificates of any length",
        arguments: [
            // A third of 398 days is 132: 30 days are enough.
            (31.0, 398.0, "30d or 33%", true), (29, 398, "30d or 33%", false),
            // A third of 90 days is 29.7.
            (29.8, 90, "30d or 33%", true), (29.6, 90, "30d or 33%", false),
            // Of 47 days 15.5 are enough; 30 would ask for a new one every other week.
            (16, 47, "30d or 33%", true), (15, 47, "30d or 33%", false), (16, 47, "33% or 30d", true),
            (16, 47, "30d", false), (31, 398, "33%", false), (-1, 47, "0s", false), (0.5, 6, "30d or 0%", true),
        ])
    func lifetimes(left: Double, total: Double, limit: String, isEnough: Bool) {
        let unit = Measured.Unit.lifetime(total: total * Self.day)
        #expect(holds(.greaterOrEqual, limit, left * Self.day, unit) == isEnough)
    }

    @Test(
        "figures as people read them",
        arguments: [
            (81.456, Measured.Unit.percent, "81.46%"), (0, .size, "0 bytes"), (1_536, .size, "1.5 KiB"),
            (5_368_709_120, .size, "5 GiB"), (2_199_023_255_552, .size, "2 TiB"), (90_000, .age, "25h 0m"),
            (-5, .age, "a time to come"), (1_382_400, .lifetime(total: 4_060_800), "16 of 47 days"),
        ])
    func texts(value: Double, unit: Measured.Unit, text: String) {
        #expect(Measured(value: value, unit: unit).text == text)
    }
}
