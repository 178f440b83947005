import TestSupport
import Testing
import Transfer

@Suite("TLS")
struct TLSFailureTests {
    private let nginx: NginxServer

    init() throws {
        nginx = try .shared()
    }

    private func request(_ port: Int, host: String = "127.0.0.1") -> HTTPRequest {
        var request = HTTPRequest.get("https://\(host):\(port)/echo")
        request.tls.caFile = nginx.certificates.authority.certificate
        return request
    }

    private func message(_ request: HTTPRequest) async throws -> String {
        let error = try #require(await failure(of: request))
        #expect(Fault(error) == Fault(.tls, .tls))
        return error.message
    }

    @Test("an expired certificate is refused, with its age")
    func expired() async throws {
        #expect(try await message(request(nginx.ports.expired)) == "the certificate expired 3 days ago")
    }

    @Test("a certificate for another host is refused, with both names")
    func wrongHost() async throws {
        #expect(
            try await message(request(nginx.ports.wrongHost))
                == "the certificate is for other.example, not for 127.0.0.1")
    }

    @Test("a certificate of an unknown authority is refused, with the authority")
    func unknownAuthority() async throws {
        var request = request(nginx.ports.tls)
        request.tls.caFile = nginx.certificates.selfSigned.certificate
        #expect(
            try await message(request)
                == "the certificate was issued by 'CN=Test CA,O=gonogo tests', which is not trusted")
    }

    @Test("a self-signed certificate is refused")
    func selfSigned() async throws {
        #expect(try await message(request(nginx.ports.selfSigned)) == "the certificate is self-signed")
    }

    @Test("plain HTTP where TLS was expected is a TLS failure")
    func plain() async throws {
        #expect(try await message(request(nginx.ports.plain)).hasPrefix("no TLS with 127.0.0.1:\(nginx.ports.plain): "))
    }

    @Test("a peer that closes or resets in the handshake is a reset", arguments: [true, false])
    func cutHandshake(resets: Bool) async throws {
        let server = try RawServer { connection in
            _ = connection.read()
            if resets { connection.reset() }
        }
        defer { server.stop() }
        #expect(Fault(await failure(of: request(server.port))) == Fault(.reset, .tls))
    }

    @Test("a peer that is silent in the handshake is late")
    func silentHandshake() async throws {
        let server = try RawServer.silent()
        defer { server.stop() }
        var request = request(server.port)
        request.connectTimeout = .milliseconds(200)
        let error = try #require(await failure(of: request))
        #expect(Fault(error) == Fault(.timeout, .tls))
        #expect(error.message == "200 ms passed while in the TLS handshake with 127.0.0.1:\(server.port)")
    }

    @Test("without verification all are accepted, and the problem is told all the same")
    func unverified() async throws {
        let problems = [
            (nginx.ports.expired, "the certificate expired 3 days ago"),
            (nginx.ports.wrongHost, "the certificate is for other.example, not for 127.0.0.1"),
            (nginx.ports.selfSigned, "the certificate is self-signed"),
        ]
        for (port, problem) in problems {
            var request = request(port)
            request.tls.verifies = false
            let response = try await TransferSession().perform(request)
            #expect(response.status == 200)
            #expect(response.certificate?.problem == problem)
        }
    }

    @Test("a good certificate is described, also on a connection used again")
    func certificate() async throws {
        let session = try TransferSession()
        for _ in 0..<2 {
            let certificate = try #require(try await session.perform(request(nginx.ports.tls)).certificate)
            #expect(certificate.isValid)
            #expect(certificate.subject == "CN=localhost")
            #expect(certificate.issuer == "CN=Test CA,O=gonogo tests")
            #expect(certificate.alternativeNames == ["localhost", "127.0.0.1"])
            #expect((89.9...90).contains(certificate.daysLeft))
            #expect((0.98...0.99).contains(certificate.fractionLeft))
        }
    }

    @Test("a client certificate opens the door that is shut without it")
    func clientCertificate() async throws {
        var request = request(nginx.ports.clientCertificate)
        #expect(try await TransferSession().perform(request).status == 400)
        request.tls.clientCertificate = nginx.certificates.client.certificate
        request.tls.clientKey = nginx.certificates.client.key
        #expect(try await TransferSession().perform(request).status == 200)
    }

    @Test("a key that is not the pinned one is refused")
    func pinned() async throws {
        var request = request(nginx.ports.tls)
        request.tls.pinnedPublicKey = "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="
        #expect(try await message(request) == "the public key of 127.0.0.1:\(nginx.ports.tls) is not the pinned one")
    }

    @Test("a missing file of authorities or certificate is the request's fault", arguments: [true, false])
    func missingFiles(isAuthority: Bool) async throws {
        var request = request(nginx.ports.tls)
        if isAuthority {
            request.tls.caFile = "/nowhere/ca.pem"
        } else {
            request.tls.clientCertificate = "/nowhere/client.pem"
        }
        let error = try #require(await failure(of: request))
        #expect(error.kind == .usage && error.blame == .environment)
        #expect(error.message.contains("/nowhere/"))
    }
}
