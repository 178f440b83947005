/// An instant in UTC with milliseconds, written as ISO 8601: `2026-11-20T10:00:00.123Z`.
package struct Timestamp: Sendable, Hashable, Comparable, Codable, CustomStringConvertible {
    package var millisecondsSince1970: Int64

    package init(millisecondsSince1970: Int64) { self.millisecondsSince1970 = millisecondsSince1970 }

    package static func < (a: Timestamp, b: Timestamp) -> Bool { a.millisecondsSince1970 < b.millisecondsSince1970 }

    /// Year, month, day, hour, minute, second of the proleptic Gregorian calendar, after Howard Hinnant's
    /// "chrono-Compatible Low-Level Date Algorithms".
    private var fields: (year: Int64, month: Int64, day: Int64, hour: Int64, minute: Int64, second: Int64) {
        let seconds = Self.floorDivide(millisecondsSince1970, 1_000)
        let days = Self.floorDivide(seconds, 86_400)
        let time = seconds - days * 86_400
        let shifted = days + 719_468
        let era = Self.floorDivide(shifted, 146_097)
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        return (year, month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1, time / 3_600, time % 3_600 / 60, time % 60)
    }

    private static func floorDivide(_ a: Int64, _ b: Int64) -> Int64 { a >= 0 ? a / b : (a - b + 1) / b }

    private static func padded(_ value: Int64, _ width: Int) -> String {
        let digits = String(value)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }

    /// Date and time with milliseconds and zone.
    package var description: String {
        let milliseconds = millisecondsSince1970 - Self.floorDivide(millisecondsSince1970, 1_000) * 1_000
        return "\(withoutZone).\(Self.padded(milliseconds, 3))Z"
    }

    /// `2026-11-20T10:00:00`: the form that the strict JUnit schema wants.
    package var withoutZone: String {
        let f = fields
        let date = "\(Self.padded(f.year, 4))-\(Self.padded(f.month, 2))-\(Self.padded(f.day, 2))"
        return "\(date)T\(Self.padded(f.hour, 2)):\(Self.padded(f.minute, 2)):\(Self.padded(f.second, 2))"
    }

    /// `2026-11-20`.
    package var day: String { String(withoutZone.prefix { $0 != "T" }) }

    /// `2026-11-20T10:00:00Z`.
    package var wholeSeconds: String { withoutZone + "Z" }

    /// `20261120-100000`: sorts by time and is safe in a file name.
    package var compact: String {
        withoutZone.split(separator: "T").map { $0.filter(\.isNumber) }.joined(separator: "-")
    }

    package init(from decoder: any Decoder) throws {
        let text = try decoder.singleValueContainer().decode(String.self)
        guard let value = Timestamp(parsing: text) else {
            throw DecodingError.dataCorrupted(
                .init(codingPath: decoder.codingPath, debugDescription: "not a timestamp"))
        }
        self = value
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }

    /// Reads exactly the forms that `description` and `wholeSeconds` write.
    package init?(parsing text: String) {
        let bytes = Array(text.utf8)
        guard bytes.count == 20 || bytes.count == 24, bytes.last == UInt8(ascii: "Z") else { return nil }
        func number(_ start: Int, _ count: Int) -> Int64? {
            var value: Int64 = 0
            for byte in bytes[start..<start + count] {
                guard byte >= 0x30, byte <= 0x39 else { return nil }
                value = value * 10 + Int64(byte - 0x30)
            }
            return value
        }
        guard let year = number(0, 4), let month = number(5, 2), let day = number(8, 2), let hour = number(11, 2),
            let minute = number(14, 2), let second = number(17, 2), (1...12).contains(month), (1...31).contains(day),
            let milliseconds = bytes.count == 24 ? number(20, 3) : 0
        else { return nil }
        let shiftedYear = month <= 2 ? year - 1 : year
        let era = Self.floorDivide(shiftedYear, 400)
        let yearOfEra = shiftedYear - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        let days = era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
        millisecondsSince1970 = ((days * 24 + hour) * 60 + minute) * 60_000 + second * 1_000 + milliseconds
        // What is written differently, such as 30 February, another separator or 24:00, was not one of the two forms.
        guard text == (bytes.count == 24 ? description : wholeSeconds) else { return nil }
    }
}
