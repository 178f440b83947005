import TestSupport
import Testing
import Transfer

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

@Suite("Memory", .serialized)
struct MemoryTests {
    /// The most this process has ever held, in bytes.
    private var peak: Int {
        var usage = rusage()
        #if canImport(Glibc)
            getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
            return usage.ru_maxrss * 1024
        #else
            getrusage(RUSAGE_SELF, &usage)
            return usage.ru_maxrss
        #endif
    }

    @Test("is bounded against a gzip bomb and an endless body, whatever they hold")
    func bounded() async throws {
        // Made first, for the bomb's own bytes are the server's.
        let bomb = try RawServer.gzipBomb()
        let endless = try RawServer.infiniteBody()
        defer {
            bomb.stop()
            endless.stop()
        }
        let before = peak
        for url in [bomb.url, endless.url] {
            for _ in 0..<5 {
                var request = HTTPRequest.get(url)
                request.acceptsCompression = true
                request.limits.maxBodyBytes = 1 << 20
                #expect(Fault(await failure(of: request)) == Fault(.tooLarge, .body))
            }
        }
        // Other tests run beside this one: generous, and still far from what the bomb holds.
        #expect(peak - before < 400 << 20)
    }
}
