/// The first messages of PostgreSQL's protocol 3.0, as far as they need no library.
enum PostgresStartup {
    static let tlsRequest: [UInt8] = [0, 0, 0, 8, 0x04, 0xD2, 0x16, 0x2F]

    /// "I am this user, and want this database."
    static func message(user: String, database: String) throws(TransferError) -> [UInt8] {
        guard !(user + database).utf8.contains(0), user.utf8.count + database.utf8.count < 2_000 else {
            throw .usage("the user or the database has a NUL character in it, or is too long")
        }
        var body: [UInt8] = [0, 3, 0, 0]
        for word in ["user", user, "database", database, "application_name", "gonogo"] {
            body += Array(word.utf8) + [0]
        }
        body.append(0)
        return bigEndian(body.count + 4) + body
    }

    /// What the server asks for; throws what is no answer, or an error that tells nothing about it.
    static func answer(_ stream: borrowing ByteStream) throws(TransferError) -> PostgresAuthentication {
        let head = try stream.receive(exactly: 5)
        let length = head[1...].reduce(0) { $0 << 8 | Int($1) }
        guard head[0] == UInt8(ascii: "R") || head[0] == UInt8(ascii: "E"), (8...longest).contains(length) else {
            throw .garbled(stream.endpoint, "does not speak PostgreSQL's protocol")
        }
        let body = try stream.receive(exactly: length - 4)
        if head[0] == UInt8(ascii: "R") { return authentication(body.prefix(4).reduce(0) { $0 << 8 | Int($1) }) }
        let fields = fields(body)
        let state = (fields[UInt8(ascii: "C")] ?? "").printable
        let message = (fields[UInt8(ascii: "M")] ?? "").printable
        // Class 28: invalid authorization specification.
        guard state.hasPrefix("28") else {
            throw .refusal(by: stream.endpoint, state.isEmpty ? "an error without a code" : "\(message) [\(state)]")
        }
        return message.contains("certificate") ? .certificate : .refused
    }

    private static let longest = 16 << 10

    private static func authentication(_ code: Int) -> PostgresAuthentication {
        switch code {
        case 0: .trust
        case 3: .cleartext
        case 5: .md5
        case 7: .gss
        case 9: .sspi
        case 10: .scram
        default: .other
        }
    }

    /// The fields of an error: a letter, a text and a zero byte each.
    private static func fields(_ body: [UInt8]) -> [UInt8: String] {
        var fields: [UInt8: String] = [:]
        for field in body.split(separator: 0) {
            if let code = field.first {
                fields[code] = String(decoding: field.dropFirst().prefix(2_000), as: UTF8.self)
            }
        }
        return fields
    }

    private static func bigEndian(_ number: Int) -> [UInt8] {
        [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: number >> $0) }
    }
}
