package import Model

/// A time as people and tools write it: `2026-11-20`, `2026-11-20T10:00:00`, with fractions, with `Z` or `+09:00`.
package struct ISOTime: Sendable, Equatable {
    /// As if it were UTC.
    private var local: Timestamp
    /// Minutes east of UTC; nil where no zone was written.
    package let zone: Int?
    /// False for a date alone.
    package let hasTime: Bool

    package init?(_ text: String) {
        let bytes = Array(text.utf8)
        guard bytes.count >= 10, bytes.count <= 40 else { return nil }
        let date = String(decoding: bytes[..<10], as: UTF8.self)
        guard bytes.count > 10 else {
            guard let day = Timestamp(parsing: "\(date)T00:00:00Z") else { return nil }
            (local, zone, hasTime) = (day, nil, false)
            return
        }
        guard [UInt8(ascii: "T"), UInt8(ascii: "t"), UInt8(ascii: " ")].contains(bytes[10]) else { return nil }
        let rest = bytes[11...]
        let zoneStart = rest.firstIndex { [0x5A, 0x7A, 0x2B, 0x2D, 0x20].contains($0) } ?? bytes.endIndex
        var clock = String(decoding: rest[..<zoneStart], as: UTF8.self)
        var milliseconds = "000"
        if let point = clock.firstIndex(where: { $0 == "." || $0 == "," }) {
            let digits = clock[clock.index(after: point)...]
            guard !digits.isEmpty, digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
            milliseconds = String((digits + "00").prefix(3))
            clock = String(clock[..<point])
        }
        if clock.utf8.count == 5 { clock += ":00" }
        guard let instant = Timestamp(parsing: "\(date)T\(clock).\(milliseconds)Z") else { return nil }
        let zoneText = String(decoding: bytes[zoneStart...], as: UTF8.self)
        if zoneText.isEmpty {
            zone = nil
        } else {
            guard let minutes = Self.minutes(zoneText) else { return nil }
            zone = minutes
        }
        (local, hasTime) = (instant, true)
    }

    /// The instant, where the zone is known.
    package var instant: Timestamp? {
        zone.map { Timestamp(millisecondsSince1970: local.millisecondsSince1970 - Int64($0) * 60_000) }
    }

    /// The earliest instant that it can be, whatever the zone.
    package var earliest: Timestamp {
        instant ?? Timestamp(millisecondsSince1970: local.millisecondsSince1970 - 14 * 3_600_000)
    }

    /// Where the time has no zone, the latest instant that it can be; of a date, its end.
    package var latest: Timestamp {
        let day: Int64 = hasTime ? 0 : 86_400_000
        return instant
            ?? Timestamp(millisecondsSince1970: local.millisecondsSince1970 + 12 * 3_600_000 + day)
    }

    private static func minutes(_ text: String) -> Int? {
        if ["Z", "z", " UTC", " Z"].contains(text) { return 0 }
        var digits = text.drop { $0 == " " }
        guard let sign = digits.first, sign == "+" || sign == "-" else { return nil }
        digits = digits.dropFirst()
        let plain = digits.filter { $0 != ":" }
        guard plain.utf8.count == 4 || plain.utf8.count == 2, plain.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
            let hours = Int(plain.prefix(2)), let minutes = plain.utf8.count == 4 ? Int(plain.suffix(2)) : 0,
            hours <= 14, minutes < 60
        else { return nil }
        let east = hours * 60 + minutes
        return sign == "-" ? -east : east
    }
}
