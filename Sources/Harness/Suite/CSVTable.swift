/// A CSV file after RFC 4180: a header line, commas, cells in double quotes where they hold commas, quotes or line ends.
struct CSVTable {
    struct Row {
        var cells: [String]
        /// The 1-based line on which the row begins.
        var line: Int
    }

    struct Failure: Error {
        var line: Int
        var message: String
    }

    let header: [String]
    let rows: [Row]

    init(_ bytes: [UInt8]) throws(Failure) {
        let start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        guard let text = String(validating: bytes[start...], as: UTF8.self) else {
            throw Failure(line: 1, message: "the file is not UTF-8")
        }
        var all = try Self.records(text)
        guard !all.isEmpty else { throw Failure(line: 1, message: "the file has no header line") }
        header = all.removeFirst().cells
        if Set(header).count < header.count {
            throw Failure(line: 1, message: "a column name stands twice in the header")
        }
        for row in all where row.cells.count != header.count {
            throw Failure(
                line: row.line,
                message:
                    "\(row.cells.count) \(row.cells.count == 1 ? "cell" : "cells"), but the header has \(header.count)")
        }
        rows = all
    }

    private static func records(_ text: String) throws(Failure) -> [Row] {
        var records: [Row] = []
        var cells: [String] = []
        var cell = ""
        var isQuoted = false
        var wasQuoted = false
        var line = 1
        var firstLine = 1
        var scalars = text.unicodeScalars.makeIterator()
        var pending = scalars.next()

        func finishRow() {
            let isBlank = cells.isEmpty && cell.isEmpty && !wasQuoted
            if !isBlank { records.append(Row(cells: cells + [cell], line: firstLine)) }
            (cells, cell, wasQuoted) = ([], "", false)
        }

        while let scalar = pending {
            pending = scalars.next()
            switch scalar {
            case "\"" where isQuoted && pending == "\"":
                cell.append("\"")
                pending = scalars.next()
            case "\"" where isQuoted: isQuoted = false
            case "\"" where cell.isEmpty && !wasQuoted: (isQuoted, wasQuoted) = (true, true)
            case "," where !isQuoted:
                cells.append(cell)
                (cell, wasQuoted) = ("", false)
            case "\r" where !isQuoted && pending == "\n": continue
            case "\n" where !isQuoted:
                finishRow()
                line += 1
                firstLine = line
            default:
                if wasQuoted && !isQuoted {
                    throw Failure(line: line, message: "text behind the closing quote of a cell")
                }
                if scalar == "\n" { line += 1 }
                cell.unicodeScalars.append(scalar)
            }
        }
        if isQuoted { throw Failure(line: firstLine, message: "a quote is not closed") }
        finishRow()
        return records
    }
}
