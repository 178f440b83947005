#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

extension RawServer {
    /// A well-behaved server: 200, the given body, kept alive.
    package static func answering(
        _ body: String = "ok", headers: [String] = [], status: String = "200 OK"
    ) throws -> RawServer {
        try RawServer { connection in
            while connection.readRequest() != nil {
                let lines = headers.map { "\($0)\r\n" }.joined()
                let head = "HTTP/1.1 \(status)\r\n\(lines)Content-Length: \(body.utf8.count)\r\n\r\n"
                guard connection.write(head + body) else { return }
            }
        }
    }

    /// Sends these bytes after a request's head has come, and closes.
    package static func sending(_ bytes: [UInt8]) throws -> RawServer {
        try RawServer { connection in
            guard connection.readRequest() != nil else { return }
            connection.write(bytes)
        }
    }

    package static func sending(_ text: String) throws -> RawServer {
        try sending(Array(text.utf8))
    }

    /// Accepts, and never says a word.
    package static func silent() throws -> RawServer {
        try RawServer { $0.waitForEnd() }
    }

    /// Greets as an SSH server would.
    package static func garbage() throws -> RawServer {
        try sending("SSH-2.0-OpenSSH_9.2\r\nwhat is this\r\n")
    }

    /// HTTP/0.9: a body and nothing else.
    package static func http09() throws -> RawServer {
        try sending("<html>hello</html>\n")
    }

    /// A body without end, as fast as it is taken.
    package static func infiniteBody() throws -> RawServer {
        try RawServer { connection in
            guard connection.readRequest() != nil else { return }
            connection.write("HTTP/1.1 200 OK\r\n\r\n")
            let block = [UInt8](repeating: 0x61, count: 65536)
            while connection.write(block) {}
        }
    }

    /// A header without end.
    package static func infiniteHeader() throws -> RawServer {
        try RawServer { connection in
            guard connection.readRequest() != nil else { return }
            connection.write("HTTP/1.1 200 OK\r\n")
            while connection.write("X-More: \(String(repeating: "y", count: 1000))\r\n") {}
        }
    }

    /// A single header line without end.
    package static func infiniteHeaderLine() throws -> RawServer {
        try RawServer { connection in
            guard connection.readRequest() != nil else { return }
            connection.write("HTTP/1.1 200 OK\r\nX-More: ")
            while connection.write(String(repeating: "y", count: 10000)) {}
        }
    }

    /// Interim answers without end.
    package static func endlessInterim() throws -> RawServer {
        try RawServer { connection in
            guard connection.readRequest() != nil else { return }
            while connection.write("HTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\n\r\n") {}
        }
    }

    /// One byte of the body every 100 ms, thousands promised.
    package static func slowBody() throws -> RawServer {
        try RawServer { connection in
            guard connection.readRequest() != nil else { return }
            connection.write("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n")
            while connection.write("a"), connection.pause(milliseconds: 100) {}
        }
    }

    /// Answers, promises 1,000 bytes, sends ten, and resets the connection.
    package static func resetInBody() throws -> RawServer {
        try RawServer { connection in
            guard connection.readRequest() != nil else { return }
            connection.write("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n0123456789")
            // So that the ten bytes are taken before the reset throws away what is not.
            _ = connection.pause(milliseconds: 50)
            connection.reset()
        }
    }

    /// Resets the connection once the request has come.
    package static func resetBeforeAnswer() throws -> RawServer {
        try RawServer { connection in
            guard connection.readRequest() != nil else { return }
            connection.reset()
        }
    }

    /// A body shorter than its Content-Length.
    package static func cutShort() throws -> RawServer {
        try sending("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n0123456789")
    }

    /// A chunked body without its last chunk.
    package static func missingLastChunk() throws -> RawServer {
        try sending("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n")
    }

    /// Redirects every request to this place.
    package static func redirecting(to location: String, status: Int = 302) throws -> RawServer {
        try RawServer { connection in
            while connection.readRequest() != nil {
                let head = "HTTP/1.1 \(status) Found\r\nLocation: \(location)\r\nContent-Length: 0\r\n\r\n"
                guard connection.write(head) else { return }
            }
        }
    }

    /// Header value and body in bytes that are no UTF-8.
    package static func invalidUTF8() throws -> RawServer {
        let bytes = Array("HTTP/1.1 200 OK\r\nX-Name: caf".utf8) + [0xE9] + Array("\r\nContent-Length: 3\r\n\r\n".utf8)
        return try sending(bytes + [0xFF, 0xFE, 0x41])
    }

    /// JSON of 100,000 nested arrays.
    package static func deepJSON(levels: Int = 100_000) throws -> RawServer {
        let body = String(repeating: "[", count: levels) + String(repeating: "]", count: levels)
        return try sending(
            "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)")
    }

    /// A gzip body of which only the first half is sent, with a Content-Length that fits the half.
    package static func cutGzip() throws -> RawServer {
        let whole = GzipBomb.bytes(mebibytes: 1)
        let half = whole[..<(whole.count / 2)]
        let head = "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: \(half.count)\r\n\r\n"
        return try sending(Array(head.utf8) + half)
    }

    /// About 7 MB of gzip that decompress to 1 GiB.
    package static func gzipBomb() throws -> RawServer {
        let bomb = GzipBomb.bytes(mebibytes: 1024)
        let head = "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: \(bomb.count)\r\n\r\n"
        return try sending(Array(head.utf8) + bomb)
    }
}
