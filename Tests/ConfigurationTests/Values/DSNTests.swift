import Configuration
import Model
import Testing

@Suite struct DSNTests {
    @Test(
        "a password may hold what people paste into one",
        arguments: [
            ("postgresql://app:p#ss@db:5432/app", "p#ss"), ("postgresql://app:p@ss!@db/app", "p@ss!"),
            ("redis://:a:b@cache:6379/0", "a:b"), ("postgresql://app:p%40%2Fss@db/app", "p@/ss"),
            ("redis://:@cache", ""),
        ])
    func passwords(_ text: String, _ password: String) throws {
        #expect(try DSN(text).password?.reveal() == password)
    }

    @Test("the parts are told apart, several hosts included")
    func parts() throws {
        let dsn = try DSN("PostgreSQL://app:x@db1:5432,[::1]:5433,db3/orders?sslmode=require")
        #expect(dsn.scheme == "postgresql")
        #expect(dsn.user == "app")
        #expect(dsn.hosts.map(\.host) == ["db1", "::1", "db3"])
        #expect(dsn.hosts.map(\.port) == [5_432, 5_433, nil])
        #expect(dsn.database == "orders")
        #expect(try DSN("postgresql:///orders").hosts.isEmpty)
        #expect(try DSN("mongodb+srv://u:p@cluster.example.net/?retryWrites=true").scheme == "mongodb+srv")
    }

    @Test(
        "what would be a guess is refused, and no part of it is told",
        arguments: [
            "postgresql://app:canary/x@db/app", "postgresql://app:canary@db:canary/app", "app:canary@db/app",
            "postgresql://app:can ary@db/app", "postgresql://app:canary%zz@db/app", "postgresql://canary?x@db/app",
            "postgresql://", "postgresql://app:canary@", "postgresql://db1,,db2/app", "postgresql://db:99999/app", "",
        ])
    func refused(_ text: String) {
        #expect { try DSN(text) } throws: { error in !"\(error)".contains("canary") && !"\(error)".contains("99999") }
    }

    @Test("a list of hosts and a password of a megabyte end soon")
    func huge() throws {
        let long = String(repeating: "x@", count: 500_000)
        #expect(try DSN("redis://:\(long)@cache").hosts.count == 1)
        #expect(throws: DSN.Failure.self) { try DSN("redis://" + String(repeating: "h,", count: 500_000)) }
    }
}
