internal import JSON
internal import Model
internal import Transfer

extension HTTPProbe {
    /// The request with every variable filled in.
    func request(_ scope: Scope, _ deadline: ContinuousClock.Instant) throws -> HTTPRequest {
        var request = options
        request.method = try method?.text(in: scope) ?? (body.isNone ? "GET" : "POST")
        request.url = try target(scope)
        for header in headers { request.headers.append(HTTPHeader(header.name, try header.value.text(in: scope))) }
        try put(body, into: &request, scope)
        if !cookies.isEmpty {
            let pairs = try cookies.map { "\($0.name)=\(try $0.value.text(in: scope))" }
            request.headers.append(HTTPHeader("Cookie", pairs.joined(separator: "; ")))
        }
        switch authentication {
        case nil: break
        case .bearer(let token): request.authentication = .bearer(token: try token.text(in: scope))
        case .basic(let user, let password):
            request.authentication = .basic(user: try user.text(in: scope), password: try password.text(in: scope))
        case .jwt(let token): request.authentication = .bearer(token: try token.text(in: scope))
        }
        request.proxy = try proxy?.text(in: scope)
        request.unixSocket = try unixSocket?.text(in: scope)
        request.timeout = max(.milliseconds(1), min(request.timeout, ContinuousClock.now.duration(to: deadline)))
        request.connectTimeout = min(request.connectTimeout, request.timeout)
        return request
    }

    private func target(_ scope: Scope) throws -> String {
        var target = try url.text(in: scope)
        if target.hasPrefix("/"), let base = scope["base_url"]?.text { target = base + target }
        guard !query.isEmpty else { return target }
        let encoded = try Self.encode(query, scope)
        let parts = target.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
        let head = parts.first.map(String.init) ?? target
        return head + (head.contains("?") ? "&" : "?") + encoded + (parts.count > 1 ? "#" + parts[1] : "")
    }

    private func put(_ body: Body, into request: inout HTTPRequest, _ scope: Scope) throws {
        func setContentType(_ type: String) {
            if request.headers.first("content-type") == nil { request.headers.append(HTTPHeader("Content-Type", type)) }
        }
        switch body {
        case .none: break
        case .json(let template):
            request.body = .bytes(Array(JSONWriter().text(try template.value(in: scope)).utf8))
            setContentType("application/json")
        case .form(let fields):
            request.body = .bytes(Array(try Self.encode(fields, scope).utf8))
            setContentType("application/x-www-form-urlencoded")
        case .text(let text): request.body = .bytes(Array(try text.text(in: scope).utf8))
        case .file(let path): request.body = .file(path: path)
        }
    }

    private static func encode(_ fields: [(name: String, value: Template)], _ scope: Scope) throws -> String {
        try fields.map { "\(percent($0.name))=\(percent(try $0.value.text(in: scope)))" }.joined(separator: "&")
    }

    /// Everything but the unreserved characters of RFC 3986 as `%XX`.
    private static func percent(_ text: String) -> String {
        let digits = Array("0123456789ABCDEF".utf8)
        var bytes: [UInt8] = []
        for byte in text.utf8 {
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
                UInt8(ascii: "~"):
                bytes.append(byte)
            default: bytes += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}

extension HTTPProbe.Body {
    var isNone: Bool { if case .none = self { true } else { false } }
}
