import TestSupport
import Testing
import Transfer

@Suite("What can't be reached")
struct UnreachableTests {
    @Test("a closed port refuses")
    func refused() async throws {
        let port = try freePort()
        let error = try #require(await failure(of: .get("http://127.0.0.1:\(port)/")))
        #expect(Fault(error) == Fault(.connect, .connect))
        #expect(error.isRefusal)
        #expect(error.message == "127.0.0.1:\(port) refused the connection")
    }

    @Test("a name that does not exist is the environment's")
    func unresolvable() async throws {
        let error = try #require(await failure(of: .get("http://nosuch.invalid/", timeout: .seconds(3))))
        #expect(error.phase == .dns && error.blame == .environment)
        // Without any network, a resolver may need longer than the deadline to say so.
        #expect(error.kind == .dns || error.kind == .timeout)
        #expect(error.message.contains("nosuch.invalid"))
    }

    @Test("a Unix socket that is not there")
    func unixSocket() async throws {
        var request = HTTPRequest.get("http://localhost/")
        request.unixSocket = "/nowhere/socket"
        let error = try #require(await failure(of: request))
        #expect(Fault(error) == Fault(.connect, .connect, .environment))
    }

    @Test("a proxy that refuses")
    func proxy() async throws {
        var request = HTTPRequest.get("http://127.0.0.1:1/")
        request.proxy = "http://127.0.0.1:\(try freePort())"
        #expect(Fault(await failure(of: request)) == Fault(.connect, .connect, .environment))
    }
}

@Suite("Cancelling")
struct CancellationTests {
    @Test("ends a request at once, whatever it is waiting for", arguments: ["silent", "slow", "queued"])
    func cancelled(_ what: String) async throws {
        let server = try what == "slow" ? RawServer.slowBody() : RawServer.silent()
        defer { server.stop() }
        let session = try TransferSession()
        let request = HTTPRequest.get(server.url, timeout: .seconds(20))
        let earlier = what == "queued" ? Task { try await session.perform(request) } : nil
        let task = Task { () -> TransferError? in
            do throws(TransferError) {
                _ = try await session.perform(request)
                return nil
            } catch {
                return error
            }
        }
        while server.connections == 0 { try await Task.sleep(for: .milliseconds(2)) }
        let start = ContinuousClock.now
        earlier?.cancel()
        task.cancel()
        let error = try #require(await task.value)
        #expect(error.kind == .cancelled)
        #expect(ContinuousClock.now - start < .seconds(10))
    }

    @Test("before it begins sends nothing")
    func beforehand() async throws {
        let server = try RawServer.answering()
        defer { server.stop() }
        let session = try TransferSession()
        let url = server.url
        let task = Task { () -> TransferError? in
            while !Task.isCancelled { await Task.yield() }
            do throws(TransferError) {
                _ = try await session.perform(.get(url))
                return nil
            } catch {
                return error
            }
        }
        task.cancel()
        #expect(await task.value?.kind == .cancelled)
        #expect(server.connections == 0)
    }
}
