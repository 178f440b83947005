import Foundation

/// A real nginx on free ports of 127.0.0.1, with configuration and certificates of its own.
package final class NginxServer: Sendable {
    /// Where the routes of `nginxRoutes` are served, each in its own way.
    package struct Ports: Sendable {
        package let plain, other, http2Cleartext: Int
        /// Serves seven requests on a connection, then sends GOAWAY, over HTTP/2 without TLS.
        package let shortLived: Int
        package let tls, http2, expired, wrongHost, selfSigned, clientCertificate: Int

        fileprivate init() throws {
            let free = try freePorts(10)
            (plain, other, http2Cleartext) = (free[0], free[1], free[2])
            (tls, http2, expired) = (free[3], free[4], free[5])
            (wrongHost, selfSigned, clientCertificate) = (free[6], free[7], free[8])
            shortLived = free[9]
        }
    }

    package let ports: Ports
    package let certificates: TestCertificates
    package let folder: TestFolder
    private let watchdog: Watchdog

    private static let sharedResult = Result { try start(attempts: 5) }

    /// A port that was free can be somebody else's by the time nginx asks for it: then others are tried.
    private static func start(attempts: Int) throws -> NginxServer {
        do {
            return try NginxServer()
        } catch {
            guard attempts > 1, find("nginx") != nil else { throw error }
            return try start(attempts: attempts - 1)
        }
    }

    /// The one instance of this test process, started at the first call and gone with the process.
    package static func shared() throws -> NginxServer { try sharedResult.get() }

    package init() throws {
        guard let nginx = find("nginx") else {
            throw ServerFailure("nginx is not installed; on Debian: sudo apt-get install nginx-light")
        }
        folder = try TestFolder()
        certificates = try TestCertificates(in: folder)
        ports = try Ports()
        try folder.write("nginx.conf", nginxConfiguration(ports, certificates, folder))
        try folder.write("routes.conf", nginxRoutes(ports))
        try folder.write("users", "tester:{PLAIN}s3cret\n")
        try FileManager.default.createDirectory(atPath: folder.file("www"), withIntermediateDirectories: true)
        try folder.write("www/data.json", #"{"name": "gonogo", "count": 3}"#)
        try folder.write("www/text.txt", String(repeating: "All work and no play. ", count: 1000))
        try Data(repeating: 0x62, count: 12 << 20).write(to: URL(fileURLWithPath: folder.file("www/big.bin")))

        // By SIGKILL and without waiting: a child of a pool thread may inherit a mask that blocks SIGTERM and SIGCHLD.
        watchdog = try Watchdog(
            #""$1" -p "$2" -c "$2/nginx.conf" 2>"$2/start.log" & read -r line; kill -9 $!; rm -rf "$2""#,
            [nginx, folder.path])
        try waitUntilReady()
    }

    package func stop() { watchdog.stop() }

    package var url: String { "http://127.0.0.1:\(ports.plain)" }
    package var tlsURL: String { "https://127.0.0.1:\(ports.tls)" }

    private func waitUntilReady() throws {
        for _ in 0..<500 where watchdog.isRunning {
            if [ports.plain, ports.clientCertificate].allSatisfy(isListening) { return }
            usleep(10000)
        }
        let log = ["start.log", "error.log"].compactMap {
            try? String(contentsOfFile: folder.file($0), encoding: .utf8)
        }
        stop()
        throw ServerFailure("nginx did not start: \(log.joined())")
    }
}

private func nginxConfiguration(
    _ ports: NginxServer.Ports, _ certificates: TestCertificates, _ folder: TestFolder
) -> String {
    func server(_ port: Int, _ options: String = "", _ pair: TestCertificates.Pair? = nil, _ more: String = "")
        -> String
    {
        let tls = pair.map { "ssl_certificate \($0.certificate); ssl_certificate_key \($0.key);" } ?? ""
        return
            "server { listen 127.0.0.1:\(port) \(options); server_name localhost; \(tls) \(more) include routes.conf; }"
    }
    let servers = [
        server(ports.plain),
        server(ports.other),
        server(ports.http2Cleartext, "http2"),
        server(ports.shortLived, "http2", nil, "keepalive_requests 7;"),
        server(ports.tls, "ssl", certificates.server),
        server(ports.http2, "ssl http2", certificates.server),
        server(ports.expired, "ssl", certificates.expired),
        server(ports.wrongHost, "ssl", certificates.wrongHost),
        server(ports.selfSigned, "ssl", certificates.selfSigned),
        server(
            ports.clientCertificate, "ssl", certificates.server,
            "ssl_client_certificate \(certificates.authority.certificate); ssl_verify_client on;"),
    ]
    return """
        daemon off;
        master_process off;
        pid nginx.pid;
        error_log \(folder.path)/error.log;
        events { worker_connections 512; }
        http {
            access_log off;
            ssl_protocols TLSv1.2 TLSv1.3;
            client_body_temp_path body; proxy_temp_path proxy; fastcgi_temp_path fastcgi;
            uwsgi_temp_path uwsgi; scgi_temp_path scgi;
            types { application/json json; text/plain txt; }
            gzip on; gzip_types text/plain;
            \(servers.joined(separator: "\n    "))
        }

        """
}

/// `/data.json`, `/text.txt` (gzip on request), `/big.bin` (12 MiB), and what stands below.
private func nginxRoutes(_ ports: NginxServer.Ports) -> String {
    let echo = [
        "authorization", "cookie", "x_api_key", "accept", "user_agent", "content_type", "accept_encoding", "host",
    ]
    return """
        root www;
        location = /echo {
            default_type text/plain;
            return 200 "method=$request_method\\nprotocol=$server_protocol\\n\(echo.map { "\($0)=$http_\($0)" }.joined(separator: "\\n"))\\n";
        }
        location = /cookie { add_header Set-Cookie "session=abc123; Path=/; HttpOnly"; return 204; }
        location = /private { auth_basic "tests"; auth_basic_user_file users; try_files /data.json =404; }
        location = /here { return 302 /echo; }
        location = /here-303 { return 303 /echo; }
        location = /here-307 { return 307 /echo; }
        location = /elsewhere { return 302 http://127.0.0.1:\(ports.other)/echo; }
        location = /elsewhere-307 { return 307 http://127.0.0.1:\(ports.other)/echo; }
        location = /unencrypted { return 302 http://127.0.0.1:\(ports.plain)/echo; }
        location = /broken { return 503; }
        location = /strict { add_header Strict-Transport-Security "max-age=31536000; includeSubDomains"; return 204; }
        location = /lax { add_header Strict-Transport-Security "max-age=31535999; includeSubDomains"; return 204; }
        location = /alone { add_header Strict-Transport-Security "max-age=63072000"; return 204; }
        location = /twice {
            add_header Strict-Transport-Security "max-age=31536000; includeSubDomains; max-age=0";
            return 204;
        }

        """
}
