import Foundation
import Synchronization
import TestSupport
import Threads

/// The servers that a case can speak of by a variable; each starts when it is asked for, and ends with `stop`.
final class Servers: Sendable {
    private struct State {
        var raw: [RawServer] = []
        var target: TargetServer?
    }

    private let options: [String]
    private let state = Mutex(State())

    /// `options` are those of the demo target.
    init(target options: [String] = []) { self.options = options }

    static let names = [
        "target", "nginx", "nginx_tls", "nginx_http2", "nginx_expired", "nginx_wrong_host", "nginx_self_signed",
        "nginx_port", "nginx_tls_port", "ca_file", "closed", "closed_port", "garbage", "silent", "infinite_body",
        "infinite_header", "endless_interim", "slow_body", "reset_in_body", "reset", "cut_short", "http09", "gzip_bomb",
        "deep_json", "invalid_utf8", "redirect_loop", "redirect_file", "echo", "ansi",
        "postgres_url", "postgres_port", "postgres_ca_file", "redis_url", "redis_open_url", "redis_tls_url",
        "redis_port", "redis_open_port", "redis_tls_port", "redis_ca_file",
    ]

    /// Starting a server blocks its thread for a while, so it is none of those that all tests share.
    func value(_ name: String) async throws -> String {
        try await OwnThread.run { Result { try self.start(name) } }.get()
    }

    private func start(_ name: String) throws -> String {
        switch name {
        case "target": return try target().url
        case "nginx": return try NginxServer.shared().url
        case "nginx_tls": return try NginxServer.shared().tlsURL
        case "nginx_http2": return "https://127.0.0.1:\(try NginxServer.shared().ports.http2)"
        case "nginx_expired": return "https://127.0.0.1:\(try NginxServer.shared().ports.expired)"
        case "nginx_wrong_host": return "https://127.0.0.1:\(try NginxServer.shared().ports.wrongHost)"
        case "nginx_self_signed": return "https://127.0.0.1:\(try NginxServer.shared().ports.selfSigned)"
        case "nginx_port": return String(try NginxServer.shared().ports.plain)
        case "nginx_tls_port": return String(try NginxServer.shared().ports.tls)
        case "ca_file": return try NginxServer.shared().certificates.authority.certificate
        case "postgres_url": return try PostgresServer.shared().url()
        case "postgres_port": return String(try PostgresServer.shared().port)
        case "postgres_ca_file": return try PostgresServer.shared().certificates.authority.certificate
        case "redis_url", "redis_open_url", "redis_tls_url", "redis_port", "redis_open_port", "redis_tls_port",
            "redis_ca_file":
            return try redis(name)
        case "closed": return "http://127.0.0.1:\(try freePort())"
        case "closed_port": return String(try freePort())
        default: return try raw(name).url
        }
    }

    /// A hostile server by its variable's name.
    func raw(_ name: String) throws -> RawServer {
        let server: RawServer =
            switch name {
            case "garbage": try .garbage()
            case "silent": try .silent()
            case "infinite_body": try .infiniteBody()
            case "infinite_header": try .infiniteHeader()
            case "endless_interim": try .endlessInterim()
            case "slow_body": try .slowBody()
            case "reset_in_body": try .resetInBody()
            case "reset": try .resetBeforeAnswer()
            case "cut_short": try .cutShort()
            case "http09": try .http09()
            case "gzip_bomb": try .gzipBomb()
            case "deep_json": try .deepJSON()
            case "invalid_utf8": try .invalidUTF8()
            case "redirect_loop": try .redirecting(to: "/again")
            case "redirect_file": try .redirecting(to: "file:///etc/passwd")
            case "echo": try .echoing()
            case "ansi":
                try .answering(
                    "\u{1B}[31mred\u{1B}[0m ::error::injected <b>]]></b>\u{0}\u{202E}", status: "500 Oh\u{1B}[2J")
            default: throw ServerFailure("no server is called \(name)")
            }
        state.withLock { $0.raw.append(server) }
        return server
    }

    private func redis(_ name: String) throws -> String {
        let server = try RedisServer.shared()
        if name == "redis_ca_file" { return server.certificates.authority.certificate }
        let port =
            name.hasPrefix("redis_open") ? server.open : name.hasPrefix("redis_tls") ? server.encrypted : server.locked
        return name.hasSuffix("_port") ? String(port) : server.url(port)
    }

    private func target() throws -> TargetServer {
        try state.withLock { state in
            if let target = state.target { return target }
            let target = try TargetServer(options)
            state.target = target
            return target
        }
    }

    func stop() {
        state.withLock { state in
            for server in state.raw { server.stop() }
            state.target?.stop()
        }
    }
}

extension RawServer {
    /// Answers 500 with the request itself as its body.
    static func echoing() throws -> RawServer {
        try RawServer { connection in
            while let request = connection.readRequest() {
                let body = request.head + String(decoding: request.body, as: UTF8.self)
                let head = "HTTP/1.1 500 Oh\r\nX-Echo: \(request.header("authorization") ?? "none")\r\n"
                guard connection.write("\(head)Content-Length: \(body.utf8.count)\r\n\r\n\(body)") else { return }
            }
        }
    }
}
