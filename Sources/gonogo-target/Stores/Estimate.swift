#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// An offer made to a customer.
struct Estimate: Sendable {
    let number: Int
    let customerId: String
    let projectName: String
    let items: [Item]
    let createdAt: CalendarTime
    let createdOnClock: ContinuousClock.Instant
    var hasBeenRead = false

    /// One line of it; prices are whole cents, so that sums are exact.
    struct Item: Sendable {
        let category: Category
        let itemCode: String
        let quantity: Int
        var amountCents: Int { category.unitPriceCents * quantity }
    }

    enum Category: String, Codable, CaseIterable, Sendable {
        case hardware = "HARDWARE"
        case software = "SOFTWARE"
        case service = "SERVICE"
        case labor = "LABOR"

        var unitPriceCents: Int {
            switch self {
            case .hardware: 125_010
            case .software: 48_025
            case .service: 9_505
            case .labor: 6_250
            }
        }
    }

    enum State: String {
        case pending = "PENDING"
        case done = "DONE"
    }

    /// How long the imaginary calculation takes.
    static let calculationTime = Duration.milliseconds(300)

    var id: String { "EST-" + CalendarTime.padded(number, 6) }
    var totalCents: Int { items.reduce(0) { $0 + $1.amountCents } }

    /// DONE once calculated, but never at the first look: a poll always has something to wait for.
    func state(at now: ContinuousClock.Instant) -> State {
        hasBeenRead && createdOnClock.duration(to: now) >= Self.calculationTime ? .done : .pending
    }

    /// Cents as an exact decimal number of the currency.
    static func decimal(cents: Int) -> Decimal { Decimal(cents) / 100 }

    /// The number in `EST-000123`, or nil for any other text.
    static func number(inID text: some StringProtocol) -> Int? {
        let digits = text.utf8.dropFirst(4)
        guard text.hasPrefix("EST-"), (6...9).contains(digits.count), digits.allSatisfy({ (48...57).contains($0) })
        else {
            return nil
        }
        return digits.reduce(0) { $0 * 10 + Int($1 - 48) }
    }
}
