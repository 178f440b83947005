import TestSupport
import Testing
import Transfer

@Suite("A TCP probe")
struct TCPProbeTests {
    private func fault(_ probe: TCPProbe) async -> TransferError? {
        do throws(TransferError) {
            _ = try await probe.run()
            return nil
        } catch {
            return error
        }
    }

    @Test("connects, times it and says where to")
    func connects() async throws {
        let server = try RawServer.silent()
        defer { server.stop() }
        let outcome = try await TCPProbe(host: "127.0.0.1", port: server.port).run()
        #expect(outcome.remoteAddress == HostAndPort(host: "127.0.0.1", port: server.port))
        #expect(outcome.matched == nil && outcome.received.isEmpty)
        #expect(outcome.timings.connect > .zero && outcome.timings.total >= outcome.timings.connect)
    }

    @Test("compares what the peer says first", arguments: [("SSH-2.0-", true), ("HTTP/", false), ("", true)])
    func banner(expected: String, matches: Bool) async throws {
        let server = try RawServer { $0.write("SSH-2.0-OpenSSH\r\n") }
        defer { server.stop() }
        var probe = TCPProbe(host: "localhost", port: server.port)
        probe.expect = Array(expected.utf8)
        #expect(try await probe.run().matched == matches)
    }

    @Test("says something and compares the answer")
    func dialogue() async throws {
        let server = try RawServer { connection in
            guard connection.read() == Array("PING\r\n".utf8) else { return }
            connection.write("+PO")
            _ = connection.pause(milliseconds: 20)
            connection.write("NG\r\n")
            connection.waitForEnd()
        }
        defer { server.stop() }
        var probe = TCPProbe(host: "127.0.0.1", port: server.port)
        probe.send = Array("PING\r\n".utf8)
        probe.expect = Array("+PONG".utf8)
        let outcome = try await probe.run()
        #expect(outcome.matched == true)
        #expect(outcome.timings.ttfb != nil)
    }

    @Test("tells refusal, silence, reset, bad names and bad ports apart")
    func faults() async throws {
        let port = try freePort()
        let refused = try #require(await fault(TCPProbe(host: "127.0.0.1", port: port)))
        #expect(Fault(refused) == Fault(.connect, .connect))
        #expect(refused.isRefusal && refused.message == "127.0.0.1:\(port) refused the connection")

        let silent = try RawServer.silent()
        let resetting = try RawServer { $0.reset() }
        defer {
            silent.stop()
            resetting.stop()
        }
        var probe = TCPProbe(host: "127.0.0.1", port: silent.port)
        probe.expect = [1]
        probe.timeout = .milliseconds(200)
        #expect(Fault(await fault(probe)) == Fault(.timeout, .firstByte))
        probe.endpoint.port = resetting.port
        #expect(await fault(probe)?.kind == .reset)
        #expect(await fault(TCPProbe(host: "127.0.0.1", port: 0))?.kind == .usage)
        #expect(await fault(TCPProbe(host: "a\r\nb", port: 1))?.kind == .usage)
        var nowhere = TCPProbe(host: "nosuch.invalid", port: 80)
        nowhere.timeout = .seconds(3)
        let error = try #require(await fault(nowhere))
        #expect(error.phase == .dns && error.blame == .environment)
    }

    @Test("a peer that closes early does not match")
    func closed() async throws {
        let server = try RawServer { $0.write("AB") }
        defer { server.stop() }
        var probe = TCPProbe(host: "127.0.0.1", port: server.port)
        probe.expect = Array("ABC".utf8)
        #expect(try await probe.run().matched == false)
    }

    @Test("ends when its task is cancelled")
    func cancelled() async throws {
        let server = try RawServer.silent()
        defer { server.stop() }
        var probe = TCPProbe(host: "127.0.0.1", port: server.port)
        probe.expect = [1]
        probe.timeout = .seconds(20)
        let task = Task { [probe] in await fault(probe) }
        while server.connections == 0 { try await Task.sleep(for: .milliseconds(2)) }
        task.cancel()
        #expect(await task.value?.kind == .cancelled)
    }
}

@Suite("A TLS probe")
struct TLSProbeTests {
    private let nginx: NginxServer

    init() throws {
        nginx = try .shared()
    }

    private func probe(_ port: Int) -> TLSProbe {
        var probe = TLSProbe(host: "127.0.0.1", port: port)
        probe.caFile = nginx.certificates.authority.certificate
        return probe
    }

    private func fault(_ probe: TLSProbe) async -> TransferError? {
        do throws(TransferError) {
            _ = try await probe.run()
            return nil
        } catch {
            return error
        }
    }

    @Test("tells version, cipher, protocol and certificate")
    func outcome() async throws {
        var probe = probe(nginx.ports.http2)
        probe.applicationProtocols = ["h2", "http/1.1"]
        probe.serverName = "localhost"
        let outcome = try await probe.run()
        #expect(outcome.version == "TLSv1.3" && outcome.cipher.hasPrefix("TLS_"))
        #expect(outcome.applicationProtocol == "h2")
        #expect(outcome.certificate.isValid && outcome.certificate.subject == "CN=localhost")
        #expect(outcome.timings.tls > .zero && outcome.timings.connect > .zero)
    }

    @Test("refuses what can't be trusted, and lets it be looked at")
    func problems() async throws {
        let problems = [
            (nginx.ports.expired, "the certificate expired 3 days ago"),
            (nginx.ports.wrongHost, "the certificate is for other.example, not for 127.0.0.1"),
            (nginx.ports.selfSigned, "the certificate is self-signed"),
        ]
        for (port, problem) in problems {
            var probe = probe(port)
            let error = try #require(await fault(probe))
            #expect(Fault(error) == Fault(.tls, .tls))
            #expect(error.message == problem)
            probe.verifies = false
            let certificate = try await probe.run().certificate
            #expect(certificate.problem == problem)
            #expect((certificate.daysLeft < 0) == (port == nginx.ports.expired))
        }
    }

    @Test("knows the certificate's own name from the one asked for")
    func serverName() async throws {
        var probe = probe(nginx.ports.wrongHost)
        probe.serverName = "other.example"
        #expect(try await probe.run().certificate.isValid)
    }

    @Test("tells a plain server, a silent one and a closed port apart")
    func faults() async throws {
        #expect(Fault(await fault(probe(nginx.ports.plain))) == Fault(.tls, .tls))
        let silent = try RawServer.silent()
        defer { silent.stop() }
        var probe = probe(silent.port)
        probe.timeout = .milliseconds(200)
        #expect(Fault(await fault(probe)) == Fault(.timeout, .tls))
        #expect(Fault(await fault(self.probe(try freePort()))) == Fault(.connect, .connect))
        probe.caFile = "/nowhere/ca.pem"
        #expect(Fault(await fault(probe)) == Fault(.usage, .preparation, .environment))
        let closing = try RawServer { _ = $0.read() }
        defer { closing.stop() }
        #expect(await fault(self.probe(closing.port))?.kind == .reset)
    }
}
