import CPostgres

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

extension PostgresConnection {
    /// Carries out the query and takes its rows, one after another.
    func perform(
        _ query: PostgresQuery, by deadline: Deadline, _ cancellation: Cancellation
    ) throws(TransferError) -> PostgresAnswer {
        var answer = PostgresAnswer(serverVersion: version, tls: encryption)
        // The server ends the statement by itself should we be gone; a little later, so that we tell of our own limit.
        let limit = deadline.remaining.millisecondsRoundedUp + 500
        let settings = [
            "statement_timeout = \(limit)", "DateStyle = 'ISO'", "TimeZone = 'UTC'", "IntervalStyle = 'iso_8601'",
            "bytea_output = 'hex'",
        ]
        let setting = query.isReadOnly ? "SET LOCAL" : "SET"
        let statements = settings.map { "\(setting) \($0)" }.joined(separator: "; ")
        let opening = query.isReadOnly ? "BEGIN READ ONLY; \(statements)" : statements
        guard PQsendQuery(handle, opening) == 1 else { throw lost() }
        try take(of: nil, into: &answer, by: deadline, cancellation)

        // One statement alone: what the protocol's extended form refuses to hold more of.
        guard try send(query) else { throw lost() }
        PQsetSingleRowMode(handle)
        try take(of: query, into: &answer, by: deadline, cancellation)
        return answer
    }

    private func send(_ query: PostgresQuery) throws(TransferError) -> Bool {
        let texts = [query.statement] + query.parameters.compactMap(\.self)
        guard !texts.contains(where: { $0.utf8.contains(0) }) else {
            throw .usage("the statement or a parameter has a NUL character in it")
        }
        let copies = query.parameters.map { $0.flatMap { strdup($0) } }
        defer { for copy in copies { free(copy) } }
        let values = copies.map { $0.map { UnsafePointer($0) } }
        return PQsendQueryParams(
            handle, query.statement, Int32(clamping: values.count), nil, values, nil, nil, 0) == 1
    }

    /// Takes all results of what was sent; rows only where they belong to a query.
    private func take(
        of query: PostgresQuery?, into answer: inout PostgresAnswer, by deadline: Deadline,
        _ cancellation: Cancellation
    ) throws(TransferError) {
        var bytes = 0
        while true {
            try awaitResult(by: deadline, cancellation)
            guard let result = PQgetResult(handle) else { return }
            defer { PQclear(result) }
            switch PQresultStatus(result) {
            case PGRES_TUPLES_OK, PGRES_SINGLE_TUPLE:
                if let query { try takeRows(result, &answer, &bytes, query.limits) }
            case PGRES_COMMAND_OK:
                let count = PQcmdTuples(result).map { String(cString: $0) } ?? ""
                if query != nil { answer.affected = Int(count) ?? 0 }
            case PGRES_EMPTY_QUERY: throw .usage("the statement is empty")
            case PGRES_COPY_IN, PGRES_COPY_OUT, PGRES_COPY_BOTH: throw .usage("COPY is not for queries")
            default: throw refusal(result, isReadOnly: query?.isReadOnly ?? false)
            }
        }
    }

    /// Returns when `PQgetResult` will not wait.
    private func awaitResult(
        by deadline: Deadline, _ cancellation: Cancellation
    ) throws(TransferError) {
        var flushing = PQflush(handle)
        while flushing == 1 || PQisBusy(handle) == 1 {
            let events = flushing == 1 ? POLLIN | POLLOUT : POLLIN
            try wait(for: Int32(events), in: .firstByte, by: deadline, cancellation)
            guard PQconsumeInput(handle) == 1 else { throw lost() }
            flushing = PQflush(handle)
            if flushing < 0 { throw lost() }
        }
        if deadline.hasPassed { throw .late(.firstByte, after: deadline.timeout, at: endpoint) }
        if cancellation.isRequested { throw .cancelled(in: .firstByte) }
    }

    private func takeRows(
        _ result: OpaquePointer, _ answer: inout PostgresAnswer, _ bytes: inout Int, _ limits: PostgresQuery.Limits
    ) throws(TransferError) {
        let columns = PQnfields(result)
        guard columns <= limits.columns else {
            throw tooLarge("\(columns) columns, more than \(limits.columns)")
        }
        if answer.rows.isEmpty {
            answer.columns = (0..<columns).map { PQfname(result, $0).map { String(cString: $0) } ?? "" }
        }
        guard answer.columns.count == columns else { throw .garbled(endpoint, "changed its columns between two rows") }
        for row in 0..<PQntuples(result) {
            guard answer.rows.count < limits.rows else {
                throw tooLarge("more than \(limits.rows) rows: add LIMIT")
            }
            var cells: [PostgresCell] = []
            for column in 0..<columns {
                // As JSON the name stands beside each value, with quotes and all.
                bytes += answer.columns[Int(column)].utf8.count + 8
                guard PQgetisnull(result, row, column) == 0, let start = PQgetvalue(result, row, column) else {
                    cells.append(.null)
                    continue
                }
                let count = Int(PQgetlength(result, row, column))
                bytes += count
                guard count <= limits.cellBytes else {
                    throw tooLarge("a value of \(count) bytes, more than \(limits.cellBytes)")
                }
                guard bytes <= limits.totalBytes else {
                    throw tooLarge("more than \(limits.totalBytes) bytes")
                }
                let text = String(decoding: UnsafeRawBufferPointer(start: start, count: count), as: UTF8.self)
                cells.append(PostgresCell(text, type: PQftype(result, column)))
            }
            answer.rows.append(cells)
        }
    }

    // MARK: Facts and faults

    /// The server's version without what its packager says: `15.18`.
    private var version: String {
        let text = PQparameterStatus(handle, "server_version").map { String(decoding: Self.bytes($0), as: UTF8.self) }
        return String((text ?? "").prefix { $0 != " " }.prefix(40)).printable
    }

    private var encryption: (version: String, cipher: String)? {
        guard PQsslInUse(handle) == 1 else { return nil }
        func attribute(_ name: String) -> String { PQsslAttribute(handle, name).map { String(cString: $0) } ?? "" }
        return (attribute("protocol"), attribute("cipher"))
    }

    private func refusal(_ result: OpaquePointer, isReadOnly: Bool) -> TransferError {
        func field(_ code: CChar) -> String {
            PQresultErrorField(result, Int32(code)).map { String(decoding: Self.bytes($0), as: UTF8.self) } ?? ""
        }
        let state = field(gonogo_pq_field_sqlstate()).printable
        let message = field(gonogo_pq_field_message()).printable
        if state.isEmpty { return lost() }
        if state == "25006", isReadOnly {
            return .usage("the statement changes the database (\(message)): say mutating: true in the step")
        }
        return .refusal(by: endpoint, "\(message) [\(state)]")
    }

    private func lost() -> TransferError {
        if intake.isTooMuch { return tooLarge("more than \(PostgresIntake.most >> 20) MiB") }
        let words = errorWords
        if words.contains("closed the connection") {
            return TransferError(.reset, in: .body, blame: .target, "\(endpoint) closed the connection")
        }
        return .garbled(endpoint, "broke off: \(words)")
    }

    private func tooLarge(_ what: String) -> TransferError {
        TransferError(.tooLarge, in: .body, blame: .target, "\(endpoint) answered with \(what)")
    }
}
