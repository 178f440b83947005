import Load

/// Whatever a server has made us capture, a request has the lines that its template has, and the length that it says.
enum RequestCheck {
    /// Each way to write a value, as a target, a header, a cookie and a body may use it.
    private static let encodings: [RequestTemplate.Encoding] = [.percent, .form, .target, .header]
    private static let inBody: [RequestTemplate.Encoding] = [.raw, .form, .jsonString, .jsonValue]

    static func check(_ input: [UInt8]) throws(Finding) -> String {
        guard input.count > 4 else { return "short" }
        let isPost = input[0] & 1 == 1
        let cut = 4 + Int(input[1]) % (input.count - 4)
        var variables = LoadVariables(count: 2)
        // Bytes as a capture gives them: the first as they are, the second so that most may stand in a line.
        variables[0] = LoadValue(Array(input[4..<cut]))
        variables[1] = LoadValue(input[cut...].map { input[3] & 3 == 0 ? $0 : 33 + $0 % 94 }, isJSON: input[3] & 4 == 0)
        let lines: [RequestTemplate.Segment] = [
            .text("/x"), .variable(0, encodings[Int(input[2] & 1)]), .text("?q="),
            .variable(1, encodings[Int(input[2] >> 1 & 1)]),
        ]
        let value: [RequestTemplate.Segment] = [.text("v"), .variable(1, .header)]
        let target: [RequestTemplate.Segment] = input[2] & 4 == 0 ? lines : [.text("/"), .variable(1, .target)]
        let body: [RequestTemplate.Segment] =
            isPost ? [.text("<"), .variable(0, inBody[Int(input[2] >> 3 & 3)]), .text(">")] : []
        let headers = [
            RequestTemplate.Header(name: "X-A", value: value), RequestTemplate.Header(name: "Cookie", value: value),
        ]
        guard
            let template = try? RequestTemplate(
                method: isPost ? "POST" : "GET", target: target, headers: headers, body: body)
        else { throw Finding("the template is refused") }
        var writer = RequestWriter()
        do throws(RequestWriter.Fault) {
            try writer.write(
                RequestBlueprint(template, origin: Origin(host: "h", port: 80), keepAlive: true), variables, jar: [])
        } catch {
            return "refused value"
        }
        try checkLines(of: Array(writer.output.bytes), isPost: isPost)
        return "written"
    }

    private static func checkLines(of bytes: [UInt8], isPost: Bool) throws(Finding) {
        var lines: [ArraySlice<UInt8>] = []
        var rest = bytes[...]
        while let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
            let line = rest[..<end]
            rest = rest[(end + 1)...]
            try Finding.require(line.last == UInt8(ascii: "\r"), "a line without CR")
            if line.count == 1 { break }
            lines.append(line.dropLast())
        }
        try Finding.require(lines.count == (isPost ? 5 : 4), "\(lines.count) lines")
        let breaks = lines.contains { $0.contains { $0 == 0 || $0 == UInt8(ascii: "\r") } }
        try Finding.require(!breaks, "a line with a control character")
        try Finding.require(lines[0].count { $0 == UInt8(ascii: " ") } == 2, "a request line of other than three words")
        let length = "Content-Length: \(rest.count)".utf8
        try Finding.require(!isPost || lines.contains { $0.elementsEqual(length) }, "a wrong length")
        try Finding.require(isPost || rest.isEmpty, "bytes after the request")
    }
}
